"""Incidents (突发事件): reported, taken in hand, reported upward, closed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.who.people import Person


class IncidentState(StrEnum):
    REPORTED = "reported"
    IN_HAND = "in_hand"
    ENDED = "ended"  # its final report is owed
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Grade(StrEnum):
    """未定级；一般、较大、重大、特别重大."""

    OPEN = "open"
    ORDINARY = "ordinary"
    LARGER = "larger"
    MAJOR = "major"
    EXTRAORDINARY = "extraordinary"


class Incident(Base):
    """Whoever has it in hand owns its matter; until then the leader on duty does. `officer_id`:
    who has the desk then. `page`: which page comes next, at `speaks_at`; none once it is over.
    `heard_at`: when somebody last said how it stands; `told_at`: last reported upward. `clocks`:
    those of its grade, as they were when it was reported or graded: nothing changes them under it.
    """

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[IncidentState] = mapped_column(default=IncidentState.REPORTED)
    said: Mapped[str]
    officer_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    grade: Mapped[Grade] = mapped_column(default=Grade.OPEN)
    clocks: Mapped[dict[str, Any]] = mapped_column(JSON)
    phoned_at: Mapped[datetime | None]
    written_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    heard_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(default="")
    page: Mapped[int] = mapped_column(default=0)
    speaks_at: Mapped[datetime | None] = mapped_column(index=True)
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}


INCIDENTS_SPEAKING = select(Incident).where(Incident.speaks_at <= NOW)  # they have a page to send


def speaking(session: Session, now: datetime) -> Sequence[Incident]:
    """Those that have a page to send now, held until the transaction ends."""
    ordered = INCIDENTS_SPEAKING.order_by(Incident.speaks_at)
    chosen = ordered.with_for_update(of=Incident, skip_locked=True)
    return session.scalars(chosen, {"now": now}).all()


def running(session: Session) -> Sequence[Incident]:
    """Those that are not over, the oldest first."""
    is_open = Incident.state.in_((IncidentState.REPORTED, IncidentState.IN_HAND))
    return session.scalars(select(Incident).where(is_open).order_by(Incident.id)).all()


def lately(session: Session, since: datetime) -> Sequence[Incident]:
    """Those that were reported since a moment, the newest first."""
    chosen = select(Incident).join(Matter, Matter.id == Incident.id)
    chosen = chosen.where(Matter.opened_at >= since, Incident.state != IncidentState.WITHDRAWN)
    return session.scalars(chosen.order_by(Incident.id.desc())).all()
