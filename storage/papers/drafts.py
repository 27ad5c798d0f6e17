"""Drafts: a piece of writing someone was asked for, and its versions."""

from __future__ import annotations

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
    RelationshipProperty,
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

    What hangs on it (`HANGS`) comes oldest first, with what was taken back or cancelled.
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
    if TYPE_CHECKING:  # whoever knows what these are hangs them on
        division: Any  # a Division or none: parts.py
        rounds: Any
        outlines: Any
        questions: Any
        guidance: Any
        steps: Any  # of its plan

    # Two people pressing one button at once: one wins, the other is asked to look again.
    __mapper_args__ = {"version_id_col": row_version}

    def __init__(self, **columns: Any) -> None:
        """Nothing hangs on a new one, and nobody need ask."""
        super().__init__(**columns)
        set_committed_value(self, "filing", None)
        set_committed_value(self, "versions", [])
        for name in HANGS:
            set_committed_value(self, name, _nothing(name))


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
    if TYPE_CHECKING:
        checked: Any  # a Checked or none: checker.py


HANGS: dict[str, bool] = {}  # the relationships of a draft to what hangs on it; may it be several?


def hang(name: str, how: RelationshipProperty[Any]) -> None:
    """Something hangs on drafts: said by the module that knows what it is."""
    setattr(Draft, name, how)
    HANGS[name] = how.uselist is not False


def _nothing(name: str) -> list[Any] | None:
    return [] if HANGS[name] else None


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
            set_committed_value(found, name, _nothing(name))
    return found


@cache
def _whole() -> Select[tuple[Any, ...]]:
    hanging = [(getattr(Draft, name), many) for name, many in HANGS.items()]
    there = [one.any() if many else one.has() for one, many in hanging]
    return (
        select(Draft, *there)
        .where(Draft.id == bindparam("id"))
        .options(joinedload(Draft.matter).joinedload(Matter.owed))
        .options(joinedload(Draft.versions).joinedload(Version.checked))
    )


def withdraw(session: Session, draft: Draft, number: int) -> None:
    """Forget a version that was taken back at once; the journal still tells of it."""
    draft.versions = [one for one in draft.versions if one.number != number]
    session.flush()


def signed_since(moment: datetime) -> ColumnElement[bool]:
    """The drafts that were signed then or later, as a condition."""
    signed = (Entry.what == "drafts.sign", Entry.at >= moment)
    return Draft.id.in_(select(Entry.matter_id).where(*signed))
