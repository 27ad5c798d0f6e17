"""Calendars people hand in, as iCalendar or as lines of a table: all of it is read, or none.

Of each day it must say whether it is worked, in the words offices use: 休, 放假, closed, off;
班, 补班, make-up, work. They stand in `bot/text/office/calendar.toml`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.language.catalog import files
from bot.language.workdays import ONE_DAY, Calendar
from bot.office.calendar.changes import NAME_MAX
from bot.office.calendar.days import each_day

Days = dict[date, tuple[bool, str]]

LONGEST, MOST = 92, 2000  # days of one entry; days of all
YEARS_BACK, YEARS_AHEAD = 30, 5
SEPARATORS = "\t;，,"
ISO = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?")
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
YEAR_LAST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<y>\d{4})")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line: the key of its words, and what it says there."""

    line: int
    key: str
    said: str = ""


class Unreadable(Exception):
    """Nothing was taken in; these are the reasons, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class _Entry:
    """One line or event: its days, and the words that say what they are, the closest first."""

    line: int
    first: date
    last: date
    words: tuple[str, ...]
    name: str


def read(text: str, calendar: Calendar, today: date) -> Days:
    """The days of a calendar from this year on. Raises Unreadable."""
    is_ical = "BEGIN:VCALENDAR" in text.upper()
    found = list(_ical(text, calendar.tz) if is_ical else _table(text, calendar))
    problems = [one for one in found if isinstance(one, Problem)]
    days: Days = {}
    for entry in found:
        if isinstance(entry, _Entry):
            wrong = _wrong(entry, today)
            if wrong:
                problems.append(wrong)
            else:
                days |= _days(entry, today)
    if len(days) > MOST:
        problems.append(Problem(0, "calendar.import-too-many"))
    if not found:
        problems.append(Problem(0, "calendar.import-nothing"))
    if problems:
        raise Unreadable(sorted(problems, key=lambda one: one.line))
    return days


def _wrong(entry: _Entry, today: date) -> Problem | None:
    if entry.last < entry.first or (entry.last - entry.first).days >= LONGEST:
        return Problem(entry.line, "calendar.import-bad-range")
    if not today.year - YEARS_BACK <= entry.first.year <= today.year + YEARS_AHEAD:
        return Problem(entry.line, "calendar.import-bad-year", str(entry.first.year))
    if is_worked(entry.words) is None:
        return Problem(entry.line, "calendar.import-no-kind", " ".join(entry.words)[:40])
    return None


def _days(entry: _Entry, today: date) -> Days:
    """What is over before this year began is of no use any more."""
    worked = is_worked(entry.words)
    assert worked is not None  # `_wrong` looked
    days = each_day(entry.first, entry.last)
    return {day: (worked, entry.name[:NAME_MAX]) for day in days if day.year >= today.year}


# --- worked or not --------------------------------------------------------------------------------


def is_worked(words: tuple[str, ...]) -> bool | None:
    """Whether these words say that a day is worked; None if they say neither."""
    for said in words:
        if _says("worked").search(said):
            return True
        if _says("closed").search(said):
            return False
    return None


@cache
def _says(kind: str) -> re.Pattern[str]:
    return re.compile(files()["calendar"]["data"][kind], re.IGNORECASE)


# --- iCalendar ------------------------------------------------------------------------------------


def _ical(text: str, tz: ZoneInfo) -> Iterator[_Entry | Problem]:
    lines = re.split(r"\r\n|\n|\r", text)
    begins = [n for n, line in enumerate(lines, 1) if line.strip().upper() == "BEGIN:VEVENT"]
    try:
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, TypeError, KeyError, IndexError):
        yield Problem(_line_without_sense(lines), "calendar.import-no-ical")
        return
    for line, event in zip(begins, events, strict=False):
        yield _event(line, event, tz)


def _line_without_sense(lines: list[str]) -> int:
    """The first line that is neither NAME:value nor goes on with the one before."""
    broken = (n for n, line in enumerate(lines, 1) if line.strip() and not _is_content(line))
    return next(broken, 0)


def _is_content(line: str) -> bool:
    return line[0] in " \t" or re.match(r"[A-Za-z0-9-]+[;:]", line) is not None


def _event(line: int, event: Any, tz: ZoneInfo) -> _Entry | Problem:
    if event.errors or "DTSTART" not in event:
        return Problem(line, "calendar.import-no-event-date")
    if "RRULE" in event or "RDATE" in event:
        return Problem(line, "calendar.import-repeats")
    try:
        first, last = _event_days(event, tz)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return Problem(line, "calendar.import-no-event-date")
    name = " ".join(str(event.get("SUMMARY", "")).split())
    words = (name, _categories(event), str(event.get("DESCRIPTION", "")))
    return _Entry(line, first, last, words, _named(name))


def _named(summary: str) -> str:
    """Without what only says the kind: 春节（休）."""
    name = re.sub(r"\s?[（(\[]([^（(\[）)\]]*)[）)\]]", _unless_bare, summary)
    return "" if _says("bare").fullmatch(name) else name


def _unless_bare(bracket: re.Match[str]) -> str:
    return "" if _says("bare").fullmatch(bracket[1].strip()) else bracket[0]


def _categories(event: Any) -> str:
    found = event.get("CATEGORIES")
    return " ".join(str(one) for one in found.cats) if hasattr(found, "cats") else ""


def _event_days(event: Any, tz: ZoneInfo) -> tuple[date, date]:
    """The first day and the last: the end of an event is no part of it."""
    start = event["DTSTART"].dt
    first = _day(start, tz)
    if "DTEND" in event:
        end = event["DTEND"].dt
        if not isinstance(end, datetime) or _local(end, tz).time() == time():
            return first, max(first, _day(end, tz) - ONE_DAY)
        return first, _day(end, tz)
    lasts: timedelta = event["DURATION"].dt if "DURATION" in event else ONE_DAY
    return first, first + max(lasts, ONE_DAY) - ONE_DAY


def _day(at: date, tz: ZoneInfo) -> date:
    return _local(at, tz).date() if isinstance(at, datetime) else at


def _local(at: datetime, tz: ZoneInfo) -> datetime:
    return at.astimezone(tz) if at.tzinfo else at


# --- tables ---------------------------------------------------------------------------------------


def _table(text: str, calendar: Calendar) -> Iterator[_Entry | Problem]:
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(n, line) for n, line in lines if not line.lstrip().startswith("#")]
    for nth, (n, line) in enumerate(lines):
        cells = _cells(line)
        dates = [found for cell in cells for found in _dates(cell, calendar.day_first)]
        rest = [cell for cell in cells if cell and not _dates(cell, calendar.day_first)]
        if len(dates) in (1, 2):
            yield _row(n, dates, rest)
        elif nth or dates:  # the first line may say what the columns are
            yield Problem(n, "calendar.import-no-date", line.strip()[:40])


def _cells(line: str) -> list[str]:
    separator = next((one for one in SEPARATORS if one in line), "")
    cells = next(csv.reader([line], delimiter=separator)) if separator else line.split()
    return [cell.strip() for cell in cells]


def _row(line: int, dates: list[date], rest: list[str]) -> _Entry:
    """A cell that only says the kind comes first; what else is said is the name."""
    bare = [cell for cell in rest if _says("bare").fullmatch(cell)]
    name = " ".join(cell for cell in rest if cell not in bare)
    return _Entry(line, dates[0], dates[-1], (*bare, name), name)


def _dates(cell: str, day_first: bool) -> list[date]:
    """The date in a cell, or the two of a range; nothing if it holds anything else."""
    parts = [cell, *re.split(r"至|到|~|～|—|–|\bto\b|\s-\s", cell)]
    whole, *split = (_date(part.strip(), day_first) for part in parts)
    if whole:
        return [whole]
    found = [one for one in split if one]
    return found if len(split) == len(found) == 2 else []


def _date(text: str, day_first: bool) -> date | None:
    match = ISO.fullmatch(text) or COMPACT.fullmatch(text)
    if match:
        return _made(int(match["y"]), int(match["m"]), int(match["d"]))
    if match := YEAR_LAST.fullmatch(text):
        day, month = int(match["one"]), int(match["two"])
        if (month > 12) or (day <= 12 and not day_first):  # 24/12 can only be one thing
            day, month = month, day
        return _made(int(match["y"]), month, day)
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
