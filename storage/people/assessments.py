"""Assessments: what somebody did in a quarter, in their words, and what others say to it (A2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person, Role, holding


class AssessmentState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    COMMENTED = "commented"
    RATED = "rated"
    WITHDRAWN = "withdrawn"


class Assessment(Base):
    """Whose it is owns its matter. `period`: quarter or year; `since`: when that began;
    `evidence`: their record of it as it stood when they submitted. `grade` is a name of the texts,
    and empty until somebody rates.
    """

    __tablename__ = "assessments"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[AssessmentState] = mapped_column(default=AssessmentState.OPEN)
    period: Mapped[str] = mapped_column(default="quarter", server_default="quarter")
    since: Mapped[datetime]
    head_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    rater_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    summary: Mapped[str] = mapped_column(Sealed, default="")
    evidence: Mapped[str] = mapped_column(Sealed, default="")
    comment: Mapped[str] = mapped_column(Sealed, default="")
    grade: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    head: Mapped[Person] = relationship(lazy="joined", foreign_keys=head_id)
    rater: Mapped[Person] = relationship(lazy="joined", foreign_keys=rater_id)

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def leaders(self) -> Sequence[Person]:
        session = object_session(self)
        return holding(session, Role.PRINCIPAL, Role.LEADER) if session else []


def of_period(session: Session, period: str, since: datetime) -> Sequence[Assessment]:
    """All that were not withdrawn."""
    of_it = (Assessment.period == period, Assessment.since == since)
    kept = Assessment.state != AssessmentState.WITHDRAWN
    return session.scalars(select(Assessment).where(*of_it, kept)).all()
