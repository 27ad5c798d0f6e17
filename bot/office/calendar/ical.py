"""Calendars as iCalendar: the events of a file, as far as they say whether days are worked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.language.workdays import ONE_DAY
from bot.office.calendar.entries import Aside, Entry, Problem, is_worked, says

# Nothing else is looked at, so whatever a program wrote there does no harm: GEO, SEQUENCE, alarms.
PARTS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
FACTS = frozenset(
    {
        *("BEGIN", "END", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "STATUS"),
        *("SUMMARY", "CATEGORIES", "DESCRIPTION", "X-APPLE-SPECIAL-DAY"),
        *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"),
    }
)
LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)\s*(?:[;:](?P<rest>.*))?", re.DOTALL)
# How Apple's calendars of public holidays mark them.
SPECIAL = {"WORK-HOLIDAY": "off", "ALTERNATE-WORKDAY": "work"}


class _NotIcal(Exception):
    """In which line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def entries(text: str, tz: ZoneInfo) -> Iterator[Entry | Problem | Aside]:
    """What each event says. A cancelled one says nothing."""
    try:
        events = list(_events(text))
    except _NotIcal as found:
        yield Problem(found.line, "calendar.import-no-ical")
        return
    are_told = any(is_worked(_words(event)) is not None for _, event in events)
    for line, event in events:
        if are_told and is_worked(_words(event)) is None:
            yield Aside(_named(_text(event, "SUMMARY")))
        else:
            yield _entry(line, event, tz)


# --- lines ----------------------------------------------------------------------------------------


def _events(text: str) -> Iterator[tuple[int, Any]]:
    """Each event that is not cancelled, with its line, of all calendars in the file."""
    lines = list(_kept(text))
    begins = [n for n, line in lines if line.upper() == "BEGIN:VEVENT"]
    try:
        calendars = icalendar.Calendar.from_ical("\n".join(line for _, line in lines), True)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise _NotIcal(0) from None
    events = [event for one in calendars for event in one.walk("VEVENT")]
    for line, event in zip(begins, events, strict=False):
        if _text(event, "STATUS").upper() != "CANCELLED":
            yield line, event


def _kept(text: str) -> Iterator[tuple[int, str]]:
    """The lines that matter. Raises _NotIcal, where one is no line or a part has no end."""
    within: list[str] = []
    for n, line in _unfolded(text):
        found = LINE.fullmatch(line)
        matters = PARTS.issuperset(within)
        if found is None and matters:
            raise _NotIcal(n)
        name = found["name"].upper() if found else ""
        part = (found["rest"] or "").strip().upper() if found else ""
        if name == "BEGIN":
            within.append(part)
        if name in FACTS and PARTS.issuperset(within):
            yield n, f"{name}:{part}" if name in ("BEGIN", "END") else line
        if name == "END" and (not within or within.pop() != part):
            raise _NotIcal(n)
    if within:
        raise _NotIcal(0)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number; one that begins with a space goes on with the one before."""
    begun, pieces = 0, [""]
    for n, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t") and begun:
            pieces.append(line[1:])
        elif line.strip():
            if begun:
                yield begun, "".join(pieces)
            begun, pieces = n, [line.strip("\ufeff")]
    if begun:
        yield begun, "".join(pieces)


# --- events ---------------------------------------------------------------------------------------


def _entry(line: int, event: Any, tz: ZoneInfo) -> Entry | Problem:
    if event.errors or "DTSTART" not in event:
        return Problem(line, "calendar.import-no-event-date")
    if "RRULE" in event or "RDATE" in event:
        return Problem(line, "calendar.import-repeats")
    try:
        first, last = _days(event, tz)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return Problem(line, "calendar.import-no-event-date")
    return Entry(line, first, last, _words(event), _named(_text(event, "SUMMARY")))


def _words(event: Any) -> tuple[str, ...]:
    """A calendar of holidays calls whatever stands in it a holiday: that alone says nothing."""
    special = SPECIAL.get(_text(event, "X-APPLE-SPECIAL-DAY").upper(), "")
    around = (_categories(event), _text(event, "DESCRIPTION"))
    precise = (says("vague").sub("", one).strip() for one in around)
    return tuple(said for said in (special, _text(event, "SUMMARY"), *precise) if said)


def _text(event: Any, name: str) -> str:
    return " ".join(" ".join(map(str, _all(event, name))).split())


def _all(event: Any, name: str) -> list[Any]:
    """What stands there more than once comes as a list."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _categories(event: Any) -> str:
    return " ".join(
        str(one) for all_ in _all(event, "CATEGORIES") for one in getattr(all_, "cats", ())
    )


def _named(summary: str) -> str:
    """Without what only says the kind: 春节（休）."""
    name = re.sub(r"\s?[（(\[]([^（(\[）)\]]*)[）)\]]", _unless_bare, summary)
    return "" if says("bare").fullmatch(name) else name


def _unless_bare(bracket: re.Match[str]) -> str:
    return "" if says("bare").fullmatch(bracket[1].strip()) else bracket[0]


# --- days -----------------------------------------------------------------------------------------


def _days(event: Any, tz: ZoneInfo) -> tuple[date, date]:
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
