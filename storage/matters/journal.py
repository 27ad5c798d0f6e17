"""The journal: who did what to which matter, when, before and after. Rows are only added.

The database itself refuses to change or delete a row (triggers in the first migration).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, ScalarSelect, and_, func, insert, select
from sqlalchemy.orm import Mapped, Session, aliased, foreign, mapped_column, relationship

from storage.db import Base, table_of
from storage.matters.matter import Matter
from storage.who.people import Person

REFUSED_A_LOOK = "matters.refused"
WENT_TO = "followups.instead"  # a reminder went to whoever hears it for somebody on leave
BY_ITSELF = "clockwork"  # the surface of what nobody does: its time has come
NO_DEEDS = (REFUSED_A_LOOK, WENT_TO)


class Entry(Base):
    """One deed. `before` and `after` hold only what changed, as JSON values."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_matter_id_at", "matter_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey(Matter.id))
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    about_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]
    what: Mapped[str]  # "drafts.return": names the feature and the verb
    surface: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    about: Mapped[Person | None] = relationship(foreign_keys=about_id)


def write(session: Session, **columns: Any) -> int:
    """Add an entry; its id."""
    session.flush()  # what it tells of comes first
    written = session.connection().execute(insert(table_of(Entry)), columns)
    assert written.inserted_primary_key is not None  # it is one row
    return int(written.inserted_primary_key[0])


def _last_of_a_matter() -> ScalarSelect[int]:
    one = aliased(Entry)
    deeds = (one.matter_id == Matter.id, one.what.not_in(NO_DEEDS))
    return select(func.max(one.id)).where(*deeds).correlate(Matter).scalar_subquery()


Matter.last_deed = relationship(
    Entry,
    # Asked once all tables are known: an alias wants to know them.
    primaryjoin=lambda: and_(
        foreign(Entry.matter_id) == Matter.id, Entry.id == _last_of_a_matter()
    ),
    uselist=False,
    viewonly=True,
)


def of_matter(session: Session, matter_id: int) -> Sequence[Entry]:
    """All that was done to a matter, oldest first."""
    chosen = select(Entry).where(Entry.matter_id == matter_id).order_by(Entry.id)
    return session.scalars(chosen).all()


def latest(session: Session, matter_id: int, what: str = "", person_id: str = "") -> Entry | None:
    """The last deed on a matter; with `what` or `person_id`, the last of that kind or person.
    A look that was refused is no deed, nor is a reminder.
    """
    deeds = (Entry.matter_id == matter_id, Entry.what.not_in(NO_DEEDS))
    chosen = select(Entry).where(*deeds).order_by(Entry.id.desc()).limit(1)
    if what:
        chosen = chosen.where(Entry.what == what)
    if person_id:
        chosen = chosen.where(Entry.person_id == person_id)
    return session.scalar(chosen)


def has_done(session: Session, person_id: str, whats: Collection[str], since: datetime) -> bool:
    """Has somebody done one of these since a moment?"""
    theirs = (Entry.person_id == person_id, Entry.what.in_(whats), Entry.at >= since)
    return session.scalar(select(Entry.id).where(*theirs).limit(1)) is not None
