"""Half days on which several people are free: dates for a trip, offered against what their leave,
duty and due dates hold (A3.2). What whoever asks may not see is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.office import load
from bot.office.load import Row
from bot.who.request import Request
from storage.who.people import Person

AHEAD = 20  # working days that are looked at
HALVES = ("morning", "afternoon")


@dataclass(frozen=True)
class Half:
    """Half a working day, and who is not free then, each with why: "leave", "duty" or "due"."""

    day: date
    half: str
    busy: tuple[tuple[Person, str], ...]


def offered(request: Request, people: Sequence[Person]) -> list[list[Half]]:
    """The runs of half days on which all of these are free, of the next weeks, in their order."""
    runs: list[list[Half]] = [[]]
    for one in halves(request, people):
        if one.busy:
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]


def halves(request: Request, people: Sequence[Person]) -> list[Half]:
    office = request.calendar
    first = office.next_working(office.today(request.now))
    last = office.add_working_days(first, AHEAD - 1)
    ids = {one.slack_id for one in people}
    rows = [row for row in load.rows(request, first, last) if row.person.slack_id in ids]
    return [
        Half(day, half, tuple(_busy(request, rows, day, half)))
        for day in _working(request, first, last)
        for half in HALVES
    ]


def _working(request: Request, day: date, last: date) -> Iterator[date]:
    while day <= last:
        yield day
        day = request.calendar.next_working(day)


def _busy(
    request: Request, rows: Sequence[Row], day: date, half: str
) -> Iterator[tuple[Person, str]]:
    opens, pause, again, closes = (
        request.calendar.moment(day, at) for at in request.calendar.hours
    )
    start, end = (opens, pause) if half == HALVES[0] else (again, closes)
    for row in rows:
        if why := _why(row, day, half, start, end):
            yield row.person, why


def _why(row: Row, day: date, half: str, start: datetime, end: datetime) -> str:
    """Why somebody is not free: what keeps them most goes first."""
    if any(one.first <= day <= one.last and one.half in ("", half) for one in row.away):
        return "leave"
    if any(one.begins_at < end and one.ends_at > start for one in row.duty):
        return "duty"
    return "due" if any(start < one.due_at <= end for one in row.owed) else ""
