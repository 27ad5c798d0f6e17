"""A plan: by when each step of a draft is to be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.papers.drafts import Draft, hang


class StepName(StrEnum):
    """In the order they come."""

    OUTLINE = "outline"
    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


class Step(Base):
    __tablename__ = "plan_steps"
    __table_args__ = (UniqueConstraint("draft_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id))
    name: Mapped[StepName]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    draft: Mapped[Draft] = relationship(back_populates="steps")


hang("steps", relationship(Step, back_populates="draft", cascade="all, delete-orphan"))


def steps(draft: Draft) -> Sequence[Step]:
    """The steps of a draft's plan, in the order they come."""
    return sorted(draft.steps, key=lambda step: list(StepName).index(step.name))
