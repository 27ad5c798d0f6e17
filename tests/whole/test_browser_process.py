"""Fixed ways of working in real Chromium: a reception and a meeting played to their ends by those
whose steps they are, and a way that a director makes in a form, and that then runs.
"""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Seat, chromium, demo, where

MORNING = datetime(2026, 11, 25, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LETTER, PLAN, LIST = (f"https://docs.example.com/{name}" for name in ("letter", "plan", "list"))
NOTICE, SCRIPT, MINUTES = (f"https://docs.example.com/{n}" for n in ("notice", "script", "minutes"))
BADGE = """\
核对申请 / Check the request，科长，1天
审批 / Approve，主任，4小时
发卡 / Hand out，发起人，2天，填数字
"""


class Office:
    """The demo, and a seat for everybody who takes part."""

    def __init__(self, running, browser):
        self.zhao, self.chen, self.lina = (
            Seat(browser, running.url, who) for who in ("UZHAO", "UCHEN", "ULINA")
        )
        self.zhang = Seat(browser, running.url, "UZHANG", PHONE)
        self.he = Seat(browser, running.url, "UHE")


@pytest.fixture(scope="module")
def office():
    if not where():
        assert os.environ.get("CALLBOARD_BROWSER") != "required", "there is no chromium"
        pytest.skip("there is no chromium on PATH")
    with demo() as running, chromium() as browser:
        running.turns_to(MORNING)
        yield Office(running, browser)


def opens(seat, words, label="打开表单"):
    """What is said offers a form, in a message of its own; it is opened."""
    offers = seat.page.get_by_role("button", name=label, exact=True)
    before = offers.count()
    seat.types(words)
    expect(offers).to_have_count(before + 1)
    offers.last.click()


def does(seat, step, label="办好了", **shown):
    """Whoever's turn it is does their step, from its card as soon as that says so; and the card
    says that it is over.
    """
    card = seat.reads(f"▸ {step}")
    card.get_by_role("button", name=label, exact=True).click()
    if shown:
        seat.fills_in(**shown)
    expect(card).not_to_contain_text(f"▸ {step}")


@pytest.mark.browser
def test_a_reception_from_the_letter_to_the_bill(office):
    zhang, zhao, chen = office.zhang, office.zhao, office.chen
    opens(chen, "接待：省政研室调研组")
    chen.fills(held="12月2日上午9点", guests="8", hosts="4", handler="UZHANG", letter=LETTER)
    chen.form.locator("[data-submit]").click()
    expect(chen.form).to_contain_text("陪餐人数不得超过 3 人")
    chen.fills_in(hosts="3")
    does(zhang, "核公函")
    expect(zhao.reads("▸ 审批")).to_contain_text("依据：")
    does(zhao, "审批")
    does(zhang, "接待方案", evidence=PLAN)
    does(zhang, "公务接待清单", evidence=LIST)
    does(zhang, "报销", words="386 元")
    chen.reads("公务接待“省政研室调研组” · 办结")


@pytest.mark.browser
def test_a_meeting_from_its_notice_to_what_was_agreed(office):
    """Counted back from its day, papers and room side by side; the minutes are written in English,
    and what was agreed is put under supervision before the last step is done.
    """
    chen, zhao, lina = office.chen, office.zhao, office.lina
    opens(chen, "办会：冬季供暖调度会")
    chen.fills_in(held="12月9日上午9点", place="一号会议室", size="large", minutes="ULINA")
    does(zhao, "报批备案")
    for step, shown in (
        ("会议通知", {"evidence": NOTICE}),
        ("议题和材料", {}),
        ("主持词", {"evidence": SCRIPT}),
    ):
        does(chen, step, f"办好：{step}", **shown)
    does(chen, "会场")
    does(chen, "提醒参会")
    does(chen, "签到、收回材料", words="到会 12 人，材料收回 12 份")
    does(lina, "Minutes drafted", "Done", evidence=MINUTES)
    does(zhao, "纪要签发")
    chen.reads("▸ 议定事项转督办").get_by_role("button", name="督办", exact=True).click()
    chen.fills_in(title="三个站点月底前投运", person="UZHOU", due="12月31日")
    expect(chen.reads("→ S-")).to_contain_text("三个站点月底前投运")
    does(chen, "议定事项转督办")
    expect(lina.reads("10 of 10 steps")).to_contain_text("Meeting · “冬季供暖调度会” · done")


@pytest.mark.browser
def test_a_way_made_by_the_director_in_a_form_runs(office):
    zhao, lina, chen, he = office.zhao, office.lina, office.chen, office.he
    opens(zhao, "新建流程")
    zhao.fills_in(chinese="门禁卡", english="Door badge", lines=BADGE)
    zhao.reads("已发布：门禁卡，第 1 版")
    opens(lina, "start the process door badge", "Open the form")
    lina.fills_in(title="two badges for the interns")
    does(chen, "核对申请")
    does(zhao, "审批")
    does(lina, "Hand out", "Done", words="2")
    lina.reads("Door badge · two badges for the interns · done")
    he.types("流程")
    he.reads("只答复办公室的人")
    expect(he.page.locator("#room")).not_to_contain_text("门禁卡")
