"""What somebody has done, out of the journal: nothing of it is kept a second time (A1.18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from storage.matters.journal import Entry
from storage.matters.matter import Matter

Deeds = Sequence[tuple[Entry, Matter]]


def deeds_of(
    session: Session,
    since: datetime,
    whats: Mapping[str, ColumnElement[bool]],
    seen: ColumnElement[bool],
) -> Deeds:
    """The newest first: each of `whats` where that makes it theirs; of matters that are `seen`."""
    theirs = or_(*(and_(Entry.what == what, is_theirs) for what, is_theirs in whats.items()))
    chosen = select(Entry, Matter).join(Matter, Entry.matter_id == Matter.id)
    rows = session.execute(chosen.where(theirs, Entry.at >= since, seen).order_by(Entry.id.desc()))
    return [(entry, matter) for entry, matter in rows]


def taken_back(session: Session, deeds: Collection[Entry]) -> set[int]:
    """Which of these deeds were undone, by the id of their entry."""
    of = {one.matter_id for one in deeds if one.matter_id}
    undone = select(Entry).where(Entry.matter_id.in_(of), Entry.what.like("%.undo"))
    found = session.scalars(undone.order_by(Entry.id))
    last = {(one.matter_id, one.reason): one.id for one in found}
    return {one.id for one in deeds if last.get((one.matter_id, one.what), 0) > one.id}
