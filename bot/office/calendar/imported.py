"""Calendars people hand in, as iCalendar or as lines of a table: all of it is read, or none."""

from __future__ import annotations

from datetime import date

from bot.language.workdays import Calendar
from bot.office.calendar import ical, table
from bot.office.calendar.changes import NAME_MAX
from bot.office.calendar.days import each_day
from bot.office.calendar.entries import Aside, Entry, Problem, is_worked

__all__ = ["Days", "Problem", "Unreadable", "is_worked", "read"]

LONGEST, MOST = 92, 2000  # days of one entry; days of all
YEARS_BACK, YEARS_AHEAD = 30, 5


class Days(dict[date, tuple[bool, str]]):
    """Whether each day is worked, and its name; `aside`: the festivals that are left out."""

    aside: tuple[str, ...] = ()


class Unreadable(Exception):
    """Nothing was taken in; these are the reasons, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def read(text: str, calendar: Calendar, today: date) -> Days:
    """The days of a calendar from this year on. Raises Unreadable."""
    is_ical = "BEGIN:VCALENDAR" in text.upper()
    found = list(ical.entries(text, calendar.tz) if is_ical else table.entries(text, calendar))
    problems = [one for one in found if isinstance(one, Problem)]
    days = Days()
    days.aside = tuple(dict.fromkeys(one.name for one in found if isinstance(one, Aside)))
    for entry in found:
        if isinstance(entry, Entry):
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


def _wrong(entry: Entry, today: date) -> Problem | None:
    if entry.last < entry.first or (entry.last - entry.first).days >= LONGEST:
        return Problem(entry.line, "calendar.import-bad-range")
    if not today.year - YEARS_BACK <= entry.first.year <= today.year + YEARS_AHEAD:
        return Problem(entry.line, "calendar.import-bad-year", str(entry.first.year))
    if is_worked(entry.words) is None:
        return Problem(entry.line, "calendar.import-no-kind", " ".join(entry.words)[:40])
    return None


def _days(entry: Entry, today: date) -> dict[date, tuple[bool, str]]:
    """What is over before this year began is of no use any more."""
    worked = is_worked(entry.words)
    assert worked is not None  # `_wrong` looked
    days = each_day(entry.first, entry.last)
    return {day: (worked, entry.name[:NAME_MAX]) for day in days if day.year >= today.year}
