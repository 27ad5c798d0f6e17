"""An incident that somebody has: a silence is noticed above, another takes it over, and once it is
over its final report is owed; leave is left in peace as long as anybody else is there.
"""

from __future__ import annotations

from tests.conftest import scene
from tests.duty.test_incidents import SAID, paged
from tests.duty.test_roster import LINES, at


@scene
def night(door):
    """Thursday, ten past three: 王建国 leads, Li Na has the desk."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.says("UWANG", "我的电话 13800000001")
    door.waits_until(at("11-26T03:10"))
    return door


@scene
def in_hand(night):
    """王建国 has it, and has told the city in both ways."""
    night.says("UZHOU", SAID)
    night.says("UWANG", "我来处置 I-1")
    night.says("UWANG", "I-1 已电话报告市应急局")
    night.says("UWANG", "I-1 已书面报告市政府")
    return night


def heard(door, until):
    """Who heard anything of it until then."""
    return sorted(one[:5] for one in door.waits_until(at(until)) if "I-1" in one)


# --- silence --------------------------------------------------------------------------------------


def test_whoever_is_silent_is_asked_and_then_those_above_hear(in_hand):
    assert heard(in_hand, "11-26T03:39") == []
    assert heard(in_hand, "11-26T03:40") == ["UWANG"]
    assert heard(in_hand, "11-26T03:50") == ["UWANG", "UZHAO"]
    told = in_hand.reads("UZHAO")[-1]
    assert "🔴 I-1" in told
    assert "王建国 在处置，11月26日 周四 03:10 以后没有消息" in told
    assert "请拨 王建国 13800000001" in told
    assert heard(in_hand, "11-26T04:00") == ["UWANG", "UZHAO"]  # the only leader has it


def test_one_press_says_that_nothing_is_new_and_the_clock_begins_again(in_hand):
    in_hand.waits_until(at("11-26T03:40"))
    in_hand.presses("UWANG", "还在处置，无新情况")
    assert "还在处置，无新情况" in in_hand.says("UZHAO", "I-1 时间线")
    assert heard(in_hand, "11-26T04:09") == []
    assert heard(in_hand, "11-26T04:10") == ["UWANG"]


def test_a_page_of_a_clock_says_what_is_due_with_the_press_that_stops_it(night):
    night.says("UZHOU", SAID)
    night.says("UWANG", "我来处置 I-1")
    night.waits_until(at("11-26T03:25"))
    page = night.reads("UWANG")[-1]
    assert "有一份报告到时间了" in page
    assert page.endswith("[已电话报告] [电话稿] [续报] [还在处置，无新情况] [打开]")
    night.presses("UWANG", "已电话报告")
    assert night.fills_in("UWANG", words="市应急局，已收到") == {}
    night.waits_until(at("11-26T03:40"))
    assert "[已书面报告] [草拟报告]" in night.reads("UWANG")[-1]
    night.says("UWANG", "I-1 已书面报告市政府")
    night.waits_until(at("11-26T04:10"))
    assert night.reads("UWANG")[-1].endswith("[续报] [还在处置，无新情况] [打开]")


def test_another_takes_it_over_once_and_whoever_had_it_hears(in_hand):
    in_hand.waits_until(at("11-26T03:40"))
    in_hand.waits_until(at("11-26T03:50"))
    in_hand.presses("UZHAO", "我接过来")
    assert "→ *赵敏*" in in_hand.card("UZHOU", "I-1")
    assert any("赵敏 接过 I-1" in one for one in in_hand.reads("UWANG"))
    assert heard(in_hand, "11-26T04:19") == []
    assert heard(in_hand, "11-26T04:20") == ["UZHAO"]
    assert "✅" not in in_hand.says("USUN", "I-1 我接过来")
    assert "→ *赵敏*" in in_hand.card("UZHOU", "I-1")
    in_hand.says("UWANG", "I-1 我接过来")
    assert "→ *王建国*" in in_hand.card("UZHOU", "I-1")


# --- the final report -----------------------------------------------------------------------------


def test_once_it_is_over_the_final_report_is_owed_until_a_person_has_sent_it(in_hand):
    in_hand.says("UWANG", "结束 I-1：已扑灭，无人员伤亡")
    card = in_hand.card("UWANG", "I-1")
    assert "已结束，待终报" in card
    assert "11月27日 周五 18:00" in card
    assert "[已终报]" in card
    assert "[草拟报告] [时间线]" in card
    assert paged(in_hand, "11-26T12:00") == []
    news = in_hand.waits_until(at("11-27T08:30"))
    assert [one[:5] for one in news if one[0] == "U" and "报送终报" in one] == ["UWANG"]
    in_hand.presses("UWANG", "草拟报告", about="待终报")
    assert "*终报 · " in in_hand.reads("UWANG")[-1]
    in_hand.says("UWANG", "I-1 已终报市政府")
    assert "✅ *I-1*" in in_hand.card("UWANG", "I-1")
    assert "“已扑灭，无人员伤亡”" in in_hand.card("UWANG", "I-1")
    in_hand.presses("UWANG", "撤回", about="已报送 I-1")
    assert "已结束，待终报" in in_hand.card("UWANG", "I-1")
    in_hand.says("UWANG", "I-1 已终报市政府")
    assert heard(in_hand, "11-30T09:00") == []
    in_hand.says("UWANG", "I-1 已终报市政府")
    assert in_hand.says("UZHAO", "I-1 时间线").count("· 终报：") == 2
    assert not any("I-1" in one for one in in_hand.reads("UHE"))


def test_when_it_is_due_stands_with_the_clocks_and_is_the_offices_to_change(night):
    assert "结束后 1 个工作日内终报" in night.says("UZHAO", "突发事件时限")
    night.presses("UZHAO", "修改")
    assert "10" in night.fills_in("UZHAO", final="many")["final"]
    assert night.fills_in("UZHAO", final="3", source="市委办〔2026〕1号") == {}
    night.says("UZHOU", SAID)
    night.says("UZHAO", "我来处置 I-1")
    night.says("UZHAO", "结束 I-1：已扑灭")
    assert "12月1日 周二 18:00" in night.card("UZHAO", "I-1")


# --- leave ----------------------------------------------------------------------------------------


def test_whoever_is_on_leave_is_not_called_as_long_as_anybody_is_there(night):
    night.says("ULINA", "I am on leave from 26 Nov to 27 Nov")  # her night ends at nine
    night.says("UZHAO", "我11月26日休假")
    night.says("UZHOU", SAID)
    assert "🚨 I-1" in "".join(night.reads("ULINA"))
    assert paged(night, "11-26T03:15") == ["UWANG"]
    assert "还没有人接手" not in "".join(night.reads("UZHAO"))


def test_duty_on_a_day_of_leave_goes_further_at_once_and_says_why(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.says("UWANG", "我11月25日休假")
    door.says("ULINA", "I am on leave on 25 Nov")
    door.waits_until(at("11-25T20:00"))
    door.says("UZHOU", SAID)
    assert "🚨 I-1" not in "".join(door.reads("ULINA"))
    assert "值班的 王建国 联系不上：在休假" in "".join(door.reads("UZHAO"))
