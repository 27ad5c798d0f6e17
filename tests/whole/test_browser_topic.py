"""One topic, from an idea to a report that was used, played by seven people in real Chromium.

Two propose it, a vote that nobody can look into advises, the leader decides; two go there in the
office's car; its report is a draft that goes its way to the signature, and thirty days later the
leader says what came of it.
"""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import Seat, chromium, demo, where

MORNING = datetime(2026, 11, 25, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
MONDAY = MORNING + timedelta(days=5, minutes=-20)
TITLE = "老旧小区加装电梯为什么推不动"


class Stage:
    """The demo, and a seat for everybody who takes part."""

    def __init__(self, running, browser):
        self.running = running
        cast = ("UWANG", "UZHAO", "UCHEN", "ULINA", "UZHANG", "USUN", "UZHOU")
        self.wang, self.zhao, self.chen, self.lina, self.zhang, self.sun, self.zhou = (
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
def test_a_topic_from_an_idea_to_a_report_that_was_used(stage):
    proposed_and_sorted(stage)
    voted_on_in_secret(stage)
    chosen_by_the_leader(stage)
    gone_to_see(stage)
    reported_as_a_draft(stage)
    used(stage)


def proposed_and_sorted(stage):
    sun, zhang, chen = stage.sun, stage.zhang, stage.chen
    sun.types(f"提个调研题：{TITLE}")
    sun.reads(f"R-1“{TITLE}” · 新提，待筛选")
    zhang.types("提个调研题：老旧小区电梯加装推进难")
    zhang.reads("像是同一件事")
    zhang.presses("同一件事，算我一个")
    sun.reads("张伟 也提了 R-1")
    stage.lina.types("we should look into why permits take so long")
    stage.lina.reads("R-2 · why permits take so long")
    for n in (1, 2):
        chen.types(f"R-{n} 入围")
        chen.reads(f"陈静 把 R-{n}")


def voted_on_in_secret(stage):
    """Four ballots; until it closes there is no result for anybody."""
    wang, chen = stage.wang, stage.chen
    chen.types("发起选题投票，周五下午5点截止，每人1票")
    for seat, topic in ((stage.sun, "1"), (stage.zhang, "1"), (stage.zhou, "2"), (stage.lina, "1")):
        in_english = seat is stage.lina
        card = seat.reads("You have 1 vote" if in_english else "每人 1 票")
        card.get_by_role("button", name="Vote" if in_english else "投票", exact=True).click()
        seat.fills_in(topics=topic)
        seat.reads("Your ballot for B-3 is in" if in_english else "B-3 的票已收到")
    expect(wang.reads("B-3")).not_to_contain_text("第 1")
    stage.running.turns_to(MORNING + timedelta(days=2, hours=8))
    wang.reads(f"第 1：R-1“{TITLE}” · 3 票")
    expect(stage.zhou.reads(f"第 1：R-1“{TITLE}”")).not_to_contain_text("3 票")


def chosen_by_the_leader(stage):
    wang, lina, sun = stage.wang, stage.lina, stage.sun
    wang.types("定 R-1，李娜牵头，12月11日前出报告，因为群众意见最集中")
    sun.reads(f"定了 R-1“{TITLE}”：Li Na 李娜 牵头，12月11日 周五 18:00 前出报告。“群众意见最集中”")
    lina.presses("Accept")
    expect(lina.reads(f"R-1 · “{TITLE}” · chosen")).to_contain_text("as the vote advised")


def gone_to_see(stage):
    """The topic's own card says that it is planned, and in the field; kilometres are counted."""
    wang, zhao, lina, sun = stage.wang, stage.zhao, stage.lina, stage.sun
    zhao.types("登记车辆 鲁A12345 4座")
    zhao.reads("已登记：鲁A12345")
    lina.types("trip for R-1 to Qingshan on Monday 8:30 with Sun Lei, back by five, need a car")
    lina.reads(f"T-4 · “{TITLE}” · being planned")
    lina.types("T-4 takes car 鲁A12345")
    lina.reads("Car: 鲁A12345")
    lina.types("send T-4 for approval")
    for seat in (stage.chen, zhao, wang):
        asked = seat.reads(f"T-4“{TITLE}” · 待审批")
        asked.get_by_role("button", name="批准", exact=True).click()
    wang.reads(f"R-1“{TITLE}” · 已确定，出行已批")
    stage.running.turns_to(MONDAY)
    lina.types("T-4 we leave, odometer 45,210")
    sun.reads(f"T-4“{TITLE}” · 在外")
    wang.reads(f"R-1“{TITLE}” · 调研中")
    stage.running.turns_to(MONDAY + timedelta(hours=8))
    lina.types("back from T-4, odometer 45388")
    sun.reads(f"T-4“{TITLE}” · 已返回，待结清")
    lina.types("settle T-4: 120 yuan")
    sun.reads("行驶 178 公里")
    zhao.types("用车台账")
    zhao.reads("鲁A12345 · 出车 1 次 · 178 公里")


def reported_as_a_draft(stage):
    """Its direction, review and signature are the draft's; signed, it is reported by itself."""
    wang, chen, lina, zhang = stage.wang, stage.chen, stage.lina, stage.zhang
    lina.presses("Write it as a draft")
    lina.fills_in()
    expect(lina.reads(f"R-1 · “{TITLE}” · being written up")).to_contain_text("D-5")
    expect(wang.reads(f"出自 R-1“{TITLE}”")).to_contain_text("D-5")
    lina.types("submit D-5 https://docs.example.com/lifts First version")
    chen.reads("等你审核")
    chen.presses("送签")
    wang.reads("D-5").get_by_role("button", name="签发", exact=True).click()
    wang.fills_in(opinion="同意。")
    zhang.reads(f"R-1“{TITLE}”的调研报告已签发")
    lina.presses("Findings")
    lina.fills_in(findings="half stall on one neighbour", addressed="Housing Bureau")
    zhang.reads("“half stall on one neighbour”")


def used(stage):
    """Thirty days later; what is made of it names the topic, and the topic names that."""
    wang, sun = stage.wang, stage.sun
    stage.running.turns_to(MORNING + timedelta(days=36))
    wang.reads("有什么结果？只记事实，不作评价。")
    wang.presses("批示")
    wang.fills_in(words="写进明年的改造方案")
    sun.reads("报告的结果：批示。“写进明年的改造方案”")
    wang.presses("立督办")
    wang.fills_in(person="USUN", due="明年1月15日")
    expect(sun.reads("S-10")).to_contain_text(f"出自 R-1“{TITLE}”")
    wang.reads(f"→ S-10“{TITLE}”")
    sun.types("今年的调研成果")
    sun.reads("批示 S-10")
