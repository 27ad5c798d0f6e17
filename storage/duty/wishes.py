"""Which days of duty people cannot have, and which they would rather have: by their own word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person


class Wish(Base):
    """From a first day to a last, or every week on one day (Monday is 0) if these are missing.
    `never`: they cannot; else they would rather.
    """

    __tablename__ = "duty_wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    never: Mapped[bool]
    first: Mapped[date | None]
    last: Mapped[date | None]
    weekday: Mapped[int | None]

    person: Mapped[Person] = relationship(lazy="joined")

    def is_of(self, day: date) -> bool:
        if self.weekday is not None:
            return day.weekday() == self.weekday
        return self.first is not None and self.last is not None and self.first <= day <= self.last


def wishes(session: Session, since: date, person_id: str = "") -> Sequence[Wish]:
    """Those that hold on a day or later, of one person or of all, the earlier said first."""
    chosen = select(Wish).where(or_(Wish.last.is_(None), Wish.last >= since)).order_by(Wish.id)
    if person_id:
        chosen = chosen.where(Wish.person_id == person_id)
    return session.scalars(chosen).all()
