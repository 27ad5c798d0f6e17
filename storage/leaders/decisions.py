"""Decisions: what somebody asks a leader to decide (请示事项), and what was decided."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.who.people import Person


class DecisionState(StrEnum):
    ASKED = "asked"
    DELEGATED = "delegated"
    RETURNED = "returned"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """`asked_id` is the leader who was asked, `decider_id` who has it now. Options count from
    1; without any, what is asked is agreed to or not. `words`: what was said with the last step.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.ASKED)
    asked_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    decider_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    options: Mapped[list[str]] = mapped_column(JSON)
    recommended: Mapped[int | None]
    otherwise: Mapped[str] = mapped_column(default="")  # what happens without a decision
    chosen: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    asked: Mapped[Person] = relationship(foreign_keys=asked_id, lazy="joined")
    decider: Mapped[Person] = relationship(foreign_keys=decider_id, lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}
