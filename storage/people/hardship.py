"""Hardship: a difficulty somebody raises with one person, in private, and what is done (A2.17)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person, people_by_id


class HardshipState(StrEnum):
    RAISED = "raised"
    HEARD = "heard"
    HELPING = "helping"
    SETTLED = "settled"
    CANNOT = "cannot"
    OVER = "over"
    WITHDRAWN = "withdrawn"


class Hardship(Base):
    """Whoever raises it owns its matter; `others`: whom they let in, by Slack id. What it is about,
    and what was answered, is sealed; the title of its matter says nothing.
    """

    __tablename__ = "hardships"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[HardshipState] = mapped_column(default=HardshipState.RAISED)
    helper_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    others: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(Sealed)
    answer: Mapped[str] = mapped_column(Sealed, default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    helper: Mapped[Person] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def let_in(self) -> Sequence[Person]:
        session = object_session(self)
        return people_by_id(session, self.others.split()) if session else []
