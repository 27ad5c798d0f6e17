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


def taken_back(session: Session, matter_ids: Collection[int]) -> Sequence[Entry]:
    """What was undone on these matters."""
    undone = Entry.what.like("%.undo")
    return session.scalars(select(Entry).where(Entry.matter_id.in_(matter_ids), undone)).all()
