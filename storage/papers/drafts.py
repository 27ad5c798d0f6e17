"""Drafts: a piece of writing someone was asked for, and its versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    UniqueConstraint,
    bindparam,
    inspect,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.db import Base
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.papers.filing import Filing
from storage.who.people import Person

if TYPE_CHECKING:
    from storage.papers.checker import Checked
    from storage.papers.guidance import Guidance
    from storage.papers.outline import Outline
    from storage.papers.parts import Division
    from storage.papers.plan import Step
    from storage.papers.questions import Question
    from storage.papers.rounds import Round


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

    What hangs on it comes oldest first, with what was taken back or cancelled.
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

    versions: Mapped[list[Version]] = relationship(
        order_by="Version.number", back_populates="draft", cascade="all, delete-orphan"
    )
    division: Mapped[Division | None] = relationship(back_populates="draft")
    rounds: Mapped[list[Round]] = relationship(order_by="Round.number", back_populates="draft")
    outlines: Mapped[list[Outline]] = relationship(
        order_by="Outline.number", back_populates="draft"
    )
    questions: Mapped[list[Question]] = relationship(
        order_by="Question.number", back_populates="draft"
    )
    guidance: Mapped[list[Guidance]] = relationship(
        order_by="Guidance.number", back_populates="draft", cascade="all, delete-orphan"
    )
    steps: Mapped[list[Step]] = relationship(back_populates="draft", cascade="all, delete-orphan")

    # Two people pressing one button at once: one wins, the other is asked to look again.
    __mapper_args__ = {"version_id_col": row_version}

    def __init__(self, **columns: Any) -> None:
        """Nothing hangs on a new one, and nobody need ask."""
        super().__init__(**columns)
        for name in ("filing", "versions", *HANGS):
            set_committed_value(self, name, None if name in ("filing", "division") else [])


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

    draft: Mapped[Draft] = relationship(back_populates="versions")
    checked: Mapped[Checked | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


HANGS = ("division", "rounds", "outlines", "questions", "guidance", "steps")


def whole(session: Session, draft_id: int) -> Draft:
    """A draft with its versions, that knows what else hangs on it and what does not: that is
    asked at once, and not one by one.
    """
    known = session.identity_map.get(identity_key(Draft, draft_id))
    if known is not None and not inspect(known).unloaded.intersection(("versions", *HANGS)):
        return known
    found: Draft
    found, *there = session.execute(_whole(), {"id": draft_id}).unique().one()
    for name, is_there in zip(HANGS, there, strict=True):
        if not is_there and name in inspect(found).unloaded:
            set_committed_value(found, name, None if name == "division" else [])
    return found


@cache
def _whole() -> Select[tuple[Any, ...]]:
    there = [
        one.has() if one is Draft.division else one.any()
        for one in (getattr(Draft, name) for name in HANGS)
    ]
    return (
        select(Draft, *there)
        .where(Draft.id == bindparam("id"))
        .options(joinedload(Draft.matter).joinedload(Matter.owed))
        .options(joinedload(Draft.versions).joinedload(Version.checked))
    )


def versions(session: Session, draft: Draft) -> Sequence[Version]:
    return draft.versions


def withdraw(session: Session, draft: Draft, number: int) -> None:
    """Forget a version that was taken back at once; the journal still tells of it."""
    draft.versions = [one for one in draft.versions if one.number != number]
    session.flush()


def signed_since(moment: datetime) -> ColumnElement[bool]:
    """The drafts that were signed then or later, as a condition."""
    signed = (Entry.what == "drafts.sign", Entry.at >= moment)
    return Draft.id.in_(select(Entry.matter_id).where(*signed))
