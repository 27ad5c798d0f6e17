"""Supervision: a matter somebody leads, and the instruction it comes from (督查督办)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, false, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.who.people import Person


class SupervisionState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    IN_HAND = "in_hand"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class BitState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    DROPPED = "dropped"
    WONDERED = "wondered"  # did it work?
    SAID = "said"
    SILENT = "silent"  # asked anew, or begun anew, before anything was said


class MilestoneState(StrEnum):
    AHEAD = "ahead"
    PASSED = "passed"
    DROPPED = "dropped"


class Supervision(Base):
    """The matter's owner leads it; who opened it looks after it, unless a `minder` does. `said`:
    the exact words of the instruction; `words`: what was said with the last step; `evidence`: a
    link, or nothing. `first_due`: before it was moved, so many `slips`; `round`: how often it was
    begun. Whoever is `affected` is asked with the minder whether it worked, when `asks_at` comes.
    What was merged goes on in the one it went `into`.
    """

    __tablename__ = "supervision"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[SupervisionState] = mapped_column(default=SupervisionState.PROPOSED)
    approver_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    minder_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    affected_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    origin: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None]  # when feedback was last asked for
    feedback_at: Mapped[datetime | None]  # and last given
    wanted_due: Mapped[datetime | None]
    first_due: Mapped[datetime | None]
    slips: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    asks_at: Mapped[datetime | None] = mapped_column(index=True)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("supervision.id"), index=True)
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    approver: Mapped[Person] = relationship(foreign_keys=approver_id, lazy="joined")
    minder: Mapped[Person | None] = relationship(foreign_keys=minder_id, lazy="joined")
    affected: Mapped[Person | None] = relationship(foreign_keys=affected_id, lazy="joined")
    into: Mapped[Supervision | None] = relationship(remote_side=id)
    bits: Mapped[list[Bit]] = relationship(order_by="Bit.number", back_populates="item")
    milestones: Mapped[list[Milestone]] = relationship(
        order_by="Milestone.due_at, Milestone.number", back_populates="item"
    )

    __mapper_args__ = {"version_id_col": row_version}


class Bit(Base):
    """What one beside the lead is asked: their part of it, which `asks` says; or, so many `days`
    after it was closed for the `round`-th time, whether it worked: then `answer` is a word for it.
    """

    __tablename__ = "supervision_bits"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    part = "bits"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(Supervision.id))
    number: Mapped[int]
    state: Mapped[BitState] = mapped_column(default=BitState.ASKED)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    asks: Mapped[str] = mapped_column(default="")
    days: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)
    answer: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime]

    item: Mapped[Supervision] = relationship(back_populates="bits", lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def matter(self) -> Matter:
        return self.item.matter


class Milestone(Base):
    """A dated point of the whole (节点), in its `round`-th time, which whoever leads it passes."""

    __tablename__ = "supervision_milestones"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    part = "milestones"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey(Supervision.id))
    number: Mapped[int]
    state: Mapped[MilestoneState] = mapped_column(default=MilestoneState.AHEAD)
    asks: Mapped[str]
    round: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]

    item: Mapped[Supervision] = relationship(back_populates="milestones", lazy="joined")

    @property
    def matter(self) -> Matter:
        return self.item.matter


# Closed, and it is time to ask whether it worked.
EFFECT_DUE = select(Supervision).where(Supervision.asks_at <= NOW)


def in_hand(session: Session, seen: ColumnElement[bool]) -> Sequence[Supervision]:
    """What is not over, as far as it may be `seen`, the earliest due first."""
    there = select(Supervision).join(Supervision.matter).where(Matter.closed_at.is_(None), seen)
    return session.scalars(there.order_by(Matter.due_at, Matter.id)).all()


def parted(session: Session, item: Supervision, seen: ColumnElement[bool]) -> Sequence[Supervision]:
    """What was split off an item, or merged into it, as far as it may be `seen`."""
    theirs = or_(Matter.comes_of_id == item.id, Supervision.into_id == item.id)
    there = select(Supervision).join(Supervision.matter).where(theirs, seen)
    return session.scalars(there.order_by(Matter.id)).all()


def of_month(
    session: Session, first: datetime, last: datetime, seen: ColumnElement[bool]
) -> Sequence[Supervision]:
    """What was open at some time between, as far as it may be `seen`, the earliest due first."""
    then = (Matter.opened_at < last, or_(Matter.closed_at.is_(None), Matter.closed_at >= first))
    there = select(Supervision).join(Supervision.matter).where(*then, seen)
    return session.scalars(there.order_by(Matter.due_at, Matter.id)).all()
