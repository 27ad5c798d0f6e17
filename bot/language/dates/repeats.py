"""What comes again and again: when it comes next, and how that is said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.language.dates.said import Repeat, last_of, month_from
from bot.language.workdays import Calendar


class Every(NamedTuple):
    """How often, and one of the moments: said as "every Monday 09:00"."""

    repeat: Repeat
    at: datetime


def following(repeat: Repeat, at: datetime, after: datetime, calendar: Calendar) -> datetime:
    """When what came `at` a moment comes next after another, at the same time of day in the
    calendar's zone. On the 31st of a shorter month it comes on the last day.
    """
    local = at.astimezone(calendar.tz)
    day = max(local.date(), calendar.today(after) - timedelta(1))
    while (coming := calendar.moment(day, local.time())) <= after or not _is_one(
        repeat, day, calendar
    ):
        day += timedelta(1)
    return coming


def _is_one(repeat: Repeat, day: date, calendar: Calendar) -> bool:
    match repeat.every:
        case "week":
            return day.weekday() == repeat.on
        case "month":
            return day.day == min(repeat.on, last_of(month_from(day, 0)).day)
        case "working-day":
            return calendar.is_working(day)
    return True
