"""Nudges: who is reminded of what, at which moment, and what can be done about it in one press."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.conftest import scene

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
PRESSES = "[Accept] [Later today] [Tomorrow] [Ask for more time] [Why me?]"
BALANCE = ("*本周梳理", "*Major and routine this week*")
MEMO = "_Budget memo_"


def at(text: str, tz: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=tz)


def hears(door, who: str, moment: str, tz: ZoneInfo = SHANGHAI) -> list[str]:
    """What one person newly reads at a moment."""
    news = door.waits_until(at(moment, tz))
    return [line.removeprefix(f"{who}: ") for line in news if line.startswith(f"{who}: ")]


def listeners(door, moment: str) -> list[str]:
    """Who reads something new at a moment; the week's balance is no nudge."""
    news = [line.partition(": ") for line in door.waits_until(at(moment))]
    return sorted(who for who, _, text in news if not text.startswith(BALANCE))


@scene
def memo(door):
    """D-1, assigned to Li Na by the leader on Wednesday, due on Friday week."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    return door


# --- the ladder --------------------------------------------------------------------------------


def test_not_accepted_after_four_working_hours(memo):
    memo.waits(minutes=5)  # the director hears that the leader assigned it
    assert memo.waits_until(at("11-25 15:59")) == []

    assert memo.waits_until(at("11-25 16:00")) == [
        f"ULINA: ⏳ D-1 {MEMO} · not accepted yet · Fri 4 Dec 17:00 (in 7 working days)\n{PRESSES}"
    ]
    assert memo.waits_until(at("11-25 16:01")) == []


def test_accepted_in_time_nobody_is_reminded(memo):
    memo.presses("ULINA", "Accept")
    memo.waits(minutes=5)  # the director hears that the leader assigned it
    assert memo.waits_until(at("11-25 16:00")) == []


def test_three_days_before_one_day_before_and_on_the_morning(memo):
    memo.presses("ULINA", "Accept")
    buttons = PRESSES.replace("Accept", "Done: hand in")

    told = [hears(memo, "ULINA", day) for day in ("12-01 08:30", "12-03 08:30", "12-04 08:30")]

    assert told == [
        [f"⏳ D-1 {MEMO} · hand in a version · Fri 4 Dec 17:00 (in 3 working days)\n{buttons}"],
        [f"⏳ D-1 {MEMO} · hand in a version · Fri 4 Dec 17:00 (tomorrow)\n{buttons}"],
        [f"⏳ D-1 {MEMO} · hand in a version · Fri 4 Dec 17:00 (today)\n{buttons}"],
    ]


def test_overdue_goes_up_the_line_a_working_day_apart(memo):
    memo.waits_until(at("12-04 08:30"))
    moments = ("12-04 17:00", "12-05 12:00", "12-07 08:30", "12-08 08:30", "12-09 08:30")
    assert [listeners(memo, one) for one in moments] == [
        ["ULINA"],
        [],
        ["UCHEN"],
        ["UZHAO"],
        ["UWANG"],
    ]
    assert [listeners(memo, one) for one in ("12-10 08:30", "12-11 08:30")] == [[], []]


def test_those_up_the_line_can_nudge_look_and_ask_why(memo):
    memo.waits_until(at("12-04 17:00"))

    assert hears(memo, "UCHEN", "12-07 08:30") == [
        "🔴 D-1《Budget memo》 · Li Na 李娜：受领并起草 · 12月4日 周五 17:00（逾期 1 个工作日）\n"
        "[催办] [看看] [为什么提醒我]"
    ]
    assert memo.presses("UCHEN", "催办").splitlines()[0] == (
        "已向 Li Na 李娜 催办 D-1《Budget memo》。"
    )
    assert memo.presses("UCHEN", "为什么提醒我").startswith(
        "因为 D-1《Budget memo》在等 Li Na 李娜"
    )


def test_a_line_without_a_section_head_is_passed_by_in_silence(door):
    """Zhou Ting's section has no head."""
    door.types("UZHAO", "/draft assign @zhou.ting 值班表 周五17:00前")
    door.waits_until(at("11-27 17:00"))

    assert listeners(door, "11-30 08:30") == []
    assert listeners(door, "12-01 08:30") == ["UZHAO"]


def test_nobody_up_the_line_hears_of_an_internal_only_draft_they_may_not_see(door):
    door.types("UCHEN", "/draft")
    errors = door.fills_in(
        "UCHEN",
        person="ULINA",
        title="Talks",
        due="周五17:00",
        visibility="named",
        signatory="UCHEN",
    )
    assert errors == {}
    assert listeners(door, "11-27 17:00") == ["ULINA"]

    assert listeners(door, "11-30 08:30") == ["UCHEN"]  # who assigned it
    assert [listeners(door, day) for day in ("12-01 08:30", "12-02 08:30")] == [[], []]


def test_whoever_signs_is_nudged_and_not_told_on_to_themselves(door):
    """The director has it in hand: the line above begins with the leader."""
    door.types("UWANG", "/draft assign @zhao Work plan by Friday 5pm")
    door.waits_until(at("11-27 17:00"))
    assert [listeners(door, day) for day in ("11-30 08:30", "12-01 08:30", "12-02 08:30")] == [
        [],
        [],
        ["UWANG"],
    ]


# --- one message a morning ----------------------------------------------------------------------


def test_all_of_a_morning_is_one_message(door):
    """A draft due today, one due soon, and a reminder put off until this morning."""
    door.types("UZHAO", "/draft assign @li.na Old report by today 18:00")
    door.types("UZHAO", "/draft assign @li.na Work plan by 26 Nov 5pm")
    door.types("UZHAO", "/draft assign @li.na Summary by 27 Nov 5pm")
    door.types("ULINA", "/office remind me to call the bank today at 11:00")
    door.waits_until(at("11-25 11:00"))
    door.presses("ULINA", "Tomorrow")
    door.waits_until(at("11-25 16:00"))
    door.waits_until(at("11-25 18:00"))

    options = "[Accept | Later today | Tomorrow | Ask for more time | Why me?]"
    assert hears(door, "ULINA", "11-26 08:30") == [
        "⏳ 1 reminder · 1 due today · 1 coming up\n"
        "*Reminders*\n"
        "F-4 _call the bank_ · its time was Wed 25 Nov 11:00 "
        "[Done | Later today | Tomorrow | Change the date | Why me?]\n"
        "*Today*\n"
        f"D-2 _Work plan_ · accept and write it · Thu 26 Nov 17:00 (today) {options}\n"
        "*Soon*\n"
        f"D-3 _Summary_ · accept and write it · Fri 27 Nov 17:00 (tomorrow) {options}"
    ]


def test_what_was_held_overnight_joins_the_morning_message_however_late_it_goes(door):
    """Due at nine in the evening, the day before something else; the bot wakes at ten past nine."""
    door.types("UZHAO", "/draft assign @li.na Night report by today 21:00")
    door.types("UZHAO", "/draft assign @li.na Work plan by 26 Nov 5pm")
    door.waits_until(at("11-25 16:00"))
    assert hears(door, "ULINA", "11-25 21:00") == []

    (message,) = hears(door, "ULINA", "11-26 09:10")

    assert message.splitlines()[0] == "⏳ 1 overdue · 1 due today"


def test_after_three_days_asleep_all_that_was_missed_is_one_message_each(door):
    door.types("UZHAO", "/draft assign @li.na Work plan by 26 Nov 5pm")
    door.types("UZHAO", "/draft assign @li.na Summary by 27 Nov 5pm")
    door.types("UZHAO", "/draft assign @zhang.wei 年度总结 周五17:00前")
    door.types("ULINA", "/office remind me to call the bank on 27 Nov at 9:00")

    news = door.waits_until(at("11-30 08:30"))

    assert sorted(line.splitlines()[0] for line in news) == [
        "UCHEN: ⏳ 3 件逾期",
        "ULINA: ⏳ 2 overdue · 1 reminder",
        "UZHANG: 🔴 D-3《年度总结》 · 受领并起草 · 11月27日 周五 17:00（逾期 1 个工作日）",
        "UZHAO: 🔴 D-1《Work plan》 · Li Na 李娜：受领并起草 · 11月26日 周四 17:00"
        "（逾期 2 个工作日）",
    ]
    assert door.waits_until(at("11-30 08:31")) == []


def test_ten_lines_then_how_many_more(door):
    for n in range(12):
        door.types("UZHAO", f"/draft assign @li.na Paper {n} by 26 Nov 5pm")

    (message,) = hears(door, "ULINA", "11-26 08:30")

    lines = message.splitlines()
    assert (lines[0], lines[1], len(lines)) == ("⏳ 12 due today", "*Today*", 13)
    assert lines[-1] == "and 2 more: say `what's on my plate?`"


# --- quiet hours and rest days ------------------------------------------------------------------


def test_a_nudge_waits_for_the_readers_own_morning(door):
    """Li Na is in New York: four in the afternoon in the office is three at night there."""
    door.slack.changes_profile("ULINA", tz="America/New_York")
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    assert hears(door, "ULINA", "11-25 16:00") == []
    assert hears(door, "ULINA", "11-25 08:29", NEW_YORK) == []

    assert hears(door, "ULINA", "11-25 08:30", NEW_YORK) == [
        f"⏳ D-1 {MEMO} · not accepted yet · Fri 4 Dec 04:00 (New York, "
        f"in 7 working days)\n{PRESSES}"
    ]


def test_nothing_is_said_on_a_rest_day(door):
    door.types("UZHAO", "/draft assign @li.na Summary by 28 Nov 12:00")
    door.presses("UZHAO", "11月28日 周六 12:00（休息日）", "COFFICE")
    door.waits_until(at("11-27 08:30"))

    assert listeners(door, "11-28 08:30") == []
    assert listeners(door, "11-28 12:00") == []
    assert listeners(door, "11-30 08:30") == ["UCHEN", "ULINA"]


def test_what_one_asked_of_oneself_comes_when_it_was_asked_for(door):
    door.types("ULINA", "/office remind me to lock up today at 21:00")
    assert hears(door, "ULINA", "11-25 21:00") == [
        "⏳ F-1 _lock up_ · Wed 25 Nov 21:00\n"
        "[Done] [Later today] [Tomorrow] [Change the date] [Why me?]"
    ]


def test_what_another_asked_waits_for_the_morning(door):
    door.types("UZHAO", "/office remind @li.na to lock up today at 21:00")
    assert hears(door, "ULINA", "11-25 21:00") == []
    assert len(hears(door, "ULINA", "11-26 08:30")) == 1


# --- what can be done in one press --------------------------------------------------------------


@scene
def nudged(memo):
    """Li Na has been told that she has not accepted D-1; it is four in the afternoon."""
    memo.waits_until(at("11-25 16:00"))
    return memo


def test_later_today_is_three_hours_later(nudged):
    assert nudged.presses("ULINA", "Later today") == (
        "I will remind you again Wed 25 Nov 19:00. The due date stays Fri 4 Dec 17:00."
    )
    assert hears(nudged, "ULINA", "11-25 18:59") == []
    assert len(hears(nudged, "ULINA", "11-25 19:00")) == 1


def test_later_in_the_evening_is_tomorrow(nudged):
    nudged.waits_until(at("11-25 18:00"))
    assert nudged.presses("ULINA", "Later today") == (
        "I will remind you again Thu 26 Nov 08:30. The due date stays Fri 4 Dec 17:00."
    )


def test_tomorrow_is_the_next_working_morning(memo):
    memo.waits_until(at("11-27 16:00"))
    assert memo.presses("ULINA", "Tomorrow") == (
        "I will remind you again Mon 30 Nov 08:30. The due date stays Fri 4 Dec 17:00."
    )
    assert len(hears(memo, "ULINA", "11-30 08:30")) == 1


def test_a_snooze_hushes_nobody_above(nudged):
    nudged.waits_until(at("12-04 17:00"))
    nudged.presses("ULINA", "Tomorrow")
    assert listeners(nudged, "12-07 08:30") == ["UCHEN", "ULINA"]
    nudged.presses("ULINA", "Tomorrow")
    assert listeners(nudged, "12-08 08:30") == ["ULINA", "UZHAO"]


def test_a_snoozed_message_says_so_in_place(nudged):
    nudged.presses("ULINA", "Tomorrow")
    assert (
        f"⏳ 💤 D-1 {MEMO} · not accepted yet · Fri 4 Dec 17:00 (in 7 working days) · "
        f"again Thu 26 Nov 08:30\n{PRESSES}"
    ) in nudged.reads("ULINA")


def test_the_step_itself_is_a_press_and_the_message_then_says_it_is_done(nudged):
    nudged.presses("ULINA", "Accept", about="not accepted")
    read = nudged.reads("ULINA")
    assert "✅ All of it is settled." in read
    assert not any("not accepted" in text for text in read)


def test_the_same_press_again_changes_nothing(nudged):
    """Two fingers on one button: the second finds the step taken."""
    press = nudged.finds("ULINA", "Accept", about="not accepted")
    said = nudged.slack.sees("ULINA", "DM")
    nudged.slack.presses("ULINA", "DM", *press)
    nudged.slack.presses("ULINA", "DM", *press)

    news = [one.text for one in nudged.slack.sees("ULINA", "DM") if one not in said]

    assert news == ["D-1 is settled already: nothing is waited for there."]


def test_a_press_in_a_grouped_message_redraws_it_in_place(door):
    door.types("UZHAO", "/draft assign @li.na Work plan by 26 Nov 5pm")
    door.types("UZHAO", "/draft assign @li.na Summary by 26 Nov 6pm")
    (before,) = hears(door, "ULINA", "11-26 08:30")
    assert before.splitlines()[0] == "⏳ 2 due today"

    door.presses("ULINA", "Accept", about="2 due today")

    read = door.reads("ULINA")
    assert before not in read
    assert sum("⏳" in text for text in read) == 1


def test_ask_for_more_time_opens_the_form(nudged):
    nudged.presses("ULINA", "Ask for more time", about="not accepted")
    assert nudged.form("ULINA")["title"]["text"] == "More time: D-1"


def test_put_off_by_the_form_it_opened_it_says_the_new_time(door):
    door.says("ULINA", "remind me to call the bank today at 11:00")
    [nudge] = door.waits_until(at("11-25 11:00"))
    assert nudge.startswith("ULINA: ⏳ F-1")

    door.presses("ULINA", "Change the date", about="Later today")
    assert door.fills_in("ULINA", due="Friday 9am") == {}
    [nudge] = [text for text in door.reads("ULINA") if "[Later today]" in text]
    assert "Fri 27 Nov 09:00" in nudge


def test_why_me(nudged):
    assert nudged.presses("ULINA", "Why me?") == (
        "Because D-1 _Budget memo_ waits for Li Na 李娜: accept and write it, by Fri 4 Dec 17:00. "
        "王建国 asked for it on Wed 25 Nov 10:00. I speak up before it is due, on the day, and "
        "when it is late; then to the section head, the director and the leader, one working day "
        "apart; and as long as nothing changes, again after a week, later every four weeks."
    )


def test_a_reminder_is_done_in_one_press(door):
    door.types("ULINA", "/office remind me to call the bank today at 11:00")
    door.waits_until(at("11-25 11:00"))
    door.presses("ULINA", "Done")
    assert door.waits_until(at("11-26 08:30")) == []
    assert "✅ All of it is settled." in door.reads("ULINA")


# --- by hand --------------------------------------------------------------------------------


def test_a_nudge_by_hand_at_most_once_in_four_hours(memo):
    assert memo.says("UWANG", "催办 D-1") == "已向 Li Na 李娜 催办 D-1《Budget memo》。"
    memo.waits_until(at("11-25 13:59"))
    assert memo.says("UWANG", "催办 D-1") == (
        "没有发：你 11月25日 周三 10:00 已经催过 Li Na 李娜。11月25日 周三 14:00 之后可以再催。"
    )
    memo.waits_until(at("11-25 14:00"))
    assert memo.says("UWANG", "催办 D-1") == "已向 Li Na 李娜 催办 D-1《Budget memo》。"
    assert sum("王建国 asks how" in text for text in memo.reads("ULINA")) == 2


def test_the_four_hours_are_each_persons_own(memo):
    memo.says("UWANG", "催办 D-1")
    assert "已向 Li Na 李娜 催办 D-1《Budget memo》。" in memo.says("UZHAO", "催办 D-1")


def test_an_outsider_learns_nothing_by_nudging(memo):
    assert "Budget" not in memo.says("UHE", "催办 D-1")
    assert "Budget" not in memo.says("UTOM", "nudge D-1")
    assert not any("asks how" in text for text in memo.reads("ULINA"))


# --- what is not said ---------------------------------------------------------------------------


def test_what_is_settled_before_it_was_said_is_not_said(door):
    """Overdue at nine in the evening; handed in at night, before the morning message."""
    door.types("UZHAO", "/draft assign @li.na Night report by today 21:00")
    door.presses("ULINA", "Accept")
    door.waits_until(at("11-25 21:00"))
    door.types("ULINA", "/draft submit D-1 https://example.org/v1")

    assert hears(door, "ULINA", "11-26 08:30") == []


def test_those_who_have_left_are_not_nudged_and_the_line_above_is(memo):
    memo.slack.changes_profile("ULINA", deleted=True)
    assert hears(memo, "ULINA", "11-25 16:00") == []
    assert listeners(memo, "12-04 17:00") == []
    assert listeners(memo, "12-07 08:30") == ["UCHEN"]


def test_cancelled_nobody_hears_more(memo):
    memo.types("UWANG", "/draft cancel D-1")
    moments = ("11-25 16:00", "12-04 08:30", "12-04 17:00", "12-07 08:30", "12-09 08:30")
    assert [listeners(memo, one) for one in moments] == [[], [], [], [], []]


def test_a_promise_made_after_the_due_date_moves_the_ladder(memo):
    memo.waits_until(at("12-04 17:00"))
    memo.types("ULINA", "/draft extend D-1 by 8 Dec 5pm: waiting for figures")
    memo.types("ULINA", "/draft extend D-1 8 Dec 5pm")
    if memo.slack.modal("ULINA"):
        memo.fills_in("ULINA", due="8 Dec 5pm", opinion="waiting for figures")
    memo.types("UWANG", "/draft grant D-1")

    assert listeners(memo, "12-07 08:30") == ["ULINA"]
    assert listeners(memo, "12-08 17:00") == ["ULINA"]
    assert listeners(memo, "12-09 08:30") == ["UCHEN"]
