"""What comes again and falls on a rest day: asked once, kept, and moved with the calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import Repeat, aimed_again, following
from bot.language.workdays import Calendar
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Calendar(SHANGHAI)


def moment(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


@scene
def monthly(door):
    """F-1: on the 5th of every month at nine; 5 December is a Saturday."""
    door.says("USUN", "每月5号上午9点提醒我报考勤")
    return door


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "after", "comes"),
    [
        # 5 December 2026 is a Saturday; 25 September and 1 to 7 October are days off.
        (Repeat("month", 5, "09:00", "before"), "2026-11-25", ["12-04 09:00", "01-05 09:00"]),
        (Repeat("month", 5, "09:00", "after"), "2026-11-25", ["12-07 09:00", "01-05 09:00"]),
        (Repeat("month", 5, "09:00", "skip"), "2026-11-25", ["01-05 09:00", "03-05 09:00"]),
        (Repeat("month", 5, "09:00", "as-is"), "2026-11-25", ["12-05 09:00", "01-05 09:00"]),
        (Repeat("week", 4, "09:00", "before"), "2026-09-29", ["09-30 09:00", "10-09 09:00"]),
        (Repeat("week", 4, "09:00", "after"), "2026-09-29", ["10-08 09:00", "10-09 09:00"]),
        (Repeat("day", 0, "17:00", "skip"), "2026-09-29", ["09-29 17:00", "09-30 17:00"]),
        (Repeat("day", 0, "17:00", "skip"), "2026-10-01", ["10-08 17:00", "10-09 17:00"]),
        (Repeat("days", 0b11, "09:00", "after"), "2026-10-03", ["10-08 09:00", "10-12 09:00"]),
        (Repeat("year", 1001, "09:00", "before"), "2026-09-29", ["09-30 09:00", "09-30 09:00"]),
        (Repeat("fortnight", 18, "09:00", "after"), "2026-09-20", ["09-28 09:00", "10-09 09:00"]),
        # Saturday 10 October is worked in the place of a day off.
        (Repeat("month", 10, "09:00", "before"), "2026-10-01", ["10-10 09:00", "11-10 09:00"]),
        (Repeat("week", 5, "09:00", "before"), "2026-11-25", ["11-28 09:00", "12-05 09:00"]),
    ],
)
def test_none_is_doubled_and_none_is_lost(rule, after, comes):
    at, found = moment(f"{after} 00:30"), []
    for _ in comes:
        at = following(rule, at, at, OFFICE).astimezone(SHANGHAI)
        found.append(f"{at:%m-%d %H:%M}")
    assert found == comes


@pytest.mark.parametrize(
    ("rest", "worked", "due", "comes"),
    [
        ("before", True, "2026-12-04", "2026-12-05"),  # Saturday the 5th is worked after all
        ("after", True, "2026-12-07", "2026-12-05"),
        ("skip", True, "2027-01-05", "2026-12-05"),
        ("before", False, "2027-01-05", "2027-01-04"),  # Tuesday the 5th is off after all
        ("after", False, "2027-01-05", "2027-01-06"),
        ("skip", False, "2027-01-05", "2027-03-05"),  # 5 February is the eve of the new year
        ("before", True, "2026-12-11", "2026-12-11"),  # somebody moved it there by hand
    ],
)
def test_a_calendar_that_changes_moves_what_is_to_come(rest, worked, due, comes):
    rule, day = Repeat("month", 5, "09:00", rest), "2026-12-05" if worked else "2027-01-05"
    changed = Calendar(SHANGHAI, own={datetime.fromisoformat(day).date(): worked})
    now, before = moment("2026-11-25 10:00"), moment(f"{due} 09:00")
    found = aimed_again((rule, OFFICE), (rule, changed), before, now)
    assert found == moment(f"{comes} 09:00")


def test_whose_working_day_before_is_over_comes_as_it_falls():
    rule, now = Repeat("month", 5, "09:00"), moment("2026-12-04 15:00")
    new, due = rule._replace(rest="before"), moment("2026-12-05 09:00")
    assert aimed_again((rule, OFFICE), (new, OFFICE), due, now) == due


# --- at the desk -----------------------------------------------------------------------------


def test_it_is_kept_and_asked_once_with_buttons(monthly):
    assert monthly.card("USUN", "F-1") == (
        "⏳ *F-1*“报考勤” · 待办\n*孙磊* · 每月 5 日 09:00，下次 12月5日 周六 09:00（休息日）\n"
        "有时会碰上休息日，那时怎么办？只问这一次，同类提醒都照此；没选之前，照原日子提醒。\n"
        "[提前到前一工作日] [顺延到后一工作日] [这次不提醒] [照常提醒] [撤回]"
    )
    monthly.presses("USUN", "提前到前一工作日")
    assert monthly.card("USUN", "F-1") == (
        "⏳ *F-1*“报考勤” · 待办\n*孙磊* · 每月 5 日 09:00，下次 12月4日 周五 09:00\n"
        "逢休息日：提前到前一工作日\n[办好了] [撤回] [改期] [不用提醒了] [逢休息日]"
    )
    assert "逢休息日：提前到前一工作日" in monthly.says("USUN", "每月6号上午9点提醒我报销")
    assert monthly.waits_until(moment("2026-12-05 10:00")) != []
    heard = [text for text in monthly.reads("USUN") if "时间" in text or "F-1" in text]
    assert "12月4日" in heard[-1]


def test_until_it_is_answered_it_comes_as_it_falls(monthly):
    assert monthly.waits_until(moment("2026-12-04 09:00")) == []
    assert "F-1" in monthly.waits_until(moment("2026-12-05 09:00"))[0]


def test_what_is_daily_has_an_answer_of_its_own(monthly):
    monthly.presses("USUN", "顺延到后一工作日")
    assert "[这次不提醒] [照常提醒] [撤回]" in monthly.says("USUN", "每天下午5点提醒我关空调")
    monthly.presses("USUN", "这次不提醒")
    assert "逢休息日：这次不提醒" in monthly.card("USUN", "F-2")
    assert "逢休息日：顺延到后一工作日" in monthly.card("USUN", "F-1")


def test_it_is_changed_in_words_and_by_form_is_on_record_and_undone(monthly):
    monthly.says("USUN", "F-1 逢休息日顺延")
    assert "下次 12月7日 周一 09:00" in monthly.card("USUN", "F-1")
    monthly.says("USUN", "F-1 on rest days: the working day before")
    assert "下次 12月4日 周五 09:00" in monthly.card("USUN", "F-1")
    monthly.presses("USUN", "逢休息日")
    monthly.fills_in("USUN", rest="skip")
    assert "下次 1月5日 周二 09:00" in monthly.card("USUN", "F-1").replace("2027年", "")
    record = monthly.types("USUN", "/office 记录 F-1")
    assert "逢休息日：提前到前一工作日 → 这次不提醒" in record
    monthly.presses("USUN", "撤回", about="每月 5 日")
    assert "下次 12月4日 周五 09:00" in monthly.card("USUN", "F-1")


def test_the_offices_own_day_moves_it_and_back(monthly):
    monthly.presses("USUN", "顺延到后一工作日")
    monthly.says("UZHAO", "12月5日上班")
    assert "下次 12月5日 周六 09:00" in monthly.card("USUN", "F-1")
    monthly.presses("UZHAO", "撤回")
    assert "下次 12月7日 周一 09:00" in monthly.card("USUN", "F-1")


def test_a_weekend_that_was_named_is_meant_and_a_working_day_rests_anyway(door):
    assert "休息日，那时" not in door.says("USUN", "每周六上午9点提醒我浇花")
    assert "休息日，那时" not in door.says("USUN", "每个工作日下午5点提醒我看收文")
    assert door.says("USUN", "F-2 逢休息日顺延") == "F-2 不会碰上休息日，不用选。"


@pytest.mark.parametrize("who", ["UHE", "ULINA"])
def test_nobody_else_chooses_for_them(monthly, who):
    answer = monthly.says(who, "F-1 逢休息日顺延")
    assert "F-1" not in answer or "no" in answer.lower()
    if who == "UHE":
        assert answer == OUTSIDER_ZH
    assert "12月5日 周六 09:00" in monthly.card("USUN", "F-1")


def test_pressed_twice_it_is_chosen_once(monthly):
    [made] = [one for one in monthly.slack.sees("USUN", "DM") if "F-1" in str(one.blocks)]
    number = made.blocks[-1]["elements"][0]["value"]
    for _ in range(2):
        monthly.forges("USUN", "followups:rest-after", number)
    assert "下次 12月7日 周一 09:00" in monthly.card("USUN", "F-1")
