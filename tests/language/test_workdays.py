"""The working calendar: days, make-up days, years not yet published, office hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.workdays import SATURDAY, Calendar

TZ = ZoneInfo("Asia/Shanghai")
OFFICE = Calendar(TZ)
unhurried = settings(deadline=None, max_examples=60)  # other work shares the machine

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
HALF_A_YEAR = st.integers(1, 120)


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.mark.parametrize(
    "text", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_make_up_days_are_worked(text):
    assert day(text).weekday() >= SATURDAY
    assert OFFICE.is_working(day(text))


def test_national_day_2026_is_off_for_seven_days():
    off = [day("2026-10-01") + timedelta(days=n) for n in range(7)]
    assert not any(map(OFFICE.is_working, off))
    assert OFFICE.previous_working(off[0]) == day("2026-09-30")
    assert OFFICE.next_working(off[0]) == day("2026-10-08")


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-22", 3, "2026-11-25"),  # counted from the day after
        ("2026-11-25", 3, "2026-11-30"),  # over a weekend
        ("2026-09-30", 3, "2026-10-10"),  # over National Day, onto a make-up Saturday
        ("2026-11-25", 0, "2026-11-25"),
        ("2026-11-25", -3, "2026-11-20"),
        ("2026-10-10", -3, "2026-09-30"),
        ("2027-03-10", 3, "2027-03-15"),
    ],
)
def test_working_days_are_added(start, n, end):
    assert OFFICE.add_working_days(day(start), n) == day(end)


@pytest.mark.parametrize(
    ("a", "b", "n"),
    [
        ("2026-11-25", "2026-11-25", 0),
        ("2026-11-25", "2026-12-04", 7),
        ("2026-12-04", "2026-11-25", -7),
        ("2026-11-27", "2026-11-29", 0),
        ("2026-09-30", "2026-10-10", 3),
    ],
)
def test_working_days_are_counted(a, b, n):
    assert OFFICE.working_days_between(day(a), day(b)) == n


def test_a_year_not_published_is_provisional_and_has_its_statutory_days():
    assert not OFFICE.is_provisional(day("2026-12-31"))
    assert OFFICE.is_provisional(day("2029-01-02"))
    assert OFFICE.is_working(day("2029-09-28"))
    assert not OFFICE.is_working(day("2029-10-01"))


@unhurried
@given(DAYS, HALF_A_YEAR)
def test_counting_undoes_adding(start, n):
    assert OFFICE.working_days_between(start, OFFICE.add_working_days(start, n)) == n


@unhurried
@given(DAYS)
def test_the_neighbours_of_a_day_are_worked_and_nothing_lies_between(start):
    after, before = OFFICE.next_working(start), OFFICE.previous_working(start)
    assert OFFICE.is_working(after)
    assert OFFICE.is_working(before)
    assert OFFICE.working_days_between(start, after) == 1
    assert OFFICE.previous_working(after) == (start if OFFICE.is_working(start) else before)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-11-25 10:00", "2026-11-25 10:00"),
        ("2026-11-25 13:00", "2026-11-25 13:00"),
        ("2026-11-25 07:00", "2026-11-25 08:30"),
        ("2026-11-25 18:00", "2026-11-26 08:30"),
        ("2026-11-27 20:00", "2026-11-30 08:30"),
        ("2026-11-28 10:00", "2026-11-30 08:30"),
        ("2026-09-20 10:00", "2026-09-20 10:00"),  # a Sunday that is worked
    ],
)
def test_the_office_opens(at, opening):
    found = OFFICE.opening_after(moment(at))
    assert found == moment(opening)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "hours", "end"),
    [
        ("2026-11-25 09:00", 2, "2026-11-25 11:00"),
        ("2026-11-25 11:00", 4, "2026-11-25 17:00"),  # the noon break is nobody's time
        ("2026-11-25 14:00", 4, "2026-11-25 18:00"),
        ("2026-11-25 17:00", 4, "2026-11-26 11:30"),
        ("2026-11-27 17:30", 1, "2026-11-30 09:00"),
        ("2026-11-28 23:00", 4, "2026-11-30 14:30"),
        ("2026-11-25 13:00", 0, "2026-11-25 14:00"),
        ("2026-11-25 09:00", 1.5, "2026-11-25 10:30"),
        ("2026-11-25 09:00", 15, "2026-11-27 09:00"),
    ],
)
def test_office_hours_are_added(at, hours, end):
    found = OFFICE.add_working_hours(moment(at), hours)
    assert found == moment(end)
    assert found.tzinfo is UTC


def test_office_hours_are_those_of_the_zone():
    new_york = ZoneInfo("America/New_York")
    at = datetime(2026, 3, 6, 17, 0, tzinfo=new_york)  # the clocks go forward on the Sunday
    assert Calendar(new_york).add_working_hours(at, 2) == datetime(
        2026, 3, 9, 9, 30, tzinfo=new_york
    )
