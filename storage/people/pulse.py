"""The pulse (A2.21), by secret ballot: closed, only sums are left; of fewer than five, none."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, foreign, mapped_column, relationship

from storage.db import Base
from storage.matters.ballots import Voter
from storage.matters.due import NOW
from storage.matters.matter import Matter


class PulseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class Pulse(Base):
    """Its matter is due when it closes. `ballots`: how many were counted, 0 if nothing was; `sums`:
    how often each answer was given, question by question; `salt`: gone once it is over.
    """

    __tablename__ = "pulses"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[PulseState] = mapped_column(default=PulseState.OPEN)
    ballots: Mapped[int] = mapped_column(default=0)
    sums: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    salt: Mapped[str]
    speaks_at: Mapped[datetime | None] = mapped_column(index=True)  # to whoever has not answered
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    voters: Mapped[list[Voter]] = relationship(
        primaryjoin=lambda: Pulse.id == foreign(Voter.matter_id),
        order_by=Voter.person_id,
        overlaps="voters",  # those of a vote: no matter is both
    )

    __mapper_args__ = {"version_id_col": row_version}


def open_now(session: Session) -> Pulse | None:
    """There is one at a time."""
    return session.scalar(select(Pulse).where(Pulse.state == PulseState.OPEN))


# Open, and their time has come, or they have something to say.
PULSES_DUE = (
    select(Pulse)
    .join(Pulse.matter)
    .where(Pulse.state == PulseState.OPEN, or_(Matter.due_at <= NOW, Pulse.speaks_at <= NOW))
)
