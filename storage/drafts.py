"""Drafts: a piece of writing someone was asked for, and its versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.filing import Filing
from storage.journal import Entry
from storage.matters import Matter
from storage.people import Person


class DraftState(StrEnum):
    ASSIGNED = "assigned"
    PROBLEM_RAISED = "problem_raised"
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    LEADER_REVIEW = "leader_review"
    SIGNED_OFF = "signed_off"
    RECHECKED = "rechecked"
    ISSUED = "issued"
    FILED = "filed"
    CANCELLED = "cancelled"


class Weight(StrEnum):
    """What hangs on a draft for the office (A1.0)."""

    MAJOR = "major"
    ROUTINE = "routine"
    AD_HOC = "ad_hoc"


class Draft(Base):
    """`wanted_due` is a new date asked for and not yet answered; `promised_at` one agreed to
    after the due date had passed: the due date itself then stands for the record.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[DraftState] = mapped_column(default=DraftState.ASSIGNED)
    doc_type: Mapped[str] = mapped_column(default="")
    use_on: Mapped[date | None]
    reviewer_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    signatory_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    opinion: Mapped[str] = mapped_column(default="")  # the last word said on it
    wanted_due: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    weight: Mapped[Weight] = mapped_column(default=Weight.ROUTINE, server_default="routine")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    reviewer: Mapped[Person] = relationship(foreign_keys=reviewer_id, lazy="joined")
    signatory: Mapped[Person] = relationship(foreign_keys=signatory_id, lazy="joined")
    filing: Mapped[Filing | None] = relationship(lazy="joined")

    # Two people pressing one button at once: one wins, the other is asked to look again.
    __mapper_args__ = {"version_id_col": row_version}


class Version(Base):
    """A text handed in: where it is, and what its writer says of it."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    number: Mapped[int]
    link: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]


def versions(session: Session, draft: Draft) -> Sequence[Version]:
    chosen = select(Version).where(Version.draft_id == draft.id).order_by(Version.number)
    return session.scalars(chosen).all()


def withdraw(session: Session, draft: Draft, number: int) -> None:
    """Forget a version that was taken back at once; the journal still tells of it."""
    session.execute(delete(Version).where(Version.draft_id == draft.id, Version.number == number))


def signed_since(moment: datetime) -> ColumnElement[bool]:
    """The drafts that were signed then or later, as a condition."""
    signed = (Entry.what == "drafts.sign", Entry.at >= moment)
    return Draft.id.in_(select(Entry.matter_id).where(*signed))
