"""Goals: set, broken down, a line a month; at risk is said early."""

from __future__ import annotations

from tests.conftest import scene
from tests.people.test_assessments import never_by_itself


@scene
def goal(door):
    """The director wants no late papers; Sun Lei answers for it until the end of the year."""
    door.types("UZHAO", "/office 定目标")
    told = {"title": "文稿零逾期", "person": "USUN", "measure": "按期率 100%", "due": "明年1月29日"}
    assert door.fills_in("UZHAO", **told) == {}
    return door


def test_a_line_is_due_by_the_25th_and_at_risk_is_heard_at_once(goal):
    never_by_itself(goal)
    assert goal.card("USUN", "Y-1") == (
        "🎯 *Y-1*《文稿零逾期》 · 已定\n"
        "孙磊 · 2027年1月29日 周五 18:00（放假安排待定） 前达成（还有 46 个工作日）\n"
        "衡量：按期率 100%\n"
        "[正常] [有风险] [已达成] [关联事项] [记录]"
    ).replace("《文稿零逾期》", "“文稿零逾期”")
    goal.waits(days=29)  # the 24th of December
    assert "Y-1" not in "".join(goal.reads("USUN")[2:])
    goal.waits(days=1)
    assert "Y-1" in goal.reads("USUN")[-1]
    goal.says("USUN", "Y-1 有风险：11月漏了一篇")
    assert "🟡 孙磊 报 Y-1“文稿零逾期”有风险：“11月漏了一篇”" in goal.reads("UZHAO")[-1]
    before = goal.reads("USUN")
    goal.waits(days=20)
    assert len(goal.reads("USUN")) == len(before)  # the next line is due in a month


def test_it_is_broken_down_from_its_card_and_stands_as_a_tree(goal):
    goal.says("UCHEN", "Y-1")
    goal.presses("UCHEN", "分解")
    told = {"title": "信息简报", "person": "ULINA", "measure": "每周一份", "due": "12月31日"}
    assert goal.fills_in("UCHEN", **told) == {}
    said = goal.says("UZHANG", "今年的目标").splitlines()
    assert said[1].startswith("○ Y-1“文稿零逾期” · 孙磊 · 已定")
    assert said[2].startswith("\u2003○ Y-2“信息简报” · Li Na 李娜 · 已定")
    assert "• Y-2“信息简报” · Li Na 李娜" in goal.says("UZHAO", "Y-1")


def test_only_who_answers_says_how_it_stands_and_only_who_set_it_changes_it(goal):
    assert "负责的人" in goal.forges("UZHANG", "goals:met", 1)
    assert "定目标的人" in goal.forges("USUN", "goals:withdraw", 1)
    goal.types("USUN", "/office 定目标")
    told = {"title": "练字", "person": "UZHANG", "measure": "每天一页", "due": "12月31日"}
    assert "领导、主任" in goal.fills_in("USUN", **told)["person"]
    assert goal.says("UHE", "今年的目标") == goal.says("UHE", "Y-1")


def test_what_was_met_stands_in_the_record_of_who_answered(goal):
    goal.says("USUN", "Y-1 已达成：全年没有逾期")
    assert "Y-1“文稿零逾期”" in goal.says("UWANG", "孙磊的成长档案")


def test_anybody_sets_a_goal_for_themselves_and_it_is_not_for_everybody(goal):
    goal.types("USUN", "/office 定目标")
    assert goal.fills_in("USUN", title="练字", measure="每天一页", due="12月31日") == {}
    assert "练字" in goal.says("UCHEN", "Y-2")
    assert "练字" not in goal.says("UZHOU", "Y-2")


def test_what_one_wants_to_learn_becomes_ones_own_goal_when_that_is_said_yes_to(door):
    assert "自己定" not in door.says("UZHANG", "给自己定个目标")  # that is not what it is called
    said = door.says("UZHANG", "我想学会写讲话稿，帮我立个目标")
    assert "*定目标* · “学会写讲话稿”" in said
    door.presses("UZHANG", "就这样", about="定目标")
    assert door.fills_in("UZHANG", measure="独立写 3 篇", due="明年6月30日") == {}
    assert "张伟" in door.card("UZHANG", "Y-1")
    assert "学会写讲话稿" in door.says("UCHEN", "Y-1")
    assert "学会写讲话稿" not in door.says("UZHOU", "Y-1")


# --- what it rests on ----------------------------------------------------------------------------


@scene
def resting(goal):
    """It rests on a draft the office sees, and on a topic only some do."""
    goal.types("UWANG", "/draft assign @sun.lei Budget memo by Friday 5pm")
    goal.types("UZHAO", "/draft assign @zhang.wei Quiet paper by Friday 5pm")
    goal.says("USUN", "Y-1 靠 D-2")
    goal.says("UZHAO", "Y-1 关联 D-3")
    return goal


def test_its_card_says_how_that_stands_to_whoever_may_see_it(resting):
    assert "靠 D-2《Budget memo》 · 待受领 · 11月27日 周五 17:00" in resting.says("USUN", "Y-1")
    assert "D-3" not in resting.says("USUN", "Y-1")
    assert "D-3" in resting.says("UZHAO", "Y-1")
    assert "D-2" not in resting.says("UZHOU", "Y-1")
    assert "负责的人或定目标的人" in resting.says("UZHANG", "Y-1 靠 D-3")
    hidden, none = (resting.says("USUN", f"Y-1 靠 D-{one}") for one in (3, 9))
    assert hidden.replace("D-3", "D-9") == none


def test_whoever_answers_hears_next_morning_that_it_is_late_and_says_so_in_a_press(resting):
    resting.waits_until(resting.clock.now().replace(day=30, hour=1))  # Monday, 9:00
    told = resting.reads("USUN")[-1]
    assert told.startswith("你的目标所靠的事逾期了。早说不算错。\n*Y-1*“文稿零逾期”\n靠 D-2")
    assert "D-3" not in told
    resting.presses("USUN", "有风险", about="所靠的事")
    assert resting.fills_in("USUN", words="预算还差一个数") == {}
    assert "有风险：“预算还差一个数”" in resting.reads("UZHAO")[-1]
    resting.waits(days=1)
    resting.waits(days=1)
    assert sum("所靠的事" in one for one in resting.reads("USUN")) == 1


def test_it_rests_on_it_no_more_when_that_is_said_or_undone(resting):
    resting.says("USUN", "Y-1 取消关联 D-2")
    assert "靠 D-2" not in resting.says("USUN", "Y-1")
    resting.presses("USUN", "撤回")
    assert "靠 D-2" in resting.says("USUN", "Y-1")
    resting.says("UZHAO", "Y-1 取消关联 D-3")
    assert "没有关联它" in resting.says("UZHAO", "Y-1 取消关联 D-3")


def test_of_a_part_that_is_not_for_everybody_nothing_is_seen_on_the_card_of_the_whole(goal):
    goal.says("UZHAO", "Y-1")
    goal.presses("UZHAO", "分解")
    told = {"title": "悄悄做的", "person": "ULINA", "measure": "一份", "due": "12月31日"}
    assert goal.fills_in("UZHAO", **told, visibility="chain") == {}
    assert "悄悄做的" in goal.says("UZHAO", "Y-1")
    assert "悄悄做的" not in goal.says("UZHOU", "Y-1")
