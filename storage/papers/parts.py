"""Parts: what several people write of one draft, and who makes one text of it (统稿人)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.papers.drafts import Draft, hang
from storage.who.people import Person


class PartState(StrEnum):
    ASSIGNED = "assigned"
    PROBLEM_RAISED = "problem_raised"
    WRITING = "writing"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    TAKEN_IN = "taken_in"
    CANCELLED = "cancelled"


class Division(Base):
    """A draft that is divided. `named_id`: who unifies it; empty: whoever writes the draft."""

    __tablename__ = "divisions"

    draft_id: Mapped[int] = mapped_column(ForeignKey(Draft.id), primary_key=True)
    named_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))

    draft: Mapped[Draft] = relationship(lazy="joined", back_populates="division")
    parts: Mapped[list[Part]] = relationship(order_by="Part.id", back_populates="division")
    named: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def unifier(self) -> Person:
        return self.named or self.draft.matter.owner

    @property
    def there(self) -> list[Part]:
        """Its parts in the order they were given out, those cancelled left out."""
        return [one for one in self.parts if one.state is not PartState.CANCELLED]

    @property
    def people(self) -> set[str]:
        """Who writes a part of it, or is named to unify it: Slack ids."""
        named = {self.named_id} if self.named_id else set()
        return {part.matter.owner_id for part in self.there} | named


hang("division", relationship(Division, back_populates="draft", uselist=False))


class Part(Base):
    """One writer's part. `text` is what was handed in last: a link, or the words themselves."""

    __tablename__ = "parts"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(Division.draft_id), index=True)
    state: Mapped[PartState] = mapped_column(default=PartState.ASSIGNED)
    text: Mapped[str] = mapped_column(default="")
    opinion: Mapped[str] = mapped_column(default="")  # the last word said on it
    wanted_due: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    division: Mapped[Division] = relationship(lazy="joined", back_populates="parts")

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def draft(self) -> Draft:
        return self.division.draft


def unified_by(session: Session, person_id: str) -> set[int]:
    """The drafts somebody was named to unify."""
    return set(session.scalars(select(Division.draft_id).where(Division.named_id == person_id)))
