"""Outlines: what a writer proposes to write, before it is written."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.papers.drafts import Draft, hang
from storage.who.people import Person


class OutlineState(StrEnum):
    HANDED_IN = "handed_in"
    FIXED = "fixed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Outline(Base):
    """`due_at`: by when it is judged; once returned, by when the next one is due."""

    __tablename__ = "outlines"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    part = "outline"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    number: Mapped[int]
    text: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]
    state: Mapped[OutlineState] = mapped_column(default=OutlineState.HANDED_IN)
    due_at: Mapped[datetime]
    opinion: Mapped[str] = mapped_column(default="")
    judged_by_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))

    draft: Mapped[Draft] = relationship(lazy="joined", back_populates="outlines")
    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="joined")

    @property
    def matter(self) -> Matter:
        return self.draft.matter


hang("outlines", relationship(Outline, order_by=Outline.number, back_populates="draft"))


def latest(draft: Draft) -> Outline | None:
    """The last that was handed in and not taken back."""
    there = (one for one in reversed(draft.outlines) if one.state is not OutlineState.WITHDRAWN)
    return next(there, None)


def next_number(draft: Draft) -> int:
    return max((one.number for one in draft.outlines), default=0) + 1
