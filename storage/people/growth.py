"""What somebody has done, out of the journal: nothing of it is kept a second time (A1.18)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from storage.matters.journal import Entry
from storage.matters.matter import Matter

Deeds = Sequence[tuple[Entry, Matter]]


def deeds_of(
    session: Session,
    slack_id: str,
    since: datetime,
    whats: tuple[Collection[str], Collection[str]],
    seen: ColumnElement[bool],
) -> Deeds:
    """The newest first: those of `whats[0]` on matters they own, those of `whats[1]` they did; of
    matters that are `seen`.
    """
    of_owner, of_doer = whats
    theirs = or_(
        and_(Entry.what.in_(of_owner), Matter.owner_id == slack_id),
        and_(Entry.what.in_(of_doer), Entry.person_id == slack_id),
    )
    chosen = select(Entry, Matter).join(Matter, Entry.matter_id == Matter.id)
    rows = session.execute(chosen.where(theirs, Entry.at >= since, seen).order_by(Entry.id.desc()))
    return [(entry, matter) for entry, matter in rows]


def taken_back(session: Session, matter_ids: Collection[int]) -> Sequence[Entry]:
    """What was undone on these matters."""
    undone = Entry.what.like("%.undo")
    return session.scalars(select(Entry).where(Entry.matter_id.in_(matter_ids), undone)).all()
