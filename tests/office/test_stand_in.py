"""Whoever stands in hears what would remind somebody on leave: what they may see, and once."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.matters.test_nudges import at as moment
from tests.matters.test_nudges import hears
from tests.office.test_calendar import entries


@scene
def covered(door):
    """Li Na writes D-1, due on Friday week; Sun Lei stands in for her the four days before."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    door.presses("ULINA", "Accept")
    said = door.says("ULINA", "I am on leave from 30 Nov to 3 Dec, Sun Lei stands in for me")
    assert "My reminders go to whoever stands in" in said
    return door


def hidden(door):
    """The same, on a list of names that Sun Lei is not on."""
    door.types("UWANG", "/draft assign @li.na Secret memo by 4 Dec 5pm, internal only")
    door.presses("ULINA", "Accept")
    door.says("ULINA", "I am on leave from 30 Nov to 3 Dec, Sun Lei stands in for me")


def test_a_reminder_goes_to_whoever_stands_in_and_not_to_who_is_away(covered):
    [told] = hears(covered, "USUN", "12-01 08:30")
    assert "D-1《Budget memo》" in told
    assert "Li Na 李娜 休假到 12月3日 周四，所以提醒你。" in told
    assert hears(covered, "ULINA", "12-03 18:00") == []
    assert "休假，提醒" in covered.says("UWANG", "D-1 的记录")
    assert "转给：孙磊" in covered.says("UWANG", "D-1 的记录")


def test_back_again_they_hear_it_themselves_and_both_what_was_done(covered):
    hears(covered, "USUN", "12-03 08:30")
    covered.types("USUN", "/draft submit D-1 https://docs.example.com/memo as agreed")
    news = covered.waits_until(moment("12-04 08:30"))
    mine = [line for line in news if line.startswith("ULINA: ")]
    assert any("You are back: 孙磊 stood in" in line for line in mine)
    assert any("• D-1 _Budget memo_ · handed in" in line for line in mine)
    theirs = [line for line in news if line.startswith("USUN: ")]
    assert [line for line in theirs if "李娜 回来了，事情交还本人" in line]
    assert not covered.waits_until(moment("12-04 08:31"))
    assert covered.says("USUN", "D-1").count("Budget memo") == 0  # no longer theirs to see


def test_what_they_may_not_see_goes_up_and_leaves_no_trace(door):
    hidden(door)
    news = door.waits_until(moment("12-01 08:30"))
    assert not [line for line in news if line.startswith("USUN: ")]
    assert [line for line in news if line.startswith("UWANG: ") and "Secret memo" in line]
    assert "Secret" not in door.says("USUN", "李娜手上有哪些事")
    assert "Secret" not in door.says("USUN", "D-1")


def test_a_nudge_by_hand_reaches_whoever_stands_in(covered):
    covered.waits_until(moment("12-01 09:00"))
    assert "已向 孙磊 催办" in covered.says("UWANG", "催办 D-1")
    assert "D-1《Budget memo》" in covered.reads("USUN")[-1]


def test_leave_called_off_takes_it_back_and_what_waits_comes_home(covered):
    covered.waits_until(moment("11-30 21:00"))
    assert "12月1日 周二 08:30 会收到" in covered.says("UWANG", "催办 D-1")
    covered.says("ULINA", "cancel my leave")
    news = covered.waits_until(moment("12-01 08:30"))
    assert [line for line in news if line.startswith("ULINA: ") and "Budget memo" in line]
    assert not [line for line in news if line.startswith("USUN: ") and "Budget memo" in line]


def test_leave_cut_short_is_handed_back_at_once(covered):
    covered.waits_until(moment("12-01 10:00"))
    covered.says("ULINA", "cancel my leave")
    [told] = [one for one in hears(covered, "USUN", "12-01 10:01") if "回来了" in one]
    assert "11月30日" in told
    assert hears(covered, "USUN", "12-04 08:30") == []


def test_whoever_was_never_asked_is_told_how_one_is(door):
    assert "还没有人请你代岗" in door.says("USUN", "我可以代李娜")
    assert not any("孙磊" in one for one in door.reads("ULINA"))


def test_whoever_cannot_says_so_once_and_somebody_else_is_chosen(covered):
    assert "已经告诉" in covered.presses("USUN", "我代不了")
    assert covered.forges("USUN", "calendar:decline", 1) == "已经不由你代了。"
    assert "cannot stand in for you" in covered.reads("ULINA")[-1]
    covered.presses("ULINA", "Who stands in?", about="cannot stand in")
    assert covered.fills_in("ULINA", person="UZHANG") == {}
    assert "由你代" in covered.reads("UZHANG")[-1]
    assert "Budget memo" in "".join(hears(covered, "UZHANG", "12-01 08:30"))


def test_whoever_stands_in_and_goes_away_too_is_replaced(covered):
    said = covered.says("USUN", "我12月2日休假")
    assert "已请 Li Na 李娜 另外找人" in said
    assert "cannot stand in for you" in covered.reads("ULINA")[-1]


def test_only_for_leave_of_ones_own(covered):
    assert covered.forges("UZHANG", "calendar:decline", 1) == "已经不由你代了。"
    assert covered.says("UHE", "孙磊代我") == OUTSIDER_ZH


@pytest.mark.parametrize("said", ["Zhang Wei stands in for me", "我休假由张伟代"])
def test_somebody_else_is_named_in_words(covered, said):
    covered.says("ULINA", said)
    assert "由你代" in covered.reads("UZHANG")[-1]
    assert "不用你代了" in covered.reads("USUN")[-1]
    assert "calendar.stand-in" in [what for what, *_ in entries(covered)]


def test_home_shows_what_one_stands_in_for_while_it_lasts(covered):
    covered.opens_home("USUN")
    assert "我代办的" not in covered.home("USUN")
    covered.waits_until(moment("12-01 09:00"))
    covered.opens_home("USUN")
    shown = covered.home("USUN")
    assert "我代办的（本人休假）" in shown
    assert "Budget memo" in shown
    assert "谁手头空？" in shown
    assert "Budget memo" in covered.says("USUN", "谁手头比较空？")


# --- A/B posts ------------------------------------------------------------------------------------


@scene
def paired(door):
    """Li Na and Sun Lei are of one A/B post; so are 张伟 and 陈静."""
    door.says("UZHAO", "李娜和孙磊互为AB角")
    door.says("UZHAO", "张伟和陈静互为AB角")
    return door


def test_whoever_is_of_the_same_post_is_one_press_away_and_binds_nothing_before(paired):
    said = paired.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    assert said.endswith("[孙磊 stands in] [Somebody else] [Undo]")
    assert "由你代" not in "".join(paired.reads("USUN"))
    assert "孙磊 stands in for you" in paired.presses("ULINA", "孙磊 stands in")
    assert "由你代" in paired.reads("USUN")[-1]
    paired.presses("ULINA", "孙磊 stands in")  # twice
    assert sum("由你代" in one for one in paired.reads("USUN")) == 1


def test_the_forms_begin_with_them_and_take_somebody_else(paired):
    paired.types("UZHANG", "/office 休假")
    assert initial(paired, "UZHANG") == "UCHEN"
    assert paired.fills_in("UZHANG", first="2026-12-01", last="2026-12-03") == {}
    assert "由你代" in paired.reads("UCHEN")[-1]

    assert "[孙磊 stands in]" in paired.says("ULINA", "I am on leave on 1 Dec")
    paired.presses("ULINA", "Somebody else")
    assert initial(paired, "ULINA") == "USUN"
    assert paired.fills_in("ULINA", person="UZHOU") == {}
    assert "由你代" in paired.reads("UZHOU")[-1]
    assert "由你代" not in "".join(paired.reads("USUN"))


def initial(door, who):
    [field] = [one for one in door.form(who)["blocks"] if one["block_id"] == "person"]
    return field["element"].get("initial_user")


def test_a_post_that_nobody_would_be_in_is_refused_and_other_posts_are_not(paired):
    paired.says("USUN", "我12月1日休假")
    said = paired.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    assert said.startswith("Not entered: 孙磊, who shares an A/B post with you, is away")
    assert "李娜" not in paired.says("UZHANG", "谁在休假")
    assert "AB 角" not in paired.says("UZHANG", "我12月2日休假")


def test_who_has_left_since_is_not_proposed_and_another_may_not_press_for_them(paired):
    paired.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    assert "没有登记休假" in paired.forges("UZHOU", "calendar:partner", "1/USUN")
    assert "由你代" not in "".join(paired.reads("USUN"))
    paired.changes("UCHEN", deleted=True)
    assert paired.says("UZHANG", "我12月2日休假").endswith("[谁来代？] [撤回]")


def test_whose_leave_it_would_be_is_said_before_it_is(door):
    """What is said of somebody else's leave is offered as what it would be: one's own."""
    asked = door.says("UCHEN", "李娜下周请假，孙磊顶她")
    assert asked.split("\n")[0] == "是要：*登记休假* · <@ULINA> 代你 · 下周？"
