"""Relief (腾出时间): what falls due for one who goes on a trip, and what becomes of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.research.trips import AWAY, Trip
from storage.who.people import Person


class ReliefState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    OVER = "over"


CHANGES = ("postpone", "drop")  # what is changed in the work itself, not only who sees to it


class Relief(Base):
    """One of those who go. `lines`, by the id of a follow-up: "keep", "postpone", "hand" or "drop";
    `until`: when what is put off is due. `done`: what was changed because of it, by the same ids:
    its time as it was, and the time it was given.
    """

    __tablename__ = "reliefs"
    __table_args__ = (UniqueConstraint("trip_id", "person_id"),)

    part = "relief"

    id: Mapped[int] = mapped_column(primary_key=True)
    trip_id: Mapped[int] = mapped_column(ForeignKey(Trip.id))
    number: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    state: Mapped[ReliefState] = mapped_column(default=ReliefState.PROPOSED)
    stand_in_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    until: Mapped[datetime]
    lines: Mapped[dict[str, Any]] = mapped_column(JSON)
    done: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    trip: Mapped[Trip] = relationship(lazy="joined", back_populates="reliefs")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    stand_in: Mapped[Person | None] = relationship(foreign_keys=stand_in_id, lazy="joined")

    @property
    def matter(self) -> Matter:
        return self.trip.matter

    def count(self, choice: str) -> int:
        return sum(one == choice for one in self.lines.values())

    def stands(self, choice: str) -> int:
        """As `count`; of what is changed by it, once it is, what still is so."""
        if self.state is ReliefState.AGREED and self.trip.state in AWAY and choice in CHANGES:
            return sum(one["as"] == choice for one in self.done.values())
        return self.count(choice)


Trip.reliefs = relationship(Relief, order_by=Relief.number, back_populates="trip")
