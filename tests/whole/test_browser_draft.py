"""One whole draft, from "the leader wants…" to the file, played by six people in real Chromium.

A leader who reads Chinese gives it its direction, a writer who reads English writes it, colleagues
say what they think of it, the director sends it out.
"""

import os
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import Seat, chromium, demo, where

MORNING = datetime(2026, 11, 25, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "全市经济工作会议讲话稿"
OUTLINE = "一、一年来的形势\n二、明年的任务\n三、作风和保障"


class Stage:
    """The demo, and a seat for everybody who takes part."""

    def __init__(self, running, browser):
        self.running = running
        cast = ("UWANG", "ULINA", "UZHANG", "USUN", "ULIU", "UZHAO")
        self.wang, self.lina, self.zhang, self.sun, self.liu, self.zhao = (
            Seat(browser, running.url, who) for who in cast
        )


@pytest.fixture(scope="module")
def stage():
    if not where():
        assert os.environ.get("CALLBOARD_BROWSER") != "required", "there is no chromium"
        pytest.skip("there is no chromium on PATH")
    with demo() as running, chromium() as browser:
        running.turns_to(MORNING)
        yield Stage(running, browser)


@pytest.mark.browser
def test_a_whole_draft_from_what_the_leader_wants_to_the_file(stage):
    assigned_with_its_dates(stage)
    given_direction(stage)
    asked_and_answered(stage)
    outlined(stage)
    consulted_on(stage)
    the_consultation_decided_on(stage)
    revised_together(stage)
    decided_and_told(stage)
    returned_and_signed(stage)
    sent_out_and_filed(stage)
    all_of_it_on_one_page(stage)


def assigned_with_its_dates(stage):
    """A big matter: who, what and by when; then the dates that means, before it is sent."""
    wang, lina = stage.wang, stage.lina
    wang.types("/draft")
    wang.turns_the_leaf(
        person="ULINA", title=TITLE, due="12月9日下班前", weight="major", use_on="2026-12-11"
    )
    expect(wang.form).to_contain_text("排好时间再派")
    expect(wang.form.locator("[data-block=outline]")).to_have_value("2026年11月27日 周五")
    wang.fills_in()
    wang.reads(f"D-1《{TITLE}》 · 待受领")
    lina.reads(f"D-1 · “{TITLE}” · to be accepted")
    lina.presses("Accept")
    expect(lina.reads(f"D-1 · “{TITLE}” · being written")).to_contain_text("Next: Outline")


def given_direction(stage):
    """Three boxes, half filled in for a speech; its writer reads them, and says if they helped."""
    wang, lina = stage.wang, stage.lina
    wang.reads("还没有给指导")
    wang.presses("指导")
    expect(wang.form).to_contain_text("按自带模板（讲话）预填")
    expect(wang.form.locator("[data-block=collect]")).to_have_value(re.compile("写前六必读"))
    wang.fills_in(
        ideas="抓项目就是抓发展。",
        must_say="以 11 月 20 日班子会的口径为准。",
        worries="数字前后对不上。",
    )
    wang.reads("王建国 给了指导（第 1 稿）：三栏齐全")
    lina.reads(f"王建国 gave direction for D-1 “{TITLE}”.")
    lina.presses("Direction")
    expect(lina.form).to_contain_text("What the leader worries about")
    expect(lina.form).to_contain_text("数字前后对不上。")
    lina.form.get_by_role("button", name="Helped").click()
    expect(lina.form).to_contain_text("Noted. Only 王建国 sees it.")
    lina.closes()


def asked_and_answered(stage):
    """What is not clear is asked on the card; the answer comes with its source."""
    wang, lina = stage.wang, stage.lina
    lina.chooses("Ask")
    lina.fills_in(text="Which meeting's line counts for the growth target?")
    lina.reads("Q1 waits for 王建国, until Thu 26 Nov 18:00")
    wang.reads("Q1：“Which meeting's line counts for the growth target?”")
    wang.presses("答复 Q1")
    wang.fills_in(text="以 11 月 20 日班子会为准。", source="班子会纪要 11-20")
    lina.reads("王建国 answered Q1")
    lina.reads("“以 11 月 20 日班子会为准。” (source: 班子会纪要 11-20)")


def outlined(stage):
    wang, lina = stage.wang, stage.lina
    lina.presses("Hand in outline")
    lina.fills_in(text=OUTLINE)
    wang.reads(f"Li Na 李娜 交来 D-1《{TITLE}》的提纲（第 1 稿），等着定。")
    wang.presses("定提纲")
    expect(wang.form).to_contain_text("二、明年的任务")
    wang.fills_in(verdict="fix", opinion="第二部分先讲数据。")
    lina.reads(f"王建国 fixed the outline of D-1 “{TITLE}”: it is to be written so.")
    expect(lina.reads(f"D-1 · “{TITLE}” · being written")).to_contain_text("Next: First draft")


def consulted_on(stage):
    """One comments, one agrees, one says nothing; then the time is over."""
    wang, lina, zhang, sun = stage.wang, stage.lina, stage.zhang, stage.sun
    lina.presses("Hand in a version")
    lina.fills_in(link="https://docs.example.com/speech-1", note="第一稿")
    wang.reads(f"Li Na 李娜 交来 D-1《{TITLE}》第 1 版。“第一稿”")
    wang.chooses("集体修改")
    people = "UZHANG USUN UCHEN"
    wang.fills_in(kind="consultation", people=people, due="明天中午", silence="yes")
    wang.reads("第 1 轮征求意见 · 进行中")
    lina.reads("Not yet: 陈静, 孙磊, 张伟")
    zhang.reads("11月26日 周四 12:00 截止（明天），不答复视为同意")
    zhang.presses("提意见")
    zhang.fills_in(
        place="第二部分第三段", problem="数据是十月的", wording="换成十一月的数据", weight="must"
    )
    zhang.reads("已记为 D-1 的第 1 条意见（必改）：第二部分第三段 · 数据是十月的")
    sun.reads("C-2").get_by_role("button", name="没有意见（同意）").click()
    sun.reads("你没有意见。")
    stage.running.turns_to(MORNING + timedelta(days=1, hours=3))
    wang.reads("未答复，按事先说明视为同意：陈静")
    lina.reads("has closed: 2 of 3 answered, comments: 1, must-fix: 1.")


def the_consultation_decided_on(stage):
    lina, zhang = stage.lina, stage.zhang
    lina.presses("Decide on them")
    expect(lina.form).to_contain_text("1 · must-fix · 张伟 · 第二部分第三段 · 数据是十月的")
    lina.fills_in(**{fates(lina)[0]: "taken"})
    lina.reads("All comments on D-1 are decided (1): 1 taken, 0 not.")
    lina.presses("Tell them")
    zhang.reads("1. 采纳 · 第二部分第三段 · 数据是十月的")


def revised_together(stage):
    """Comments by form and by word, in both languages; everybody reads all of them."""
    wang, zhang, sun, liu = stage.wang, stage.zhang, stage.sun, stage.liu
    wang.types("D-1 第1稿请张伟、刘洋、孙磊集体修改，今天下班前截止")
    wang.reads("还没回：Liu Yang 刘洋、孙磊、张伟")
    zhang.reads("第 2 轮集体修改 · 进行中")
    for n, said in enumerate(
        (
            {"place": "第一部分", "problem": "形势判断要有数", "wording": "先列三个数再判断"},
            {"problem": "“必须”用得太多"},
        ),
        start=1,
    ):
        zhang.presses("提意见")
        zhang.fills_in(**said)
        zhang.reads(f"已记为 D-1 的第 {n} 条意见（建议）")
    sun.types("D-1 意见：第三部分：保障措施没有责任单位，改为逐条写明牵头单位，必改")
    sun.reads("已记为 D-1 的第 3 条意见（必改）：第三部分 · 保障措施没有责任单位")
    liu.types("comment on D-1: Section 2: six tasks are too many, change to four tasks, must-fix")
    liu.reads("Noted as comment 4 on D-1, must-fix: Section 2 · six tasks are too many")
    wang.reads("3 人中 3 人已回 · 4 条意见：2 条必改")
    liu.reads("C-3 · collective revision, round 2").get_by_role(
        "button", name="All comments"
    ).click()
    liu.reads("3 · must-fix · 孙磊 · 第三部分 · 保障措施没有责任单位 → 逐条写明牵头单位")
    wang.reads("C-3").get_by_role("button", name="提前截止").click()
    wang.reads("第 2 轮集体修改 · 已截止，待定夺")


def decided_and_told(stage):
    """In one pass; a must-fix is not turned down without a word. Everybody hears of their own."""
    wang, lina, zhang, sun, liu = stage.wang, stage.lina, stage.zhang, stage.sun, stage.liu
    lina.reads("closed round 2 (collective revision)")
    lina.presses("Decide on them")
    third, fourth, first, second = fates(lina)
    lina.fills(**{third: "taken", fourth: "not_taken", first: "taken", second: "not_taken"})
    lina.fills(**{first.replace("fate", "reason"): "two of the three"})
    lina.form.locator("[data-submit]").click()
    expect(lina.form).to_contain_text("Comment 4 is a must-fix. Say why it is not taken.")
    lina.fills_in(**{fourth.replace("fate", "reason"): "The leader wants six."})
    lina.reads("All comments on D-1 are decided (4): 2 taken, 2 not.")
    lina.presses("Tell them")
    zhang.reads("1. 部分采纳 · 第一部分 · 形势判断要有数 —— two of the three")
    zhang.reads("2. 未采纳 · “必须”用得太多")
    sun.reads("3. 采纳 · 第三部分 · 保障措施没有责任单位")
    liu.reads("4. not taken · Section 2 · six tasks are too many — The leader wants six.")
    wang.reads("第 2 轮集体修改的意见：采纳 2 条，已告知 3 人。")


def returned_and_signed(stage):
    wang, lina = stage.wang, stage.lina
    lina.presses("Hand in a version")
    lina.fills_in(link="https://docs.example.com/speech-2", note="Comments worked in")
    wang.reads("第 2 版。“Comments worked in”")
    wang.presses("退回修改")
    wang.fills_in(opinion="结尾再有力一些。")
    lina.reads(f"王建国 returned D-1 “{TITLE}”: “结尾再有力一些。”")
    lina.presses("Hand in a version")
    lina.fills_in(link="https://docs.example.com/speech-3")
    wang.reads(f"交来 D-1《{TITLE}》第 3 版。")
    wang.presses("签发")
    expect(wang.form).to_contain_text("你签的是第 3 版")
    wang.fills_in(opinion="同意，印发。")
    wang.reads(f"✅ D-1《{TITLE}》 · 已签发")
    lina.reads(f"✅ 王建国 signed off D-1 “{TITLE}”. “同意，印发。”")


def sent_out_and_filed(stage):
    """By the director, step by step; whoever wrote it sees how far it is."""
    zhao, lina = stage.zhao, stage.lina
    zhao.reads("等你归档")
    zhao.presses("复核通过")
    zhao.reads(f"D-1《{TITLE}》 · 已复核")
    zhao.presses("登记文号")
    zhao.fills_in(reference="鲁府办〔2026〕8号")
    zhao.reads("鲁府办〔2026〕8号")
    zhao.presses("印发")
    zhao.fills_in(to="各科室、各区县")
    zhao.reads(f"D-1《{TITLE}》 · 已印发")
    lina.reads(f"D-1 · “{TITLE}” · issued")
    zhao.presses("归档")
    zhao.reads(f"D-1《{TITLE}》 · 已归档")
    zhao.reads("保管期限 10 年")
    lina.reads(f"D-1 · “{TITLE}” · filed")


def all_of_it_on_one_page(stage):
    """The same details in the language of whoever reads; what is not theirs is not there."""
    wang, lina = stage.wang, stage.lina
    wang.presses("详情")
    for said in ("必须讲到", "→ 以 11 月 20 日班子会为准。", "提纲第 1 稿 · 已定",
                 "有帮助 · 只有你看得到", "第 2 轮 集体修改（第 1 版） · 已了结",
                 "发文字号：鲁府办〔2026〕8号"):  # fmt: skip
        expect(wang.form).to_contain_text(said)
    wang.closes()
    lina.presses("Details")
    for said in ("Must be said", "→ 以 11 月 20 日班子会为准。", "Outline 1 · fixed",
                 "Round 2, collective revision, on version 1 · over", "Final text: ",
                 "Register number: 鲁府办〔2026〕8号", "Kept for 10 years"):  # fmt: skip
        expect(lina.form).to_contain_text(said)
    expect(lina.form).not_to_contain_text("for your eyes only")


def fates(seat):
    """The fields of the form that is open, one a comment, in the order they are shown."""
    seat.form.locator("[data-block^=fate-]").first.wait_for()
    return [
        one.get_attribute("data-block") for one in seat.form.locator("[data-block^=fate-]").all()
    ]
