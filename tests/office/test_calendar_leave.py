"""Leave and one's own hours: who is away, what waits for them, who hears of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.language.workdays import Calendar
from bot.matters import ladders
from bot.who import days
from handlers.clockwork import tidy
from storage.who.people import Leave, Person
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.language.test_workdays import TZ, day, moment
from tests.matters.test_nudges import at, hears
from tests.office.test_calendar import entries

ON_LEAVE = (
    "You are on leave: {}. My reminders wait until you are back. The office sees the dates."
    "\n[Who stands in?] [Undo]"
)


def leaves(door, who):
    with door.bot.sessions.begin() as session:
        found = session.scalars(select(Leave).where(Leave.person_id == who).order_by(Leave.first))
        return [(f"{one.first:%m-%d}", f"{one.last:%m-%d}") for one in found]


# --- saying so ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("I am on leave from 1 Dec to 3 Dec", "1–3 Dec"),
        ("I'm on leave from 1 to 3 Dec", "1–3 Dec"),
        ("I will be away on 1 Dec", "Tue 1 Dec"),
        ("I'm off tomorrow", "Thu 26 Nov"),
        ("我12月1日到3日休假", "1–3 Dec"),
        ("我12月31日至1月2日请假", "31 Dec 2026–2 Jan 2027"),
        ("我从12月1日到12月3日休假", "1–3 Dec"),
        ("我明天请假", "Thu 26 Nov"),
        ("I am on leave next week", "30 Nov–4 Dec"),
        ("我下周休假", "30 Nov–4 Dec"),
        ("I will be away until Friday", "25–27 Nov"),
        ("我休假到12月3日", "25 Nov–3 Dec"),
    ],
)
def test_leave_is_said_in_words_said_back_and_undone(door, said, days):
    assert door.says("ULINA", said) == ON_LEAVE.format(days)
    assert len(leaves(door, "ULINA")) == 1
    assert door.presses("ULINA", "Undo") == "↩ Taken back."
    assert leaves(door, "ULINA") == []
    assert [what for what, *_ in entries(door)] == ["calendar.leave", "calendar.undo"]


def test_the_form_has_two_dates(door):
    door.types("UZHANG", "/office 休假")
    assert door.fills_in("UZHANG", first="2026-12-03", last="2026-12-01") == {
        "last": "不能早于第一天，请选同一天或更晚。"
    }
    assert door.fills_in("UZHANG", first="2026-11-01", last="2026-11-02") == {
        "last": "已经过去了，请选还没到的日子。"
    }
    assert door.fills_in("UZHANG", first="2026-12-01", last="2028-12-02") == {
        "last": "一次最多 366 天。"
    }
    assert door.fills_in("UZHANG", first="2026-12-01", last="2026-12-03") == {}
    assert door.reads("UZHANG")[-1] == (
        "已登记休假：12月1日–3日。这期间不提醒你，等你回来再说。办公室能看到日期。"
        "\n[谁来代？] [撤回]"
    )
    door.types("UZHANG", "/office 休假")
    assert door.fills_in("UZHANG", first="2026-12-03", last="2026-12-04") == {
        "first": "你已登记 12月1日 周二 到 12月3日 周四 休假。请先取消，或者选别的日子。"
    }


def test_the_office_sees_the_dates_and_the_outsider_nothing(door):
    assert door.says("UCHEN", "谁在休假？").startswith("没有人登记休假。")
    door.says("ULINA", "I am on leave from 1 Dec to 3 Dec")
    assert door.says("UCHEN", "谁在休假？") == "*休假*\nLi Na 李娜 · 12月1日–3日"
    assert "*休假*\nLi Na 李娜 · 12月1日–3日" in door.says("UCHEN", "日历")
    assert door.says("ULINA", "who is on leave?") == (
        "*On leave*\nLi Na 李娜 · 1–3 Dec\n1–3 Dec [Cancel it]"
    )
    assert door.says("UHE", "谁在休假？") == OUTSIDER_ZH
    assert door.says("UHE", "我明天请假") == OUTSIDER_ZH
    door.waits_until(at("12-04 10:00"))
    assert door.says("UCHEN", "谁在休假？").startswith("没有人登记休假。")


def test_leave_is_cancelled_by_whose_it_is(door):
    assert door.says("ULINA", "cancel my leave") == "There is no leave of yours to cancel."
    door.says("ULINA", "I am on leave from 1 Dec to 3 Dec")
    door.says("ULINA", "I am on leave from 7 Dec to 9 Dec")
    with door.bot.sessions.begin() as session:
        first = session.scalars(select(Leave.id).order_by(Leave.first)).first()
    assert door.forges("UZHANG", "calendar:cancel-leave", first) == "你没有可取消的休假。"

    assert door.says("ULINA", "cancel my leave") == (
        "Which leave do you want to cancel?\n1–3 Dec [Cancel it]\n7–9 Dec [Cancel it]"
    )
    assert door.presses("ULINA", "Cancel it") == (
        "Cancelled: you are there on 1–3 Dec. My reminders reach you as usual.\n[Undo]"
    )
    assert door.forges("ULINA", "calendar:cancel-leave", first) == (
        "There is no leave of yours to cancel."
    )
    assert leaves(door, "ULINA") == [("12-07", "12-09")]
    assert door.says("ULINA", "cancel my leave").startswith("Cancelled: you are there on 7–9 Dec.")
    assert door.presses("ULINA", "Undo", about="7–9 Dec") == "↩ Taken back."
    assert leaves(door, "ULINA") == [("12-07", "12-09")]


def test_leave_long_over_is_forgotten(door):
    door.says("ULINA", "I am on leave from 1 Dec to 3 Dec")
    door.clock.turn_to(datetime(2027, 12, 1, tzinfo=UTC))
    tidy(door.bot)
    assert len(leaves(door, "ULINA")) == 1
    door.clock.turn_to(datetime(2028, 2, 1, tzinfo=UTC))
    tidy(door.bot)
    assert leaves(door, "ULINA") == []


# --- what waits -----------------------------------------------------------------------------------


@scene
def memo(door):
    """D-1, being written by Li Na, due on Friday week."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm")
    door.presses("ULINA", "Accept")
    return door


def test_reminders_wait_until_the_first_morning_back(memo):
    told = memo.says("ULINA", "I am on leave from 1 Dec to 4 Dec")
    assert "1 thing you owe falls due in that time: `what's on my plate?`" in told

    assert [hears(memo, "ULINA", f"12-0{n} 18:00") for n in (1, 2, 3, 4, 6)] == [[]] * 5
    [told] = hears(memo, "ULINA", "12-07 08:30")
    assert told.startswith("🔴 D-1 _Budget memo_ · hand in a version · Fri 4 Dec 17:00")


def test_back_early_they_come_at_once(memo):
    memo.says("ULINA", "I am on leave from 1 Dec to 4 Dec")
    assert hears(memo, "ULINA", "12-01 10:00") == []
    assert "⏳ D-1 _Budget memo_" in memo.says("ULINA", "cancel my leave")
    assert hears(memo, "ULINA", "12-01 10:01") == []


def test_what_was_held_for_the_morning_waits_for_leave_that_begins_then(memo):
    assert hears(memo, "ULINA", "11-30 22:00") == []
    assert "12月1日 周二 08:30 会收到" in memo.says("UWANG", "催办 D-1")
    memo.says("ULINA", "I am on leave from 1 Dec to 2 Dec")
    assert hears(memo, "ULINA", "12-01 12:00") == []
    assert hears(memo, "ULINA", "12-02 12:00") == []
    [told] = hears(memo, "ULINA", "12-03 08:30")
    assert "Budget memo" in told


def test_what_one_asked_of_oneself_comes_as_asked(door):
    door.says("ULINA", "remind me to call home on 2 Dec at 9am")
    door.says("ULINA", "I am on leave from 1 Dec to 3 Dec")
    [told] = hears(door, "ULINA", "12-02 09:00")
    assert "call home" in told


def test_a_nudge_is_held_by_rule():
    office = Calendar(TZ)
    away = office.of(TZ, away=((day("2026-12-01"), day("2026-12-04")),))
    assert ladders.hold(moment("2026-12-01 10:00"), away) == moment("2026-12-07 08:30")
    assert ladders.hold(moment("2026-12-01 10:00"), office) == moment("2026-12-01 10:00")


# --- who hears of it ------------------------------------------------------------------------------

NOW_ZH = "Li Na 李娜 休假，到 11月26日 周四 为止。"
THEN_ZH = "到期那天 Li Na 李娜 休假，到 12月5日 周六 为止。"


def test_who_assigns_sees_that_the_writer_is_away_now(door):
    door.says("ULINA", "I am on leave from 25 Nov to 26 Nov")
    card = door.types("UWANG", "/draft 派稿 @李娜 预算 12月4日前")
    assert NOW_ZH in card
    assert "on leave" not in door.card("ULINA")
    door.waits_until(at("11-27 10:00"))
    assert NOW_ZH not in door.card("UWANG")


def test_or_will_be_when_it_is_due(door):
    door.says("ULINA", "I am on leave from 3 Dec to 5 Dec")
    assert THEN_ZH in door.types("UWANG", "/draft 派稿 @李娜 预算 12月4日前")
    assert THEN_ZH not in door.types("UWANG", "/draft 派稿 @李娜 决算 12月2日前")
    assert THEN_ZH not in door.types("UWANG", "/draft 派稿 @孙磊 讲话 12月4日前")


def test_who_hands_over_sees_it_in_the_answer(door):
    door.says("ULINA", "I am on leave from 3 Dec to 5 Dec")
    door.types("UWANG", "/draft 派稿 @孙磊 预算 12月4日前")
    assert THEN_ZH in door.says("UWANG", "D-1 交给李娜")


# --- hours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("ULINA", "my hours are 9:00 to 17:30", "Your working hours: 09:00–12:00, 14:00–17:30."),
        ("ULINA", "i work from 2pm to 10pm", "Your working hours: 14:00–22:00."),
        ("UZHANG", "我的上班时间是9点到17点半", "你的上班时间：09:00–12:00、14:00–17:30。"),
        ("UZHANG", "我早上八点上班，下午五点下班", "你的上班时间：08:00–12:00、14:00–17:00。"),
    ],
)
def test_ones_own_hours_are_kept_and_undone(door, who, said, told):
    assert door.says(who, said).split("\n")[0] == told
    with door.bot.sessions.begin() as session:
        person = session.get_one(Person, who)
        assert days.of_person(session, person, Calendar(TZ)).hours != Calendar(TZ).hours
    door.presses(who, "Undo" if who == "ULINA" else "撤回")
    with door.bot.sessions.begin() as session:
        assert session.get_one(Person, who).hours == ""


def test_the_form_of_hours_and_the_way_back_to_the_offices(door):
    door.types("ULINA", "/office hours")
    assert door.fills_in("ULINA", **{"from": "18:00", "until": "17:00"}) == {
        "until": "The times must follow one another: opening, break, end of the break, closing."
    }
    assert door.fills_in("ULINA", **{"from": "9", "until": "noon"}) == {
        "until": "“noon” is not a time of day. Write it as 08:30."
    }
    assert door.fills_in("ULINA", **{"from": "9", "until": "6pm"}) == {}
    assert door.reads("ULINA")[-1].startswith("Your working hours: 09:00–12:00, 14:00–18:00.")
    door.types("ULINA", "/office hours")
    assert door.fills_in("ULINA", **{"from": None, "until": None}) == {}
    assert door.reads("ULINA")[-1].startswith(
        "You work by the office's hours: 08:30–12:00, 14:00–18:00."
    )


# --- who stands in -----------------------------------------------------------------------


def test_somebody_stands_in_and_everybody_who_asks_hears_it(door):
    said = door.says("UZHANG", "我12月1日到3日休假，孙磊代我")
    assert "孙磊 代你" in said
    assert "由你代" in door.reads("USUN")[-1]
    assert "张伟 · 12月1日–3日 · 孙磊 代" in door.says("UCHEN", "谁休假")

    door.types("UWANG", "/draft assign @zhang.wei Budget memo by 2 Dec")
    assert "12月3日 周四 为止。孙磊 代。" in door.reads("UWANG")[0]

    door.says("UZHANG", "取消休假")
    assert "不用你代了" in door.reads("USUN")[-1]


@pytest.mark.parametrize(
    ("who", "why"), [("UZHANG", "你自己不在"), ("USUN", "也不在，请换一个人代你")]
)
def test_whoever_is_away_too_cannot_stand_in(door, who, why):
    door.says("USUN", "I am on leave from 2 Dec to 4 Dec")
    door.types("UZHANG", "/office 休假")
    refused = door.fills_in("UZHANG", first="2026-12-01", last="2026-12-03", person=who)
    assert why in refused["person"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("I am away Monday to Wednesday", "30 Nov–2 Dec"),
        ("OOO Thu-Fri", "26–27 Nov"),
        ("I am on leave tomorrow afternoon", "Thu 26 Nov in the afternoon"),
        ("我后天上午请假", "11月27日 周五 上午"),
    ],
)
def test_days_in_a_row_and_half_a_day(door, said, days):
    who = "ULINA" if said.isascii() else "UZHANG"
    assert days in door.says(who, said)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("我12月7号、9号休息", [("12-07", "12-07"), ("12-09", "12-09")]),
        ("I'm off on 7, 9 and 11 December", [("12-07",) * 2, ("12-09",) * 2, ("12-11",) * 2]),
        ("away 1st to 3rd and 8th to 10th December", [("12-01", "12-03"), ("12-08", "12-10")]),
        ("on leave 21 Dec until 4 Jan", [("12-21", "01-04")]),
        ("I'm off Friday afternoon and all of Monday", [("11-27",) * 2, ("11-30",) * 2]),
    ],
)
def test_several_days_are_those_days(door, said, days):
    who = "ULINA" if said.isascii() else "UZHANG"
    door.says(who, said)
    assert leaves(door, who) == days


@pytest.mark.parametrize(
    "said",
    [
        "I'm off tomorrow from 3pm",
        "I'll be away from tomorrow noon till Monday morning",
        "off tomorrow, back Friday afternoon",
        "I am away Monday to Wednesday and Friday",  # before Monday, or after Wednesday?
        "I am away next Monday and the Wednesday after",
        "I'm on leave next Friday afternoon",
        "我明天下午到周五上午请假",
        "我下周一到周三、周五休假",
    ],
)
def test_what_is_left_beside_the_days_is_asked_about(door, said):
    who = "ULINA" if said.isascii() else "UZHANG"
    assert door.says(who, said)
    assert leaves(door, who) == []


@pytest.mark.parametrize(
    ("who", "said", "yes", "half", "kept"),
    [
        ("UZHANG", "下周一请半天假", "就这样", "下午", "11月30日 周一 下午"),
        ("ULINA", "half a day off on Friday", "Yes, do it", "Morning", "Fri 27 Nov in the morning"),
        ("ULINA", "half a day off on Friday", "Yes, do it", "The whole day", "Fri 27 Nov. My"),
    ],
)
def test_half_a_day_is_asked_which_half(door, who, said, yes, half, kept):
    door.says(who, said)
    door.presses(who, yes)
    assert leaves(door, who) == []
    door.presses(who, half)
    assert kept in door.reads(who)[-1]
    assert len(leaves(door, who)) == 1


def test_half_a_day_holds_no_reminder_of_the_other_half(door):
    door.says("ULINA", "remind me tomorrow at 9:30 to call the bank")
    door.says("ULINA", "I am on leave tomorrow afternoon")
    assert hears(door, "ULINA", "11-26 09:31")


@pytest.mark.parametrize(
    ("who", "said"), [("ULINA", "I am off next Mon and Tue"), ("USUN", "我下周一和周二休假")]
)
def test_the_second_weekday_is_of_the_week_of_the_first(door, who, said):
    door.says(who, said)
    assert leaves(door, who) == [("11-30", "11-30"), ("12-01", "12-01")]


def test_of_next_thursday_and_friday_it_is_asked_of_which_week(door):
    asked = door.says("ULINA", "I'm off next Thu and Fri")
    assert asked.endswith("[Thu 3 Dec 18:00] [Thu 26 Nov 18:00] [Another time]")
    assert leaves(door, "ULINA") == []
    door.presses("ULINA", "Thu 26 Nov 18:00")
    assert leaves(door, "ULINA") == [("11-26", "11-26"), ("11-27", "11-27")]


def test_a_weekday_that_would_come_before_the_first_is_not_entered(door):
    assert "Nothing was recorded" in door.says("ULINA", "I am off next Wed and Mon")
    assert leaves(door, "ULINA") == []
