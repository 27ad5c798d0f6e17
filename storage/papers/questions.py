"""Questions asked while a text is written, and the answers they got."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.papers.drafts import Draft, hang
from storage.who.people import Person


class QuestionState(StrEnum):
    ASKED = "asked"
    DEFERRED = "deferred"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


REROUTED = "questions.reroute"  # in the record: who was asked could not answer
UNANSWERED = (QuestionState.ASKED, QuestionState.DEFERRED)


class Question(Base):
    """`number` counts within a draft: D-12 Q2."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    part = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    number: Mapped[int]
    text: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    to_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.ASKED)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]

    draft: Mapped[Draft] = relationship(lazy="joined", back_populates="questions")
    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="joined")
    to: Mapped[Person] = relationship(foreign_keys=to_id, lazy="joined")
    # The first first; the last one stands.
    answers: Mapped[list[Answer]] = relationship(order_by="Answer.id", cascade="all, delete-orphan")

    @property
    def matter(self) -> Matter:
        return self.draft.matter


hang("questions", relationship(Question, order_by=Question.number, back_populates="draft"))


class Answer(Base):
    """An answer and where it comes from; one that a later one has taken the place of is kept."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey(Question.id), index=True)
    text: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(lazy="joined")


def of_draft(draft: Draft) -> Sequence[Question]:
    """All that were asked and not taken back, the first first."""
    return [one for one in draft.questions if one.state is not QuestionState.WITHDRAWN]


def numbered(draft: Draft, number: int) -> Question | None:
    return next((one for one in of_draft(draft) if one.number == number), None)


def next_number(draft: Draft) -> int:
    return max((one.number for one in draft.questions), default=0) + 1


def unanswered(draft: Draft) -> Sequence[Question]:
    return [one for one in of_draft(draft) if one.state in UNANSWERED]


TO_ANSWER = select(Question).where(
    Question.state.in_(UNANSWERED),
    Question.draft_id.in_(select(Matter.id).where(Matter.closed_at.is_(None))),
)


def waiting(session: Session) -> Sequence[Question]:
    """What is still to be answered, in all that is open."""
    return session.scalars(TO_ANSWER.order_by(Question.id)).all()
