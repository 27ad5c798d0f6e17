"""Strengths: what somebody is good at, or would like to learn, in their own words (A2.15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, case, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person


class Strength(Base):
    """`wish`: to be learned. Whoever confirmed it, and when; of a wish nobody does."""

    __tablename__ = "strengths"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    wish: Mapped[bool]
    said_at: Mapped[datetime]
    confirmed_by_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    confirmed_at: Mapped[datetime | None]

    @property
    def last_said(self) -> datetime:
        """By whoever has it, or by whoever confirmed it."""
        return max(self.said_at, self.confirmed_at or self.said_at)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id, lazy="joined")


def of(session: Session, *slack_ids: str) -> Sequence[Strength]:
    """Theirs, as they said them; wishes last."""
    order = (Strength.person_id, Strength.wish, Strength.said_at, Strength.name)
    chosen = select(Strength).where(Strength.person_id.in_(slack_ids))
    return session.scalars(chosen.order_by(*order)).all()


STRENGTHS_SAID = select(Strength).where(~Strength.wish)  # they hold for a year


def whose_year_is_over(session: Session, after: datetime, before: datetime) -> Sequence[Person]:
    """Whose strengths were confirmed, or last said, between two moments, and not since."""
    newer = Strength.confirmed_at > Strength.said_at
    last = case((newer, Strength.confirmed_at), else_=Strength.said_at)
    theirs = select(Strength.person_id).where(~Strength.wish, last >= after, last < before)
    asked = select(Person).where(Person.slack_id.in_(theirs), Person.active)
    return session.scalars(asked.order_by(Person.slack_id)).all()
