"""Supervision: a matter somebody leads, and the instruction it comes from (督查督办)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
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
    WITHDRAWN = "withdrawn"


class Supervision(Base):
    """The matter's owner leads it, whoever opened it looks after it. `said`: the exact words of
    the instruction; `words`: what was said with the last step; `evidence`: a link, or nothing.
    """

    __tablename__ = "supervision"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[SupervisionState] = mapped_column(default=SupervisionState.PROPOSED)
    approver_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    origin: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None]  # when feedback was last asked for
    feedback_at: Mapped[datetime | None]  # and last given
    wanted_due: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    approver: Mapped[Person] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}
