"""What comes again and again: when it comes next, and how that is said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.language.dates.said import Repeat, last_of, month_from
from bot.language.workdays import Calendar

MINUTE = timedelta(minutes=1)


class Every(NamedTuple):
    """How often, and one of the moments: said as "every Monday 09:00"."""

    repeat: Repeat
    at: datetime


def following(repeat: Repeat, at: datetime, after: datetime, calendar: Calendar) -> datetime:
    """When what came `at` a moment comes next after another, at the time of day of the rule, in the
    calendar's zone. On the 31st of a shorter month it comes on the last day.
    """
    local = at.astimezone(calendar.tz)
    clock = time.fromisoformat(repeat.at) if repeat.at else local.time()
    day = max(local.date(), calendar.today(after) - timedelta(1))
    while (coming := _moment(day, clock, calendar)) <= after or not _is_one(
        repeat, day, local.date(), calendar
    ):
        day += timedelta(1)
    return coming


def _moment(day: date, clock: time, calendar: Calendar) -> datetime:
    """At that time; where the clocks are put forward over it, the next minute there is."""
    wanted = datetime.combine(day, clock)
    while (
        calendar.moment(wanted.date(), wanted.time()).astimezone(calendar.tz).replace(tzinfo=None)
        != wanted
    ):
        wanted += MINUTE
    return calendar.moment(wanted.date(), wanted.time())


def _is_one(repeat: Repeat, day: date, before: date, calendar: Calendar) -> bool:
    """`before` is one of the days on which it came."""
    match repeat.every:
        case "week":
            return day.weekday() == repeat.on
        case "days":
            return bool(repeat.on >> day.weekday() & 1)
        case "fortnight":
            return day.weekday() == repeat.on and (day - before).days // 7 % 2 == 0
        case "month":
            return day.day == min(repeat.on, last_of(month_from(day, 0)).day)
        case "month-end":
            return day == calendar.previous_working(last_of(month_from(day, 0)) + timedelta(1))
        case "year":
            month, dom = divmod(repeat.on, 100)
            return day.month == month and day.day == min(dom, last_of(month_from(day, 0)).day)
        case "working-day":
            return calendar.is_working(day)
    return True
