"""Matters: everything the office has on its desk, whatever else it is.

A draft, a topic, a reminder each *has* a matter: one number to quote, one title, one
visibility, and one place for the journal, follow-ups, readers and cards to point at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, delete, false, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.util import identity_key

from storage.db import Base, table_of
from storage.matters.due import MIDNIGHT
from storage.who.people import Person


class Visibility(StrEnum):
    """Who may know of a matter at all, from the most open to the most closed."""

    OFFICE = "office"  # V0: everybody in the office
    CHAIN = "chain"  # V1: its readers, the owner's section head, director, leaders
    NAMED = "named"  # V2: its readers only
    AUTHOR = "author"  # V3: whoever opened it


class Matter(Base):
    __tablename__ = "matters"
    __table_args__ = {"sqlite_autoincrement": True}  # no number twice, see storage/backup.py

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # "drafts": names the feature, and its texts
    prefix: Mapped[str]  # "D": the letter people quote before the number
    title: Mapped[str]
    visibility: Mapped[Visibility]
    opened_by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    owner_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    due_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(default="")  # the message it came from, if any
    comes_of_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)

    comes_of: Mapped[Matter | None] = relationship(remote_side=id)  # of a topic: its report
    opened_by: Mapped[Person] = relationship(foreign_keys=opened_by_id, lazy="joined")
    owner: Mapped[Person] = relationship(foreign_keys=owner_id, lazy="joined")
    if TYPE_CHECKING:  # whoever knows what these are adds them
        last_deed: Any  # an Entry or none: journal.py
        owed: Any  # FollowUps that are not settled: followups.py

    # One opened in this transaction is known to nobody else: who reads it stands here.
    is_new = False
    first_readers: frozenset[str] = frozenset()
    first_copies: frozenset[str] = frozenset()

    def __init__(self, **columns: Any) -> None:
        super().__init__(owed=[], **columns)
        self.is_new = True

    @property
    def number(self) -> str:
        return f"{self.prefix}-{self.id}"

    @property
    def named(self) -> dict[str, Any]:
        """What texts call it by."""
        return {"number": self.number, "title": self.title}


class Reader(Base):
    """Somebody who takes part in a matter, and so may read it whatever its visibility; or who was
    sent a copy, and goes on reading it whoever takes part.
    """

    __tablename__ = "readers"

    matter_id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey(Person.slack_id), primary_key=True, index=True
    )
    copied: Mapped[bool] = mapped_column(default=False, server_default=false())


class Card(Base):
    """Where a reader's card of a matter stands in Slack, so that it can change in place."""

    __tablename__ = "cards"

    matter_id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    channel: Mapped[str]
    ts: Mapped[str]
    drawn_at: Mapped[datetime] = mapped_column(index=True)  # "tomorrow" is true for a day


def hold(session: Session, matter_id: int) -> Matter | None:
    """A matter as it is now, for this transaction alone: two people at once take turns.

    (Rows that only point at it, such as a card, may still be written meanwhile.)
    """
    session.flush()
    mine = {"of": Matter, "key_share": True}
    met = session.identity_map.get(identity_key(Matter, matter_id))
    if met is not None and met.is_new:
        return met
    return session.get(Matter, matter_id, with_for_update=mine, populate_existing=True)


def set_readers(session: Session, matter: Matter, people: Iterable[str]) -> None:
    """These people, and no others but who was sent a copy, take part in the matter."""
    session.flush()
    before, after = readers(session, matter), set(people)
    if gone := before - after:
        mine = (Reader.matter_id == matter.id, Reader.person_id.in_(gone))
        session.execute(delete(Reader).where(*mine, Reader.copied.is_(False)))
    _seat(session, matter, after - before)
    matter.first_readers = frozenset(after) | matter.first_copies


def copy_to(session: Session, matter: Matter, people: Iterable[str]) -> None:
    """These read it from now on, besides whoever takes part."""
    session.flush()
    new = set(people) - readers(session, matter)
    _seat(session, matter, new, copied=True)
    matter.first_copies |= new
    matter.first_readers |= new


def _seat(session: Session, matter: Matter, people: set[str], *, copied: bool = False) -> None:
    rows = [{"matter_id": matter.id, "person_id": who, "copied": copied} for who in sorted(people)]
    if rows:
        session.connection().execute(insert(table_of(Reader)), rows)


def readers(session: Session, matter: Matter) -> set[str]:
    if matter.is_new:
        return set(matter.first_readers)
    return set(session.scalars(select(Reader.person_id).where(Reader.matter_id == matter.id)))


def holders_of(session: Session, matter: Matter) -> set[str]:
    """Who has a card of it."""
    if matter.is_new:
        return set()
    return set(session.scalars(select(Card.person_id).where(Card.matter_id == matter.id)))


def card_at(session: Session, channel: str, ts: str) -> Card | None:
    """Whose card of what stands there."""
    return session.scalar(select(Card).where(Card.channel == channel, Card.ts == ts))


def matter_at(session: Session, person_id: str, channel: str, ts: str) -> Matter | None:
    """The matter whose card stands there in somebody's direct message, if one does."""
    there = (Card.person_id == person_id, Card.channel == channel, Card.ts == ts)
    return session.scalar(select(Matter).join(Card, Card.matter_id == Matter.id).where(*there))


# The cards of open matters that were last drawn before today.
OLD_CARDS = (
    select(Card)
    .join(Matter, Matter.id == Card.matter_id)
    .where(Card.drawn_at < MIDNIGHT, Matter.closed_at.is_(None))
)


def drawn_before(session: Session, midnight: datetime, limit: int) -> Sequence[Card]:
    """The cards of open matters that were last drawn before today, held until the transaction
    ends.
    """
    ordered = OLD_CARDS.order_by(Card.drawn_at).limit(limit)
    chosen = ordered.with_for_update(of=Card, skip_locked=True)
    return session.scalars(chosen, {"midnight": midnight}).all()


def come_of(session: Session, ids: Collection[int], seen: ColumnElement[bool]) -> Sequence[Matter]:
    """What comes of these matters, as far as it may be `seen`, in the order it was begun."""
    theirs = (Matter.comes_of_id.in_(ids), seen)
    return session.scalars(select(Matter).where(*theirs).order_by(Matter.id)).all()
