"""Appointments to talk: asked for or given, answered, prepared; nobody else learns of them."""

from __future__ import annotations

import pytest

from handlers.clockwork import tidy
from tests.clear import in_clear
from tests.conftest import scene

PLANTED = "PLANTEDWORD"


@scene
def planned(door):
    """Her head of section talks with Li Na on Friday; she has written what she wants to raise."""
    door.says("UCHEN", "约李娜周五下午三点谈心")
    door.presses("ULINA", "What I want to raise")
    assert door.fills_in("ULINA", agenda=f"the nights, {PLANTED}") == {}
    return door


def test_their_agenda_stands_where_the_talk_is_prepared_and_nowhere_else(planned):
    planned.presses("UCHEN", "谈前看看")
    assert f"*Li Na 李娜 想谈的*（L-1，已约，11月27日 周五 15:00）\nthe nights, {PLANTED}" in (
        planned.page("UCHEN")
    )
    planned.presses("ULINA", "Read")
    assert PLANTED in planned.page("ULINA")
    assert in_clear(planned, PLANTED) == []
    for who in ("UWANG", "UZHAO", "ULIU", "UZHANG"):
        assert planned.says(who, "L-1") == planned.says(who, "L-9").replace("L-9", "L-1")
        assert "约好的事" not in planned.opens_home(who) + planned.says(who, "谁手头有什么")
    assert "约好的事" in planned.opens_home("UCHEN")


def test_it_is_told_of_on_its_day_in_words_that_say_nothing(planned):
    planned.waits_until(planned.clock.now().replace(day=27, hour=1))
    nudged = planned.reads("UCHEN")[-1]
    assert "L-1" in nudged
    assert "李娜" not in nudged
    assert "谈" not in nudged.replace("谈过了", "")
    planned.says("UCHEN", "L-1 谈过了")
    planned.presses("UCHEN", "记谈话")
    assert planned.fills_in("UCHEN", words="想多学学") == {}
    planned.waits(days=32)
    tidy(planned.bot)
    planned.presses("ULINA", "Read")
    assert PLANTED not in planned.page("ULINA")


def test_whoever_is_talked_with_is_reminded_on_the_day_too_in_words_that_betray_nothing(planned):
    planned.waits_until(planned.clock.now().replace(day=27, hour=1))
    assert planned.reads("ULINA")[-1] == (
        "⏳ L-1 “约好的事” · as arranged · Fri 27 Nov 15:00 (today)\n"
        "[Write a line before] [Later today] [Tomorrow] [Why me?]"
    )
    planned.presses("ULINA", "Write a line before")
    assert PLANTED in str(planned.form("ULINA"))
    assert planned.fills_in("ULINA", agenda="the nights, and mornings") == {}
    planned.says("UCHEN", "L-1 改到下周一上午10点")
    planned.waits_until(planned.clock.now().replace(day=30, hour=1))
    assert "L-1 “约好的事” · as arranged · Mon 30 Nov 10:00 (today)" in (planned.reads("ULINA")[-1])
    planned.says("UCHEN", "L-1 谈过了")
    assert "L-1" not in planned.says("ULINA", "what's on my plate?")


def test_a_leader_who_is_asked_answers_with_a_day_or_with_a_word(door):
    door.types("USUN", "/office 约领导谈谈")
    assert "自己约就行" in door.fills_in("USUN", person="UZHANG")["person"]
    assert door.fills_in("USUN", person="UWANG", agenda="以后的打算") == {}
    assert "孙磊 想跟你单独谈谈" in door.reads("UWANG")[-1]
    door.presses("UWANG", "先不谈")
    assert door.fills_in("UWANG", word=f"会后再约 {PLANTED}") == {}
    assert "先不谈" in door.reads("USUN")[-1]
    door.presses("USUN", "打开看")
    assert PLANTED in door.page("USUN")
    assert in_clear(door, PLANTED) == []

    assert "想跟你单独谈谈" in door.says("USUN", "我想跟赵敏谈谈") + door.reads("UZHAO")[-1]
    door.says("UZHAO", "L-2 定在周五下午三点")
    assert "L-2 定在 11月27日 周五 15:00" in door.reads("USUN")[-1]


def test_whoever_leads_says_when_and_each_may_call_it_off(door):
    door.says("UWANG", "plan a talk with Sun Lei")
    door.presses("UWANG", "打开表单")
    assert "周五下午三点" in door.fills_in("UWANG")["due"]
    assert door.fills_in("UWANG", due="周五") == {}
    door.presses("USUN", "取消")
    assert "孙磊 取消了 L-1" in door.reads("UWANG")[-1]
    assert "取消了" not in "".join(door.reads("UCHEN"))


def test_what_was_to_be_raised_is_gone_when_that_is_undone(planned):
    planned.presses("ULINA", "Undo")
    planned.presses("UCHEN", "谈前看看")
    assert "还没写" in planned.page("UCHEN")


# --- a note of a talk is handed over by its author, and by nobody else ----------------------------


@scene
def leaving(door):
    door.says("UCHEN", f"只给我自己记一下：跟孙磊谈了，{PLANTED}")
    door.says("UCHEN", "只给我自己记一下：跟李娜谈了，没说完的话")
    return door


def test_who_follows_reads_what_was_released_and_no_more(leaving):
    leaving.says("UCHEN", "把谈话记录移交给赵敏")
    leaving.presses("UCHEN", "打开表单")
    assert leaving.fills_in("UCHEN", note="1") == {}
    assert leaving.reads("UZHAO")[-1].startswith("陈静 把一条谈话记录移交给你了")
    leaving.changes("UCHEN", deleted=True)
    leaving.says("UZHAO", "我的谈话记录")
    leaving.presses("UZHAO", "打开")
    assert PLANTED in leaving.page("UZHAO")
    assert "没说完的话" not in leaving.page("UZHAO")
    assert in_clear(leaving, PLANTED) == []


def test_it_can_be_taken_back_for_minutes_and_only_ones_own_is_released(leaving):
    assert leaving.forges("UZHAO", "talks:release", 1) == "没有可移交的。"
    leaving.says("UCHEN", "我的谈话记录")
    leaving.presses("UCHEN", "打开")
    leaving.presses_form("UCHEN", "移交")
    assert "不是谈话对象本人" in leaving.fills_in("UCHEN", person="ULINA")["person"]
    assert leaving.fills_in("UCHEN", person="UZHAO") == {}
    leaving.presses("UCHEN", "撤回")
    leaving.says("UZHAO", "我的谈话记录")
    leaving.presses("UZHAO", "打开")
    assert "这里没有记录" in leaving.page("UZHAO")


@pytest.mark.parametrize("who", ["UZHAO", "UZHANG", "UHE"])
def test_nobody_releases_or_takes_back_anothers(leaving, who):
    before = leaving.reads("UWANG")
    assert leaving.forges(who, "talks:hold-back", 1) == leaving.forges(who, "talks:hold-back", 9)
    assert leaving.reads("UWANG") == before
