"""Goals: what the office, a section or somebody is to reach, with its measure (A2.4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter


class GoalState(StrEnum):
    SET = "set"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MET = "met"
    NOT_MET = "not_met"
    WITHDRAWN = "withdrawn"


class Goal(Base):
    """Whoever answers for it owns its matter; of which goal it is a part, its matter says
    (`comes_of`); and by when it is to be reached.
    """

    __tablename__ = "goals"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[GoalState] = mapped_column(default=GoalState.SET)
    measure: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")  # the last line on it
    joined: Mapped[str] = mapped_column(default="")  # the matters it rests on, by id
    line_due: Mapped[datetime]  # when the next line on it is due
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def due_at(self) -> datetime:
        """What is owed on it meanwhile."""
        return self.line_due


GOALS_JOINED = (
    select(Goal)
    .join(Matter, Goal.id == Matter.id)
    .where(Matter.closed_at.is_(None), Goal.joined != "")
)


def all_open(session: Session) -> Sequence[Goal]:
    """By when they are to be reached."""
    rows = select(Goal).join(Matter, Goal.id == Matter.id).where(Matter.closed_at.is_(None))
    return session.scalars(rows.order_by(Matter.due_at, Matter.id)).all()


def joined(session: Session) -> Sequence[Goal]:
    """Those that rest on something."""
    return session.scalars(GOALS_JOINED.order_by(Matter.due_at, Matter.id)).all()


def fell_due(session: Session, ids: Collection[int], after: datetime, until: datetime) -> set[int]:
    """Which of these matters have been late since a moment between two."""
    late = select(Matter.id).where(Matter.id.in_(ids), Matter.closed_at.is_(None))
    return {*session.scalars(late.where(Matter.due_at > after, Matter.due_at <= until))}


def parts_of(session: Session, matter_id: int) -> Sequence[Goal]:
    rows = select(Goal).join(Matter, Goal.id == Matter.id).where(Matter.comes_of_id == matter_id)
    return session.scalars(rows.order_by(Matter.id)).all()
