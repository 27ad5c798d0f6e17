"""Working days and office hours in China, make-up working days (调休) included.

The days are those of the General Office of the State Council, as the `holidays` package
keeps them. A year's make-up days are published around the November before: until then the
year is Monday to Friday minus the statutory days, and `is_provisional`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

OPENING, CLOSING = time(8, 30), time(18)
SESSIONS = ((OPENING, time(12)), (time(14), CLOSING))  # before and after the noon break
ONE_DAY = timedelta(days=1)
SATURDAY = 5


class Year(NamedTuple):
    """What sets a year apart from plain Mondays to Fridays."""

    days_off: frozenset[date]
    make_up_days: frozenset[date]


@cache
def _year(year: int) -> Year:
    calendar = holidays.country_holidays("CN", years=year)
    make_up = (day for day in calendar.weekend_workdays if day.year == year)
    return Year(frozenset(calendar), frozenset(make_up))


def is_provisional(day: date) -> bool:
    """Whether the make-up days of its year are not known yet."""
    return not _year(day.year).make_up_days


def is_working(day: date) -> bool:
    year = _year(day.year)
    return day in year.make_up_days or (day.weekday() < SATURDAY and day not in year.days_off)


def next_working(day: date) -> date:
    """The first working day after `day`."""
    return add_working_days(day, 1)


def previous_working(day: date) -> date:
    """The last working day before `day`."""
    return add_working_days(day, -1)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, or before it when n is negative; for 0 `day` itself."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not is_working(day):
            day += step
    return day


def working_days_between(a: date, b: date) -> int:
    """How many working days after `a` it is until `b`, `b` counted; negative when `b` is first."""
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working(a + timedelta(days=n)) for n in range(1, (b - a).days + 1))


def opening_after(at: datetime, tz: ZoneInfo) -> datetime:
    """`at`, when the office is open then (the noon break counts), or the next opening."""
    local = at.astimezone(tz)
    day = local.date()
    if is_working(day) and local.time() < CLOSING:
        return max(at.astimezone(UTC), _moment(day, OPENING, tz))
    return _moment(next_working(day), OPENING, tz)


def add_working_hours(at: datetime, hours: float, tz: ZoneInfo) -> datetime:
    """When so many office hours have gone by since `at`. `hours` is not negative."""
    left = timedelta(hours=hours)
    for start, end in _sessions_from(at.astimezone(tz).date(), tz):
        start = max(start, at.astimezone(UTC))
        if left <= end - start:
            return start + left
        left -= max(end - start, timedelta())
    raise AssertionError("the sessions of an office do not end")


def _sessions_from(day: date, tz: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    day = day if is_working(day) else next_working(day)
    while True:
        for start, end in SESSIONS:
            yield _moment(day, start, tz), _moment(day, end, tz)
        day = next_working(day)


def _moment(day: date, at: time, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tz).astimezone(UTC)
