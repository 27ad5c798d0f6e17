"""Rounds: what several people say of one version of a draft, and what becomes of each comment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.papers.drafts import Draft, hang
from storage.who.people import Person


class RoundKind(StrEnum):
    REVISION = "revision"
    CONSULTATION = "consultation"


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"  # the writer has decided on every comment
    EXPLAINED = "explained"  # and everybody has heard what became of theirs
    TAKEN_BACK = "taken_back"  # it was opened by mistake, and undone at once


class Answer(StrEnum):
    NONE = "none"
    AGREES = "agrees"
    COMMENTS = "comments"


class Fate(StrEnum):
    TAKEN = "taken"  # with a reason: in part
    NOT_TAKEN = "not_taken"


class Invited(Base):
    """Somebody who is asked in a round, and what they have said so far."""

    __tablename__ = "invited"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    answer: Mapped[Answer] = mapped_column(default=Answer.NONE)
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class Round(Base):
    """`version` is the number of the version it is about; `silence_counts`: whoever says nothing
    by `closes_at` agrees. Its matter is the draft's in title, owner and readers.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        Index("ix_rounds_state_closes_at", "state", "closes_at"),
        Index(
            "uq_rounds_open",
            "draft_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id), index=True)
    number: Mapped[int]
    kind: Mapped[RoundKind]
    state: Mapped[RoundState] = mapped_column(default=RoundState.OPEN)
    version: Mapped[int]
    silence_counts: Mapped[bool] = mapped_column(default=False)
    closes_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    draft: Mapped[Draft] = relationship(back_populates="rounds")
    invited: Mapped[list[Invited]] = relationship(order_by=Invited.person_id)

    __mapper_args__ = {"version_id_col": row_version}


hang("rounds", relationship(Round, order_by=Round.number, back_populates="draft"))


class Comment(Base):
    """One thing somebody says of a version: where, what is wrong, how it should read."""

    __tablename__ = "comments"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    place: Mapped[str] = mapped_column(default="")
    problem: Mapped[str]
    wording: Mapped[str] = mapped_column(default="")
    must: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    fate: Mapped[Fate | None]
    reason: Mapped[str] = mapped_column(default="")
    told: Mapped[bool] = mapped_column(default=False)  # its author has heard its fate

    person: Mapped[Person] = relationship(lazy="joined")


def of_draft(draft: Draft) -> Sequence[Round]:
    """The rounds of a draft, oldest first; those taken back left out."""
    return [one for one in draft.rounds if one.state is not RoundState.TAKEN_BACK]


def open_on(draft: Draft) -> Round | None:
    return next((one for one in of_draft(draft) if one.state is RoundState.OPEN), None)


def waiting_for(session: Session, person_id: str) -> Sequence[Round]:
    """The open rounds in which somebody is asked."""
    mine = select(Invited.round_id).where(Invited.person_id == person_id)
    chosen = select(Round).where(Round.id.in_(mine), Round.state == RoundState.OPEN)
    return session.scalars(chosen.order_by(Round.id)).all()


def comments(session: Session, round_id: int) -> Sequence[Comment]:
    """What must be fixed first, then the suggestions, in the order they came in."""
    chosen = select(Comment).where(Comment.round_id == round_id, Comment.withdrawn_at.is_(None))
    return session.scalars(chosen.order_by(Comment.must.desc(), Comment.number)).all()


def next_number(session: Session, round_id: int) -> int:
    """Of a comment: one that was withdrawn keeps its own."""
    last = session.scalar(select(func.max(Comment.number)).where(Comment.round_id == round_id))
    return (last or 0) + 1


# Open, and their time has come; the first that ended first.
ROUNDS_OVER = (
    select(Round)
    .where(Round.state == RoundState.OPEN, Round.closes_at <= NOW)
    .order_by(Round.closes_at)
)


def claim(session: Session, round_: Round, now: datetime) -> bool:
    """Close a round; False if somebody else did, or gave it more time."""
    moved = session.scalar(
        update(Round)
        .where(
            Round.id == round_.id,
            Round.state == RoundState.OPEN,
            Round.closes_at == round_.closes_at,
        )
        .values(state=RoundState.CLOSED, ended_at=now, row_version=Round.row_version + 1)
        .returning(Round.id)
        .execution_options(synchronize_session=False)
    )
    if moved is not None:
        session.refresh(round_)
    return moved is not None
