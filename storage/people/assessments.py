"""Assessments: what somebody did in a quarter, in their words, and what others say to it (A2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person, Role, known


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
        return known(session, Role.PRINCIPAL, Role.LEADER) if session else []


def whose(session: Session, period: str, since: datetime) -> set[str]:
    """Who has one that was not withdrawn, by Slack id."""
    return set(session.scalars(_owners(period, since)))


def is_begun(session: Session, slack_id: str, period: str, since: datetime) -> bool:
    """Have they one?"""
    theirs = _owners(period, since).where(Matter.owner_id == slack_id).limit(1)
    return session.scalar(theirs) is not None


def _owners(period: str, since: datetime) -> Select[str]:
    owners = select(Matter.owner_id).join(Assessment, Assessment.id == Matter.id)
    return owners.where(*_of(period, since))


def _of(period: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    kept = Assessment.state != AssessmentState.WITHDRAWN
    return (Assessment.period == period, Assessment.since == since, kept)


def of_period(session: Session, period: str, since: datetime) -> Sequence[Assessment]:
    """All that were not withdrawn."""
    return session.scalars(select(Assessment).where(*_of(period, since))).all()
