"""Calendars as lines of a table: a date or two, whether they are worked, what they are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from enum import Enum, auto

from bot.language.workdays import Calendar
from bot.office.calendar.entries import Entry, Problem, is_worked, says

SEPARATORS = "\t;，,"
LONGEST = 20  # lines of one cell
QUOTED = re.compile(r'"[^"]*(?:"|$)')
ISO = re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?")
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
YEAR_LAST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<y>\d{4})")
MONTHS = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
LIKE_A_DATE = re.compile(
    rf"\d\s*[-/.年月]\s*\d|\d{{6}}|\d\s*{MONTHS}|{MONTHS}[a-z]*\.?\s*\d", re.IGNORECASE
)


def entries(text: str, calendar: Calendar) -> Iterator[Entry | Problem]:
    """What each row says; the first may say what the columns are."""
    for nth, (n, line, cells) in enumerate(_rows(text)):
        dates = [found for cell in cells for found in _dates(cell, calendar.day_first)]
        rest = [cell for cell in cells if cell and not _dates(cell, calendar.day_first)]
        if len(dates) in (1, 2):
            yield _entry(n, dates, rest)
        elif nth or dates or LIKE_A_DATE.search(line):
            yield Problem(n, "calendar.import-no-date", line[:40])


# --- rows -----------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """The cells of each row that has any, with its first line and the number of that."""
    lines, at = [f"{line}\n" for line in text.splitlines()], 0
    while at < len(lines):
        line = lines[at].strip()
        is_remark = line.startswith("#")
        cells, taken = ([], 1) if is_remark else _row(lines[at : at + LONGEST])
        if any(cells):
            yield at + 1, line, cells
        at += taken


def _row(lines: list[str]) -> tuple[list[str], int]:
    """The cells of the first row, and how many lines they take: one in quotes may hold several."""
    separator = next((one for one in SEPARATORS if one in QUOTED.sub("", lines[0])), "")
    if not separator:
        return lines[0].split(), 1
    for strict in (True, False):  # a quote may belong to the words
        with suppress(csv.Error):
            rows = csv.reader(lines if strict else lines[:1], delimiter=separator, strict=strict)
            return _cells(next(rows)), rows.line_num
    return _cells(lines[0].split(separator)), 1


def _cells(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


def _entry(line: int, dates: list[date], rest: list[str]) -> Entry:
    """What its cells say, in the order they are believed in; what else is said is the name."""
    name = " ".join(cell for cell in rest if not says("bare").fullmatch(cell))
    return Entry(line, dates[0], dates[-1], tuple(sorted(rest, key=_weight)), name)


class _Says(Enum):
    """What a cell says of the day."""

    OFF = auto()
    MADE_UP = auto()
    HOLIDAY = auto()  # or the name of one: it may be made up for
    ELSE = auto()  # work, too, of which names are full


# A cell that says nothing but the kind comes before a name; in neither does "work" beat "off".
BELIEVED = (
    *((True, _Says.OFF), (True, _Says.MADE_UP), (True, _Says.HOLIDAY), (False, _Says.OFF)),
    *((True, _Says.ELSE), (False, _Says.MADE_UP), (False, _Says.HOLIDAY), (False, _Says.ELSE)),
)


def _weight(cell: str) -> int:
    return BELIEVED.index((says("bare").fullmatch(cell) is not None, _said(cell)))


def _said(cell: str) -> _Says:
    worked = is_worked((cell,))
    if worked is False:
        return _Says.OFF if says("outright").search(cell) else _Says.HOLIDAY
    return _Says.MADE_UP if worked and says("made_up").search(cell) else _Says.ELSE


# --- dates ----------------------------------------------------------------------------------------


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
