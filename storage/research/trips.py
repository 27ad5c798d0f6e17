"""Trips (调研出行): who goes where and when, what it may cost, who has agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from storage.db import Base, add_if_new
from storage.matters.matter import Matter
from storage.research.topics import IN_HAND, Topic, TopicState
from storage.who.people import Person


class TripState(StrEnum):
    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    OUT = "out"
    AFTER = "after"  # back, and what was agreed to in words is still to be signed
    BACK = "back"
    SETTLED = "settled"
    CANCELLED = "cancelled"


AHEAD = (TripState.DRAFT, TripState.ASKED, TripState.APPROVED)
RETURNED = (TripState.AFTER, TripState.BACK)
MADE = (*RETURNED, TripState.SETTLED)
AWAY = (TripState.APPROVED, TripState.OUT)
GOING = (*AWAY, *RETURNED)  # it is so, and people are away


class Trip(Base):
    """Whoever leads it is the owner of its matter. `people`: ids of all who go, of `heads` in all,
    drivers not counted. `budget`: a line each; `line`: ids of who has to agree, in order, `agreed`
    of who has; `approver` is whose turn it is, `oral` who has agreed in words where there was no
    time, `denied`: who says that they have not. `letter`: an official letter (公函) goes ahead.
    `car`: one is wanted, `vehicle_id` the one it has, `shares_id` the trip whose car it goes along
    in; `odometer_out`, `odometer_in`: what that read; `fuel`: litres of the whole trip;
    `driver_told`: what its driver knows. `words`: what was said with the last step.
    """

    __tablename__ = "trips"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[TripState] = mapped_column(default=TripState.DRAFT)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey(Topic.id), index=True)
    place: Mapped[str]
    leaves_at: Mapped[datetime] = mapped_column(index=True)
    returns_at: Mapped[datetime]
    people: Mapped[str]
    heads: Mapped[int]
    budget: Mapped[str] = mapped_column(default="")
    car: Mapped[bool] = mapped_column(default=False)
    letter: Mapped[bool] = mapped_column(default=False)
    line: Mapped[str] = mapped_column(default="")
    agreed: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    oral_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    denied: Mapped[bool] = mapped_column(default=False, server_default=false())
    words: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    odometer_out: Mapped[int | None]
    odometer_in: Mapped[int | None]
    fuel: Mapped[float | None]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("cars.id"), index=True)
    shares_id: Mapped[int | None] = mapped_column(ForeignKey("trips.id"))
    driver_told: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    topic: Mapped[Topic | None] = relationship()
    approver: Mapped[Person | None] = relationship(foreign_keys=approver_id, lazy="joined")
    oral: Mapped[Person | None] = relationship(foreign_keys=oral_id)
    if TYPE_CHECKING:  # whoever knows what these are adds them
        reliefs: Any  # Reliefs, one for each who has something due: relief.py
        vehicle: Any  # a Car or none: cars.py

    __mapper_args__ = {"version_id_col": row_version}

    def named(self, ids: str) -> list[Person]:
        """The people of these ids, in their order."""
        session = object_session(self)
        assert session is not None  # it was read, or flushed
        return [session.get_one(Person, one) for one in ids.split()]

    @property
    def travellers(self) -> list[Person]:
        return self.named(self.people)

    def is_during(self, first: datetime, last: datetime) -> bool:
        return self.leaves_at < last and first < self.returns_at


def gone_on_by(slack_id: str) -> ColumnElement[bool]:
    """The trips that somebody goes on, as a condition on Matter."""
    ids = " " + Trip.people + " "
    return Matter.id.in_(select(Trip.id).where(ids.contains(f" {slack_id} ", autoescape=True)))


def ahead(
    session: Session, since: datetime, seen: ColumnElement[bool], *more: ColumnElement[bool]
) -> Sequence[Trip]:
    """Those that are not over by a moment, nor called off, as far as they may be `seen`; the next
    first.
    """
    there = (Trip.state != TripState.CANCELLED, Trip.returns_at >= since, seen)
    chosen = select(Trip).join(Trip.matter).where(*there, *more)
    return session.scalars(chosen.order_by(Trip.leaves_at, Trip.id)).all()


def in_hand(session: Session, seen: ColumnElement[bool]) -> Sequence[Trip]:
    """Those neither settled nor called off, as far as they may be `seen`; the next first."""
    there = (Trip.state.not_in([TripState.SETTLED, TripState.CANCELLED]), seen)
    chosen = select(Trip).join(Trip.matter).where(*there)
    return session.scalars(chosen.order_by(Trip.leaves_at, Trip.id)).all()


def of_topic(session: Session, topic_id: int, seen: ColumnElement[bool]) -> Sequence[Trip]:
    """Those that are made for a topic and not called off, the first first."""
    there = (Trip.topic_id == topic_id, Trip.state != TripState.CANCELLED, seen)
    return session.scalars(
        select(Trip).join(Trip.matter).where(*there).order_by(Trip.leaves_at)
    ).all()


def states_of(session: Session, topic_id: int) -> set[TripState]:
    """Of all trips for a topic."""
    return set(session.scalars(select(Trip.state).where(Trip.topic_id == topic_id)))


def made_since(session: Session, who: str, moment: datetime) -> Sequence[Trip]:
    """Those somebody went on, or is on, that were not over at a moment."""
    there = (Trip.state.in_([TripState.OUT, *MADE]), Trip.returns_at >= moment)
    found = session.scalars(select(Trip).where(*there, Trip.people.contains(who, autoescape=True)))
    return [one for one in found if who in one.people.split()]


class TripRules(Base):
    """One row: how far up the line a trip is agreed to ("section", "director", "leader"), and who
    agrees to its money, if anybody is named.
    """

    __tablename__ = "trip_rules"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    until: Mapped[str] = mapped_column(default="leader")
    finance_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))

    finance: Mapped[Person | None] = relationship(lazy="joined")


def rules(session: Session) -> TripRules:
    """As the office has settled it; else as it is usual."""
    return session.get(TripRules, 1) or TripRules(id=1, until="leader", finance_id=None)


def own_rules(session: Session) -> TripRules:
    """The office's row for this transaction alone: two people at once take turns."""
    if session.get(TripRules, 1) is None:
        add_if_new(session, TripRules(id=1, until="leader", finance_id=None))
    return session.get_one(TripRules, 1, with_for_update=True, populate_existing=True)


def chosen_topics(session: Session, seen: ColumnElement[bool]) -> Sequence[Topic]:
    """What trips are made for: chosen, and not reported on yet; the last first."""
    there = Topic.state.in_([TopicState.GIVEN, *IN_HAND])
    chosen = select(Topic).join(Topic.matter).where(there, seen).order_by(Topic.id.desc())
    return session.scalars(chosen.limit(20)).all()
