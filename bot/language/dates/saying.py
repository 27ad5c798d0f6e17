"""Saying a time back, in the reader's language: with its weekday, how far off it is, and whether
anybody works that day. The one place where a date becomes words.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.language.dates.occasions import words
from bot.language.workdays import Calendar


def say_due(at: datetime, tz: ZoneInfo, lang: str, now: datetime | None = None) -> str:
    """12月4日 周五 18:00, or Fri 4 Dec 18:00; with the year if it is not that of `now`."""
    local = at.astimezone(tz)
    same_year = now is None or now.astimezone(tz).year == local.year
    pattern = words()["moment" if same_year else "moment-year"][lang]
    return format_datetime(local, pattern, tzinfo=tz, locale=lang)


def say_day(day: date, lang: str, now: date | None = None) -> str:
    """12月4日 周五, or Fri 4 Dec; with the year if it is not that of `now`."""
    same_year = now is None or now.year == day.year
    return format_date(day, words()["day" if same_year else "day-year"][lang], locale=lang)


def marks(day: date, calendar: Calendar) -> list[str]:
    """What has to be said of a day beside its name: keys of the texts. A plain weekend is known
    for what it is; a day off in the week, or worked at the weekend, is not.
    """
    found = []
    if not calendar.is_working(day):
        found.append("dates.rest-day")
    elif calendar.is_make_up(day):
        found.append("dates.make-up-day")
    if calendar.is_provisional(day):
        found.append("dates.provisional")
    return found


def say_distance(at: datetime, now: datetime, calendar: Calendar) -> tuple[str, int]:
    """How far off `at` is: a text of the catalog, and the number for its blank `n`."""
    today, day = calendar.today(now), calendar.today(at)
    working = abs(calendar.working_days_between(today, day))
    if at < now:
        return ("dates.overdue-by", working) if working else ("dates.overdue", 0)
    if (day - today).days < 2:
        return ("dates.tomorrow", 1) if day > today else ("dates.today", 0)
    if working == 0:
        return "dates.in-days", (day - today).days
    return "dates.in-working-days", working
