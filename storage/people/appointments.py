"""Appointments to talk, one to one: asked for, or given; what the other wants to raise (A2.16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person


class AppointmentState(StrEnum):
    ASKED = "asked"
    PLANNED = "planned"
    HELD = "held"
    DECLINED = "declined"
    CALLED_OFF = "called_off"


class Appointment(Base):
    """Whoever is to be talked with owns its matter; `host` gives the talk. What is to be raised,
    and why it cannot be now, is sealed; the title of its matter says nothing.
    """

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[AppointmentState] = mapped_column(default=AppointmentState.ASKED)
    host_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    agenda: Mapped[str] = mapped_column(Sealed, default="")
    word: Mapped[str] = mapped_column(Sealed, default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    host: Mapped[Person] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}


def ahead(session: Session, host_id: str) -> Sequence[Appointment]:
    """What is open of whoever gives the talks."""
    rows = select(Appointment).join(Matter, Appointment.id == Matter.id)
    theirs = rows.where(Appointment.host_id == host_id, Matter.closed_at.is_(None))
    return session.scalars(theirs.order_by(Matter.due_at, Matter.id)).all()


def forget(session: Session, closed_before: datetime) -> None:
    """Take the words out of what has been over since then."""
    over = select(Matter.id).where(Matter.closed_at < closed_before)
    gone = update(Appointment).where(
        Appointment.id.in_(over), or_(Appointment.agenda != "", Appointment.word != "")
    )
    session.execute(gone.values(agenda="", word=""))
