"""Years that wait to be published: when one is known, whoever has something due in it hears once
what has changed. Until then its working days are a guess, and everything counted on them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.language.workdays import CHINA, Calendar
from bot.matters import ladders, letters
from bot.matters.sight import visible_to
from bot.matters.undo import WINDOW
from bot.office.calendar.changes import YEARS_AHEAD
from bot.office.calendar.days import each_day
from bot.who import days, lookups
from storage.matters.matter import Matter
from storage.office import calendar as stored
from storage.office.calendar import AwaitedYear
from storage.who.people import Person

Change = tuple[int, int, int]  # a matter; how many working days off it was, and is

# --- rules: no database, no clock -----------------------------------------------------------------


def rest_days(office: Calendar, year: int) -> list[str]:
    days = each_day(date(year, 1, 1), date(year, 12, 31))
    return [day.isoformat() for day in days if not office.is_working(day)]


def as_it_was(office: Calendar, year: int, rest: list[str]) -> Calendar:
    """The office's calendar with a year as it was taken for before it was known."""
    days = each_day(date(year, 1, 1), date(year, 12, 31))
    then = {day: day.isoformat() not in rest for day in days}
    return replace(office, own={**office.own, **then})


def has_changed(before: Calendar, after: Calendar, today: date, due: date) -> bool:
    """Does a due date rest now, or lie at another distance?"""
    was, is_ = distances(before, after, today, due)
    return was != is_ or (before.is_working(due) and not after.is_working(due))


def distances(before: Calendar, after: Calendar, today: date, due: date) -> tuple[int, int]:
    return before.working_days_between(today, due), after.working_days_between(today, due)


# --- operations -----------------------------------------------------------------------------------


def look(session: Session, now: datetime, office: Calendar) -> list[int]:
    """Take down which years are awaited; of one that has become known, tell. The years that were
    told of just now come back, each once.
    """
    if office.country != CHINA:
        return []
    awaited, this_year = stored.awaited(session), office.today(now).year
    years = range(this_year, this_year + YEARS_AHEAD)
    return [year for year in years if _look_at(session, now, office, year, awaited)]


def _look_at(
    session: Session, now: datetime, office: Calendar, year: int, awaited: Mapping[int, AwaitedYear]
) -> bool:
    """Was it told of?"""
    row, is_guess = awaited.get(year), office.is_provisional(date(year, 1, 1))
    if row is None:
        if is_guess:
            stored.await_year(session, year, rest_days(office, year))
    elif row.told_at is not None:
        if is_guess:  # it is open again: the next time it is known, that is told, too
            row.known_at = row.told_at = None
            row.rest_days = rest_days(office, year)
    elif is_guess:
        row.known_at = None
    elif row.known_at is None:
        row.known_at = now  # what was declared can still be taken back
    elif now - row.known_at >= WINDOW and stored.claim_telling(session, year, now):
        _tell(session, now, office, year, as_it_was(office, year, row.rest_days))
        return True
    return False


def _tell(session: Session, now: datetime, office: Calendar, year: int, before: Calendar) -> None:
    for owner in _owners(session, office, year):
        lines = _changes(session, now, office, year, before, owner)
        if lines:
            theirs = days.of_person(session, owner, office)
            blanks = {"year": year, "lines": [list(line) for line in lines]}
            at = ladders.hold(now, theirs)
            letters.page(session, owner.slack_id, "calendar:year-known", blanks, at)


def _changes(
    session: Session, now: datetime, office: Calendar, year: int, before: Calendar, owner: Person
) -> list[Change]:
    """Of what somebody may see of their own, what is not as it was."""
    me, today = lookups.standing(session, owner, now), office.today(now)
    mine = select(Matter).where(*_due_in(office, year), Matter.owner_id == me.id, visible_to(me))
    found = session.scalars(mine.order_by(Matter.due_at, Matter.id)).all()
    due = [(matter.id, office.today(matter.due_at)) for matter in found]
    return [
        (number, *distances(before, office, today, day))
        for number, day in due
        if has_changed(before, office, today, day)
    ]


def _owners(session: Session, office: Calendar, year: int) -> list[Person]:
    owned = select(Matter.owner_id).where(*_due_in(office, year))
    chosen = select(Person).where(Person.slack_id.in_(owned), Person.active)
    return list(session.scalars(chosen.order_by(Person.slack_id)))


def _due_in(office: Calendar, year: int) -> tuple[ColumnElement[bool], ...]:
    begins, ends = (office.moment(date(one, 1, 1), time.min) for one in (year, year + 1))
    return Matter.closed_at.is_(None), Matter.due_at >= begins, Matter.due_at < ends
