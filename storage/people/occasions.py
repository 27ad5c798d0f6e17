"""What calls for a talk, out of the journal and the leaves: nothing of it is kept a second time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.who.people import Leave

Deeds = Sequence[tuple[Entry, str]]


def deeds_of(
    session: Session, whats: Collection[str], since: datetime, seen: ColumnElement[bool]
) -> Deeds:
    """The newest first, each with whom it befell: the owner of its matter, one that is `seen`, or
    whom it is about where it has none.
    """
    whose = func.coalesce(Matter.owner_id, Entry.about_id)
    rows = select(Entry, whose).outerjoin(Matter, Entry.matter_id == Matter.id)
    open_to = or_(Entry.matter_id.is_(None), seen)
    chosen = rows.where(Entry.what.in_(whats), Entry.at >= since, open_to)
    return [(entry, who) for entry, who in session.execute(chosen.order_by(Entry.id.desc()))]


def long_leaves(session: Session, first: date, last: date, days: int) -> Sequence[Leave]:
    """Those of so many days at least that ended between these two."""
    ended = select(Leave).where(Leave.trip_id.is_(None), Leave.last.between(first, last))
    return [one for one in session.scalars(ended) if one.last - one.first >= timedelta(days - 1)]
