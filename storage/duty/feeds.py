"""Secret addresses of the roster as a calendar: kept by their digest, one a person, one in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person

OFFICE = "office"  # whose feed is the whole roster's


class Feed(Base):
    """`owner`: whose duties are read there, a person's Slack id or OFFICE; it lives as long as
    whoever made it is of the office. `digest`: SHA-256 of what stands in the address, none once
    it is revoked; `turn` counts how often that has changed.
    """

    __tablename__ = "duty_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str | None] = mapped_column(unique=True)
    turn: Mapped[int]
    made_by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    made_at: Mapped[datetime]

    made_by: Mapped[Person] = relationship(lazy="joined")


def of(session: Session, owner: str) -> Feed | None:
    return session.scalar(select(Feed).where(Feed.owner == owner))


def at(session: Session, digest: str) -> Feed | None:
    return session.scalar(select(Feed).where(Feed.digest == digest))


def all_of_them(session: Session) -> Sequence[Feed]:
    return session.scalars(select(Feed)).all()


def change(session: Session, owner: str, turn: int, now: Mapping[str, Any]) -> bool:
    """True if it was at this turn yet: of two at once, one comes second."""
    changed = update(Feed).where(Feed.owner == owner, Feed.turn == turn).values(now)
    return session.execute(changed.returning(Feed.id)).first() is not None
