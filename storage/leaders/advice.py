"""Advice: what somebody of the office advises a leader (参谋建议), and what came of it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.who.people import Person


class AdviceState(StrEnum):
    SENT = "sent"
    READ = "read"
    NOTED = "noted"
    TAKEN_UP = "taken_up"
    NOT_TAKEN = "not_taken"
    WITHDRAWN = "withdrawn"


class Advice(Base):
    """Its author is the owner of its matter. `words`: what was said with the last answer."""

    __tablename__ = "advice"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[AdviceState] = mapped_column(default=AdviceState.SENT)
    leader_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    advice: Mapped[str]
    options: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    leader: Mapped[Person] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}
