"""Days and zones that go by a name: festivals of the year, breaks from work, Beijing time."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.language.dates.said import Now, last_of
from bot.language.workdays import CHINA, ONE_DAY, Calendar, published

FILE = Path(__file__).parents[2] / "text" / "language" / "dates.toml"
LONGEST_BREAK = 12  # days without work, weekends beside included


@cache
def words() -> dict[str, Any]:
    """What `bot/text/language/dates.toml` holds."""
    return tomllib.loads(FILE.read_text("utf-8"))


def names(table: str, lang: str) -> str:
    """A pattern of every name in a table of the file."""
    found = (one[lang] for one in words()["data"][table].values())
    return "|".join(name for name in found if name)


# --- occasions ---------------------------------------------------------------------------


@cache
def _occasion_of(name: str) -> dict[str, Any]:
    for one in words()["data"]["occasions"].values():
        for lang in ("zh", "en"):
            # The words around a name are not there any more: what looks ahead, looks at nothing.
            pattern = re.sub(r"\(\?<?[=!][^)]*\)", "", one[lang])
            if pattern and re.fullmatch(pattern, name, re.IGNORECASE):
                found: dict[str, Any] = one
                return found
    raise KeyError(name)


def day_of(name: str, year: int) -> date:
    """The day an occasion falls on. Raises KeyError where nobody keeps it for that year."""
    one = _occasion_of(name)
    return _first(one, year) + timedelta(one.get("plus", 0))


@cache
def _kept(called: str, country: str, year: int) -> date:
    return min(day for day, name in published(country, year).days_off.items() if called in name)


def _first(one: dict[str, Any], year: int) -> date:
    if on := one.get("on"):
        return date.fromisoformat(f"{year}-{on}")
    if "kept" in one:
        return _kept(one["kept"], one.get("in", CHINA), year)
    month, n, weekday = one["nth"]
    return nth_weekday(date(year, month, 1), n, weekday)


def nth_weekday(first: date, n: int, weekday: int) -> date:
    """The n-th such weekday of the month that begins on `first`; the last one for -1.
    Raises ValueError when there are fewer.
    """
    if n < 0:
        last = last_of(first)
        return last - timedelta((last.weekday() - weekday) % 7)
    return first.replace(day=1 + (weekday - first.weekday()) % 7 + 7 * (n - 1))


def coming(name: str, now: Now) -> date:
    """The next such day, today included."""
    years = (now.today.year, now.today.year + 1)
    return next(day for year in years if (day := day_of(name, year)) >= now.today)


# --- breaks ------------------------------------------------------------------------------


def break_around(day: date, calendar: Calendar) -> tuple[date, date] | None:
    """The first and last day without work around a public holiday; None if it is none."""
    if calendar.is_working(day) or not _is_holiday(day, calendar):
        return None
    first = last = day
    while not calendar.is_working(first - ONE_DAY) and (day - first).days < LONGEST_BREAK:
        first -= ONE_DAY
    while not calendar.is_working(last + ONE_DAY) and (last - day).days < LONGEST_BREAK:
        last += ONE_DAY
    return first, last


def _is_holiday(day: date, calendar: Calendar) -> bool:
    return day in published(calendar.country, day.year).days_off or day in calendar.own


def next_break(now: Now, *, running: bool) -> tuple[date, date]:
    """The coming break; or, if one is `running`, that one."""
    day = now.today
    while True:
        found = break_around(day, now.calendar)
        if found and (running or found[0] > now.today):
            return found
        day += ONE_DAY


# --- zones -------------------------------------------------------------------------------


@cache
def zone_of(name: str) -> tzinfo:
    """A zone by the name people give it, or by hours from UTC. Raises KeyError for others."""
    if hours := re.fullmatch(r"(?:utc|gmt)\s?([+-])\s?(\d{1,2})(?::?(\d\d))?", name, re.IGNORECASE):
        offset = timedelta(hours=int(hours[2]), minutes=int(hours[3] or 0))
        return timezone(offset if hours[1] == "+" else -offset)
    for key, one in words()["data"]["zones"].items():
        if any(one[lang] and re.fullmatch(one[lang], name, re.IGNORECASE) for lang in ("zh", "en")):
            if key == "UTC":
                return UTC
            return zone_of(key) if key.startswith("UTC") else ZoneInfo(key)
    raise KeyError(name)
