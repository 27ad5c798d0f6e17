"""Regular notes: what somebody gets by itself at a time of day, once on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.language.dates.said import month_from
from bot.language.workdays import Calendar
from bot.matters import ladders
from bot.who import days
from storage.matters import outbox
from storage.matters.outbox import Letter, LetterKind
from storage.who.people import Person

WINDOW = timedelta(hours=3)  # later than this it is no news


def has_come(office: Calendar, now: datetime, at: time) -> bool:
    """Is it `at` that time of the office's day, or shortly after?"""
    starts = office.moment(office.today(now), at)
    return starts <= now <= starts + WINDOW


def first_working(office: Calendar, day: date) -> date:
    """That day, or the first working one after it."""
    return day if office.is_working(day) else office.next_working(day)


def month_over(office: Calendar, now: datetime, at: time) -> date | None:
    """The first day of the month that is over: on the first working day of the next, at that time
    or shortly after; None otherwise.
    """
    today = office.today(now)
    is_it = has_come(office, now, at) and today == first_working(office, month_from(today, 0))
    return month_from(today, -1) if is_it else None


def untold(
    session: Session, people: Iterable[str], picture: str, now: datetime, office: Calendar
) -> set[str]:
    """Those of these people who have not got it today. The clock may ask every second: this is
    asked first, and of all at once.
    """
    slots = {_slot(picture, one, now, office): one for one in people}
    there = outbox.taken(session, slots) if slots else ()
    return {one for slot, one in slots.items() if slot not in there}


def write(
    session: Session,
    readers: Sequence[Person],
    picture: str,
    blanks: Mapping[str, Any],
    wants: Callable[[Person], bool],
    now: datetime,
    office: Calendar,
) -> None:
    """To each reader who `wants` it and has not got it today: a page, not before their own day
    begins. `picture` is "feature:name".
    """
    left = untold(session, [one.slack_id for one in readers], picture, now, office)
    for reader in readers:
        if reader.slack_id not in left or not wants(reader):
            continue
        at = ladders.hold(now, days.of_person(session, reader, office))
        slot = _slot(picture, reader.slack_id, now, office)
        letter = Letter(kind=LetterKind.PAGE, to=reader.slack_id, key=picture, blanks=blanks,
                        slot=slot, not_before=at)  # fmt: skip
        outbox.put_in_slot(session, letter)


def _slot(picture: str, slack_id: str, now: datetime, office: Calendar) -> str:
    return f"{picture.partition(':')[0]}:{office.today(now):%Y-%m-%d}:{slack_id}"
