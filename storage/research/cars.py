"""The office's cars (公务用车): how many each holds, who drives it, which trips have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.research.trips import MADE, Trip, TripState
from storage.who.people import Person


class Car(Base):
    """`seats`: without the driver's. `driver` is told of its trips, if they are in the workspace.
    `odometer`: what it read last; `retired_at`: since when it is no longer the office's.
    """

    __tablename__ = "cars"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    seats: Mapped[int]
    driver_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    odometer: Mapped[int | None]
    retired_at: Mapped[datetime | None]

    driver: Mapped[Person | None] = relationship(lazy="joined")


Trip.vehicle = relationship(Car, lazy="joined")


def pool(session: Session) -> Sequence[Car]:
    """Those the office has, in the order they came."""
    return session.scalars(select(Car).where(Car.retired_at.is_(None)).order_by(Car.id)).all()


def hold(session: Session, car_id: int) -> Car | None:
    """A car as it is now, for this transaction alone: two who want it at once take turns."""
    return session.get(Car, car_id, with_for_update={"of": Car}, populate_existing=True)


def sharing(session: Session, trip_id: int) -> Sequence[Trip]:
    """The trips that go along in its car, the first first."""
    there = (Trip.shares_id == trip_id, Trip.state != TripState.CANCELLED)
    return session.scalars(select(Trip).where(*there).order_by(Trip.id)).all()


def booked(session: Session, first: datetime, last: datetime) -> Sequence[Trip]:
    """The trips that have a car in this time, the next first."""
    there = (Trip.vehicle_id.is_not(None), Trip.state != TripState.CANCELLED)
    during = (Trip.leaves_at < last, Trip.returns_at > first)
    chosen = select(Trip).where(*there, *during).order_by(Trip.leaves_at, Trip.id)
    return session.scalars(chosen.execution_options(populate_existing=True)).all()


def was_given(session: Session, car_id: int) -> bool:
    """To any trip, whatever became of it."""
    return session.scalar(select(Trip.id).where(Trip.vehicle_id == car_id).limit(1)) is not None


def driven(session: Session, first: datetime, last: datetime) -> Sequence[Trip]:
    """The trips that left in a car in this time, and are not only planned, the first first."""
    there = (Trip.vehicle_id.is_not(None), Trip.state.in_([TripState.OUT, *MADE]))
    during = (Trip.leaves_at >= first, Trip.leaves_at < last)
    return session.scalars(select(Trip).where(*there, *during).order_by(Trip.leaves_at)).all()
