"""One draft, played by three people at the page of the rehearsal, in a real Chromium.

Skipped where there is no Chromium; with CALLBOARD_BROWSER=required that fails.
"""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from handlers.demo.lately import hints
from rehearsal import Rehearsal
from tests.browser import PHONE, Seat, chromium, demo, where
from tests.door import MANIFEST

MORNING = datetime(2026, 11, 25, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
NIGHT = datetime(2026, 11, 29, 3, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "全市经济工作会议讲话稿"


@pytest.fixture(scope="module")
def stage():
    """Wang Jianguo, who leads; Li Na, who writes; He Bin, who is not of the office."""
    if not where():
        assert os.environ.get("CALLBOARD_BROWSER") != "required", "there is no chromium"
        pytest.skip("there is no chromium on PATH")
    with demo() as running, chromium() as browser:
        running.turns_to(MORNING)
        seats = [Seat(browser, running.url, who) for who in ("UWANG", "ULINA", "UHE")]
        yield running, *seats


@pytest.mark.browser
def test_a_draft_from_the_first_word_to_the_signature(stage):
    _, wang, lina, he = stage

    wang.types("/draft")
    wang.fills_in(person="ULINA", title=TITLE, due="下周五下班前")
    wang.reads(f"D-1《{TITLE}》 · 待受领")
    wang.reads("王建国 → Li Na 李娜 · 12月4日 周五 18:00 前交")
    card = lina.reads(f"D-1 · “{TITLE}” · to be accepted")

    he.types("D-1")
    he.reads("只答复办公室的人")
    assert TITLE not in he.page.inner_text("body")

    lina.turns_the_clock("+1d")
    lina.reads("not accepted yet")
    lina.presses("Accept")
    expect(card).to_contain_text("being written")

    lina.presses("Hand in a version")
    lina.fills_in(link="https://docs.example.com/speech-1", note="第一稿")
    expect(card).to_contain_text("waiting to be signed")
    wang.presses("退回修改")
    wang.fills_in(opinion="第二部分请补充数据。")
    expect(card).to_contain_text("returned")
    lina.reads("第二部分请补充数据。")

    lina.shows("home")
    expect(lina.home).to_contain_text(TITLE)
    wang.shows("home")
    expect(wang.home).to_contain_text("我在等")

    lina.shows("messages")
    lina.presses("Hand in a version")
    lina.fills_in(link="https://docs.example.com/speech-2")
    wang.shows("messages")
    wang.reads("第 2 版")
    wang.presses("签发")
    wang.fills_in()
    wang.reads(f"✅ D-1《{TITLE}》 · 已签发")
    lina.reads(f"✅ D-1 · “{TITLE}” · signed off")


@pytest.mark.browser
def test_a_fire_at_three_in_the_morning_until_it_is_over(stage):
    """Reported, paged, taken, reported upward, graded, closed; who is not of the office sees
    nothing of it.
    """
    running, wang, lina, he = stage
    browser = wang.page.context.browser
    zhao, zhou = (Seat(browser, running.url, who) for who in ("UZHAO", "UZHOU"))
    zhao.types("发布值班表：11.28 王建国 李娜")
    zhao.reads("带班领导 王建国")
    zhao.presses("发布")
    zhao.reads("已发布")
    running.turns_to(NIGHT)

    zhou.types("紧急：03:10 城东化工园一仓库起火，两人轻伤，消防已到")
    card = zhou.reads("I-2“03:10 城东化工园一仓库起火，两人轻伤，消防已到” · 待接手")
    for seat, said in ((wang, "还没有人接手"), (lina, "Nobody has it in hand yet")):
        seat.reads(said)
    running.turns_to(NIGHT + timedelta(minutes=5))
    zhao.reads("还没有人接手")
    lina.presses("I have it")
    expect(card).to_contain_text("处置中")
    expect(card).to_contain_text("→ Li Na 李娜")
    lina.reads("· in hand")

    lina.chooses("Draft the report")
    lina.reads("First report · 03:10 城东化工园一仓库起火")
    lina.presses("What to say by phone")
    lina.reads("“Not known yet: On the scene.")
    wang.types("I-2 定为较大")
    expect(card).to_contain_text("等级：较大")
    wang.types("结束 I-2：已扑灭，无人员伤亡")
    expect(card).to_contain_text("已结束，待终报")

    he.types("I-2")
    he.reads("只答复办公室的人")
    for said in ("化工园", "I-2“", "🚨"):
        assert said not in he.page.locator("#room").inner_text()


@pytest.mark.browser
def test_ctrl_c_ends_the_demo_and_all_it_started_though_pages_are_open(stage):
    running, *_ = stage
    assert not running.is_gone()
    assert running.ends() == 0
    assert running.is_gone()
    with pytest.raises(ConnectionRefusedError):
        running.asks_for_the_page()


@pytest.mark.browser
def test_a_strip_says_what_to_try_and_makes_one_whoever_can(stage):
    browser = stage[1].page.context.browser
    with Rehearsal(MANIFEST, hints=hints()) as slack:
        lina = Seat(browser, slack.url, "ULINA", PHONE)
        strip = lina.page.locator("#hints")
        expect(strip.get_by_role("listitem").first).not_to_be_visible()
        strip.get_by_text("Three things to try").click()
        expect(strip.get_by_role("listitem")).to_have_count(3)
        strip.get_by_role("button", name="Be 王建国, the leader").click()
        expect(strip.get_by_text("可以试三件事")).to_be_visible()
        said = hints()["lines"][0]["says"]["en"]
        expect(lina.page.locator("[data-composer=channel]")).to_have_value(said)
        strip.locator("[data-hints-close]").click()
        expect(strip).not_to_be_visible()
