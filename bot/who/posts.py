"""The two of one A/B post are not away at the same time (domain.md A2.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy.orm import Session

from storage.who.pairs import partners
from storage.who.people import Leave, Person, leave_within


def away_too(
    session: Session, person: Person, first: date, last: date, trip_id: int | None = None
) -> Iterator[tuple[Person, Leave]]:
    """Who shares a post with somebody and is away on one of these days, for whole days; a trip of
    that id is not looked at.
    """
    for other in partners(session, person.slack_id):
        for one in () if other.is_out else leave_within(session, other.slack_id, first, last):
            of_this = trip_id is not None and one.trip_id == trip_id
            if not one.half and not of_this:
                yield other, one


def going_both(session: Session, people: Collection[Person]) -> tuple[Person, Person] | None:
    """Two of these who share a post."""
    for one in people:
        for other in partners(session, one.slack_id):
            if other in people:
                return one, other
    return None
