"""What becomes of a draft once it is signed: who has it in hand, its number, where it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person


class Retention(StrEnum):
    """How long a paper is kept once it is filed (国家档案局令第8号, 2006)."""

    PERMANENT = "permanent"
    THIRTY = "30"
    TEN = "10"


class Filing(Base):
    """One a draft, from its first signature on. `reference` is its register number (发文字号)."""

    __tablename__ = "filings"

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    clerk_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    reference: Mapped[str | None] = mapped_column(unique=True)
    issued_on: Mapped[date | None]
    issued_to: Mapped[str] = mapped_column(default="")
    retention: Mapped[str] = mapped_column(default="")

    clerk: Mapped[Person | None] = relationship(lazy="joined")


def registered_as(session: Session, reference: str) -> Filing | None:
    return session.scalar(select(Filing).where(Filing.reference == reference))


def references(session: Session, beginning: str = "") -> Sequence[str]:
    """The register numbers that begin with this, in the order their drafts were opened."""
    chosen = select(Filing.reference).where(Filing.reference.startswith(beginning, autoescape=True))
    found = session.scalars(chosen.order_by(Filing.draft_id)).all()
    return [one for one in found if one is not None]
