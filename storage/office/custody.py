"""The secrecy register: who has which item in hand until when, and nothing else (A2.11, V4)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.who.people import Person


class CustodyState(StrEnum):
    IN_CUSTODY = "in_custody"
    LENT = "lent"
    BROUGHT = "brought"
    HANDED_BACK = "handed_back"
    DESTROYED = "destroyed"
    WITHDRAWN = "withdrawn"


class Custody(Base):
    """Its keeper owns its matter; `borrower`: who has it meanwhile; `witness`: who saw it
    destroyed. No column holds a word about it; the title of its matter says nothing.
    """

    __tablename__ = "custody"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[CustodyState] = mapped_column(default=CustodyState.IN_CUSTODY)
    borrower_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    witness_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    borrower: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=borrower_id)
    witness: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=witness_id)

    __mapper_args__ = {"version_id_col": row_version}


def on_hand(session: Session, seen: ColumnElement[bool]) -> Sequence[Custody]:
    """What is kept or lent now, as far as it may be `seen`, by number."""
    chosen = select(Custody).join(Custody.matter).where(Matter.closed_at.is_(None), seen)
    return session.scalars(chosen.order_by(Custody.id)).all()
