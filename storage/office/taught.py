"""What people of this office meant by which words: kept only if the office wants it kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.who.people import Person


class Taught(Base):
    """One sentence, with a mark in the place of each name, number, time and title; `intent` is
    what was chosen for it ("accept", "calendar:leave").
    """

    __tablename__ = "taught"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    words: Mapped[str]
    intent: Mapped[str]


def newest(session: Session, limit: int) -> Sequence[Taught]:
    return session.scalars(select(Taught).order_by(Taught.id.desc()).limit(limit)).all()


def forget(session: Session, number: int | None = None) -> int:
    """Delete one, or all of them; how many there were."""
    chosen = delete(Taught) if number is None else delete(Taught).where(Taught.id == number)
    return len(session.scalars(chosen.returning(Taught.id)).all())
