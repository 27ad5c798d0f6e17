"""Slips: what was asked, kept until its form is opened or it is clear which time is meant. Nobody
knows yet how private it is: it is sealed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.sealed import SealedFacts
from storage.who.people import Person


class Slip(Base):
    __tablename__ = "slips"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str]  # "drafts:assign": whose form it opens
    asked: Mapped[dict[str, Any]] = mapped_column(SealedFacts)


def tear(session: Session, slip: Slip) -> None:
    """It has served: whoever presses the same button again finds it gone."""
    session.delete(slip)
    session.flush()


def last_of(session: Session, person_id: str, what: str) -> Slip | None:
    """The newest that is still in hand."""
    theirs = select(Slip).where(Slip.person_id == person_id, Slip.what == what)
    return session.scalar(theirs.order_by(Slip.id.desc()).limit(1))


def forget(session: Session, before: datetime) -> None:
    session.execute(delete(Slip).where(Slip.at < before))
