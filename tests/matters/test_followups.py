"""Reminders people set for themselves and each other: set, done, called off, moved, undone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
BUTTONS = "[Done] [Undo] [Change the date] [Call it off]"
NUDGED = "[Done] [Later today] [Tomorrow] [Change the date] [Why me?]"


def until(door, moment: str) -> list[str]:
    """What anybody newly reads when it is that time ("11-26 09:00") in Shanghai."""
    return door.waits_until(datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=SHANGHAI))


@scene
def call(door):
    """F-1: Li Na asks to be reminded of a call on Thursday at nine."""
    door.says("ULINA", "remind me to call the Finance Bureau on Thursday at 9am")
    return door


@scene
def table(door):
    """F-1: Li Na asks to have Sun Lei reminded of a table on Friday at five."""
    door.says("ULINA", "remind @sun.lei to send the table by Friday 5pm")
    return door


# --- set -------------------------------------------------------------------


def test_a_reminder_is_said_back_with_the_weekday_and_can_be_undone(door):
    assert door.says("ULINA", "remind me to call the Finance Bureau on Thursday at 9am") == (
        "⏳ *F-1* · _call the Finance Bureau_ · to do\n*Li Na 李娜* · Thu 26 Nov 09:00\n" + BUTTONS
    )
    assert door.says("USUN", "周四提醒我交表") == (
        "⏳ *F-2*“交表” · 待办\n*孙磊* · 11月26日 周四 18:00\n[办好了] [撤回] [改期] [不用提醒了]"
    )


@pytest.mark.parametrize(
    ("said", "title", "due"),
    [
        ("remind me to call the bank tomorrow", "call the bank", "Thu 26 Nov 18:00"),
        ("please remind me about the table in 2 hours", "the table", "Wed 25 Nov 12:00"),
        ("on Friday at 9am remind me to call the bank", "call the bank", "Fri 27 Nov 09:00"),
        ("周四上午9点提醒我给财政局打电话", "给财政局打电话", "Thu 26 Nov 09:00"),
        ("提醒我下周一交表", "交表", "Mon 30 Nov 18:00"),
    ],
)
def test_many_ways_of_asking_for_a_reminder(door, said, title, due):
    answer = door.says("ULINA", said)
    assert (f"“{title}”" if title > "z" else f"_{title}_") in answer
    assert due in answer


def test_by_slash_by_mention_and_from_home(door):
    assert "*F-1*" in door.types("ULINA", "/office remind me to call the bank tomorrow")
    door.says("ULINA", "<@UBOT> remind me to call the mayor tomorrow", "COFFICE")
    door.opens_home("ULINA")
    door.presses_home("ULINA", "Set a reminder")
    assert door.fills_in("ULINA", title="call the press", due="tomorrow") == {}

    cards = [said.splitlines()[0] for said in door.reads("ULINA") if said.startswith("⏳ *F-")]
    assert cards == [
        "⏳ *F-1* · _call the bank_ · to do",
        "⏳ *F-2* · _call the mayor_ · to do",
        "⏳ *F-3* · _call the press_ · to do",
    ]
    assert "call the mayor" not in str(door.reads("UZHAO", "COFFICE")[1:])


def test_what_is_missing_is_asked_for_in_a_form_with_the_rest_filled_in(door):
    door.types("ULINA", "/office remind me to call the bank")
    shown = {b["block_id"]: b["element"] for b in door.form("ULINA")["blocks"]}
    assert shown["title"]["initial_value"] == "call the bank"
    assert shown["person"]["initial_user"] == "ULINA"

    assert door.fills_in("ULINA", due="someday").keys() == {"due"}
    assert door.fills_in("ULINA", due="yesterday").keys() == {"due"}
    assert door.fills_in("ULINA", title="👍", due="tomorrow") == {
        "title": "A title needs words or figures, not only signs or emoji."
    }
    assert door.fills_in("ULINA", title="x" * 151) == {
        "title": "The title has 151 characters; 150 fit. "
        "Write a short one, and put the rest in the thread."
    }
    assert door.fills_in("ULINA", title="call the bank") == {}
    assert "Thu 26 Nov 18:00" in door.reads("ULINA")[0]


@pytest.mark.parametrize("whom", ["@he.bin", "@tom"])
def test_only_people_of_the_office_are_reminded(door, whom):
    said = door.says("ULINA", f"remind {whom} to call the bank by Friday")
    assert "is not of this office (or has left)" in said
    assert until(door, "11-27 18:00") == []


def test_an_outsider_sets_no_reminder(door):
    assert door.says("UHE", "周四提醒我交表") == OUTSIDER_ZH
    assert door.says("UHE", "提醒 @li.na 周五前交表") == OUTSIDER_ZH


# --- its moment -------------------------------------------------------------------


def test_it_comes_at_its_time_once_and_once_more_the_next_working_morning(call):
    assert until(call, "11-26 08:59") == []
    assert until(call, "11-26 09:00") == [
        f"ULINA: ⏳ F-1 _call the Finance Bureau_ · Thu 26 Nov 09:00\n{NUDGED}"
    ]
    assert until(call, "11-26 18:00") == []
    assert until(call, "11-27 08:30") == [
        f"ULINA: ⏳ F-1 _call the Finance Bureau_ · its time was Thu 26 Nov 09:00\n{NUDGED}"
    ]
    assert until(call, "12-07 12:00") == []


def test_one_set_by_another_says_by_whom(table):
    assert until(table, "11-27 17:00") == [
        "USUN: ⏳ F-1“send the table” · 11月27日 周五 17:00 · Li Na 李娜 设的提醒\n"
        "[办好了] [今天晚些] [明天] [改期] [为什么提醒我]"
    ]


def test_it_can_be_put_off_and_then_only_reminds_again(call):
    until(call, "11-26 09:00")
    assert call.presses("ULINA", "Later today") == "I will remind you again Thu 26 Nov 12:00."
    assert until(call, "11-26 11:59") == []
    assert until(call, "11-26 12:00") == [
        f"ULINA: ⏳ F-1 _call the Finance Bureau_ · Thu 26 Nov 09:00\n{NUDGED}"
    ]
    assert call.presses("ULINA", "Tomorrow") == "I will remind you again Fri 27 Nov 08:30."
    assert len(until(call, "11-27 08:30")) == 1


def test_putting_it_off_can_be_undone(call):
    until(call, "11-26 08:58")
    call.says("ULINA", "F-1")
    until(call, "11-26 09:00")
    call.presses("ULINA", "Tomorrow")
    call.says("ULINA", "F-1")
    call.presses("ULINA", "Undo")
    assert "💤" not in call.opens_home("ULINA")


def test_why_me_says_who_asked_and_when(table):
    until(table, "11-27 17:00")
    assert table.presses("USUN", "为什么提醒我") == (
        "因为 Li Na 李娜 于 11月25日 周三 10:00 让我在 11月27日 周五 17:00 提醒 孙磊："
        "F-1“send the table”。"
    )


# --- done, called off, moved, undone -------------------------------------------------------------


def test_done_is_done(call):
    call.presses("ULINA", "Done")
    assert call.reads("ULINA")[1].startswith("✅ *F-1* · _call the Finance Bureau_ · closed\n")
    assert until(call, "12-01 12:00") == []
    assert call.says("ULINA", "done F-1") == "Nothing is waited for on F-1."


def test_done_in_words_both_ends_hear(table):
    assert table.says("USUN", "F-1 办好了") == "✅ 孙磊 办好了 F-1“send the table”。\n[撤回]"
    assert table.reads("ULINA")[-1] == "✅ 孙磊: done, F-1 _send the table_."
    assert until(table, "12-01 12:00") == []


def test_who_asked_can_call_it_off_and_who_was_asked_is_told(table):
    assert table.says("ULINA", "call off F-1") == (
        "Li Na 李娜 called off F-1 _send the table_.\n[Undo]"
    )
    assert table.reads("USUN")[-1] == "Li Na 李娜 取消了 F-1“send the table”。"
    assert until(table, "12-01 12:00") == []


def test_it_can_be_moved_by_form(table):
    table.presses("USUN", "改期")
    assert table.form("USUN")["title"]["text"] == "改期 F-1"
    assert table.fills_in("USUN", due="昨天").keys() == {"due"}
    assert table.fills_in("USUN", due="下周一上午10点") == {}

    assert "11月30日 周一 10:00" in table.reads("USUN")[0]
    assert table.reads("ULINA")[-1].startswith(
        "孙磊 moved F-1 _send the table_ to Mon 30 Nov 10:00."
    )
    assert until(table, "11-27 18:00") == []
    assert len(until(table, "11-30 10:00")) == 1


def test_each_step_can_be_undone_for_five_minutes(call):
    call.presses("ULINA", "Done")
    call.presses("ULINA", "Undo")
    assert " · to do\n" in call.reads("ULINA")[1]
    assert len(until(call, "11-26 09:00")) == 1

    call.presses("ULINA", "Change the date", about="*F-1*")
    call.fills_in("ULINA", due="Friday 9am")
    call.presses("ULINA", "Undo", about="*F-1*")
    assert "Thu 26 Nov 09:00" in call.reads("ULINA")[1]


def test_a_reminder_just_set_is_taken_back_and_never_comes(table):
    table.presses("ULINA", "Undo")
    assert "✅ *F-1*" in table.reads("USUN")[0]
    assert table.reads("USUN")[-1] == "↩ Li Na 李娜 撤回了对 F-1“send the table”的上一步。"
    assert until(table, "12-01 12:00") == []


def test_after_five_minutes_it_stands(call):
    ts, label = call.finds("ULINA", "Undo")
    call.clock.turn(minutes=6)
    call.slack.presses("ULINA", "DM", ts, label)
    assert call.reads("ULINA")[-1] == (
        "It cannot be taken back any more: more than five minutes have passed. "
        "The card of F-1 shows what can be done."
    )


def test_who_does_not_owe_it_cannot_put_it_off(table):
    assert table.forges("ULINA", "followups:later", 1) == (
        "Not done: only the person it is with can do that."
    )


def test_a_draft_is_not_done_like_a_reminder(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday")
    assert door.forges("ULINA", "followups:done", 1) == (
        "D-1 is settled on its own card: say `D-1` to see it."
    )
    assert "being written" not in door.says("ULINA", "D-1")


# --- between the two of them -------------------------------------------------------------------


def test_both_ends_see_it_and_its_record(table):
    card = "F-1“send the table” · 待办\n*孙磊* · 11月27日 周五 17:00 · Li Na 李娜 设的提醒"
    assert card in table.says("USUN", "F-1").replace("*F-1*", "F-1")
    assert table.says("USUN", "F-1的记录") == (
        "*F-1“send the table”的记录*\n"
        "11月25日 周三 10:00 · Li Na 李娜 · 设了提醒\n"
        "    承办人：孙磊\n"
        "    期限：11月27日 周五 17:00"
    )
    assert "F-1 _send the table_ · 孙磊" in table.opens_home("ULINA")
    assert "F-1“send the table” · 11月27日" in table.opens_home("USUN")


@pytest.mark.parametrize("who", ["UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "UHE", "UTOM"])
def test_nobody_else_does_whatever_their_rank(table, who):
    none = table.says(who, "F-9").replace("F-9", "F-1")
    assert table.says(who, "F-1") == none
    assert table.says(who, "record F-1") == none
    assert "send the table" not in table.says(who, "what is 孙磊 working on?")
    assert "send the table" not in table.opens_home(who)
    until(table, "12-07 12:00")
    assert "send the table" not in "\n".join(table.reads(who))


# --- lists -------------------------------------------------------------------


def test_what_is_on_my_plate_lists_drafts_and_reminders_together(call):
    call.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm")
    call.says("ULINA", "remind @sun.lei to send the table by Friday 5pm")
    options = "Later today | Tomorrow |"
    assert call.says("ULINA", "what's on my plate?") == (
        "Today: 0 due, 0 overdue, 0 waiting for you\n"
        "*On my plate*\n"
        "F-1 _call the Finance Bureau_ · Thu 26 Nov 09:00 (tomorrow) "
        f"[Done | {options} Change the date | Why me?]\n"
        "D-2 _Budget memo_ · accept and write it · Fri 27 Nov 17:00 (in 2 working days) "
        f"[Accept | {options} Ask for more time | Why me?]\n"
        "*I wait for*\n"
        "F-3 _send the table_ · 孙磊 · Fri 27 Nov 17:00 (in 2 working days) "
        "[Nudge | Show it | Why me?]"
    )


def test_what_is_overdue_and_what_comes_up(call):
    assert call.says("ULINA", "what's overdue?") == (
        "Nothing that you can see is overdue.\n"
        "Due in the next three days:\n"
        "F-1 _call the Finance Bureau_ · Thu 26 Nov 09:00 (tomorrow) "
        "[Done | Later today | Tomorrow | Change the date | Why me?]"
    )
    until(call, "11-27 10:00")
    assert call.says("ULINA", "what's overdue?") == "Nothing that you can see is overdue."
    call.types("UZHAO", "/draft assign @li.na Old report by today 17:00")
    until(call, "11-27 17:30")
    assert call.says("ULINA", "有哪些逾期了？").startswith("🔴 1 overdue, longest first:\nD-2 ")


def test_a_long_list_ends_with_how_many_more(door):
    for n in range(16):
        door.types("USUN", f"/office 提醒我明天交第{n}张表")
    listed = door.says("USUN", "我手上有什么")
    assert listed.count("交第") == 14
    assert listed.endswith("还有 2 件，期限在后面")
    assert "还有 8 件，说 `我手上有什么` 可以看全" in door.opens_home("USUN")


def test_a_nudge_by_hand_at_night_is_heard_in_the_morning(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm")
    shanghai = ZoneInfo("Asia/Shanghai")
    door.waits_until(datetime(2026, 11, 25, 23, tzinfo=shanghai))

    assert door.says("UZHAO", "催办 D-1") == (
        "Li Na 李娜 现在休息，11月26日 周四 08:30 会收到对 D-1《Budget memo》的催办。"
    )
    assert door.waits(hours=1) == []
    heard = door.waits_until(datetime(2026, 11, 26, 8, 31, tzinfo=shanghai))
    assert [line for line in heard if line.startswith("ULINA: ⏳ D-1")]


def test_a_reminder_is_read_in_the_zone_its_owner_is_in(door):
    door.changes("ULINA", tz="Europe/London")

    assert "Thu 26 Nov 09:00 (London)" in door.says("ULINA", "remind me to call at 9am tomorrow")


def test_who_asked_reads_whom_it_is_for_and_why_is_said_to_oneself(door):
    door.says("UZHAO", "周四上午9点提醒陈静报考勤")
    said = "F-1“报考勤”，11月26日 周四 09:00。"
    assert [door.reads(who)[-1].split("\n")[0] for who in ("UZHAO", "UCHEN")] == [
        f"⏳ 赵敏 给 陈静 设了提醒：{said}",
        f"⏳ 赵敏 给你设了提醒：{said}",
    ]
    by = [door.card(who, "F-1").split("\n")[1] for who in ("UZHAO", "UCHEN")]
    at = "*陈静* · 11月26日 周四 09:00"
    assert by == [f"{at} · 你设的提醒", f"{at} · 赵敏 设的提醒"]
    door.says("ULINA", "remind me to call the bank on Thursday at 9am")
    assert door.says("ULINA", "why F-2?").startswith(
        "Because you set this reminder on Wed 25 Nov 10:00: F-2 _call the bank_"
    )
