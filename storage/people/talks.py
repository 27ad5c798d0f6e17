"""Talks: what a leader notes of one, for their own eyes (A2.16). Nothing of it stands in clear but
who wrote it, and how long it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.sealed import Sealed
from storage.who.people import Person


class Talk(Base):
    """`said`: with whom, when, what, and what was promised, as JSON."""

    __tablename__ = "talks"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    said: Mapped[str] = mapped_column(Sealed)
    keep_until: Mapped[date]


def of(session: Session, author_id: str) -> Sequence[Talk]:
    """The newest first."""
    chosen = select(Talk).where(Talk.author_id == author_id)
    return session.scalars(chosen.order_by(Talk.id.desc())).all()


def forget(session: Session, before: date) -> None:
    """Delete what was to be kept until then."""
    session.execute(delete(Talk).where(Talk.keep_until < before))
