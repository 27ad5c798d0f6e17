"""What only one case at a time has, and when: a room, one of the office's cars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.processes.cases import Case, Process

CAR = "car#"  # before the id of one of the office's


class Wanted(NamedTuple):
    """What is to be had, and when."""

    what: str
    begins: datetime
    ends: datetime


class Booking(Base):
    """A running case has one at most. `what`: what is to be had of its way, "room:one", or of the
    cars, "car#3".
    """

    __tablename__ = "bookings"

    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), primary_key=True)
    what: Mapped[str] = mapped_column(index=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    case: Mapped[Case] = relationship(back_populates="booking", lazy="joined")

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.what, self.begins_at, self.ends_at)


Case.booking = relationship(
    Booking, uselist=False, back_populates="case", cascade="all, delete-orphan", lazy="joined",
)  # fmt: skip


def during(session: Session, first: datetime, last: datetime) -> Sequence[Booking]:
    """All in this time, the next first."""
    there = (Booking.begins_at < last, Booking.ends_at > first)
    return session.scalars(select(Booking).where(*there).order_by(Booking.begins_at)).all()


def of_car(session: Session, car_id: int, first: datetime, last: datetime) -> Booking | None:
    what = f"{CAR}{car_id}"
    return next((one for one in during(session, first, last) if one.what == what), None)


def of_way(session: Session, name: str, since: datetime) -> Sequence[Booking]:
    """Those of the cases of this way that are not over since then, the next first."""
    chosen = select(Booking).join(Booking.case).join(Case.process)
    theirs = chosen.where(Process.name == name, Booking.ends_at > since)
    return session.scalars(theirs.order_by(Booking.begins_at, Booking.case_id)).all()
