"""Recommendations: somebody put forward to the organisation, with what speaks for them (A2.18)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.sealed import Sealed
from storage.who.people import Person, Role, holding


class RecommendationState(StrEnum):
    DRAFTED = "drafted"
    ENDORSED = "endorsed"
    DECLINED = "declined"
    SENT = "sent"
    CONSIDERED = "considered"
    OUTCOME = "outcome"
    WITHDRAWN = "withdrawn"


class Recommendation(Base):
    """Whoever writes it owns its matter; `whom` it is about does not read it. The words, the
    evidence as it stood when it was endorsed, and the answer are sealed; the title of its matter
    says nothing.
    """

    __tablename__ = "recommendations"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[RecommendationState] = mapped_column(default=RecommendationState.DRAFTED)
    whom_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    leader_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    words: Mapped[str] = mapped_column(Sealed)
    evidence: Mapped[str] = mapped_column(Sealed, default="")
    answer: Mapped[str] = mapped_column(Sealed, default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    whom: Mapped[Person] = relationship(lazy="joined", foreign_keys=whom_id)
    leader: Mapped[Person] = relationship(lazy="joined", foreign_keys=leader_id)

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def directors(self) -> Sequence[Person]:
        session = object_session(self)
        return holding(session, Role.DIRECTOR) if session else []
