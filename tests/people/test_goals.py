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
        "[正常] [有风险] [已达成] [记录]"
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
    assert "领导、主任" in goal.says("USUN", "定目标")
    assert goal.says("UHE", "今年的目标") == goal.says("UHE", "Y-1")


def test_what_was_met_stands_in_the_record_of_who_answered(goal):
    goal.says("USUN", "Y-1 已达成：全年没有逾期")
    assert "Y-1“文稿零逾期”" in goal.says("UWANG", "孙磊的成长档案")
