"""A/B posts (AB岗): two who stand for each other, and are never both gone (domain.md A2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.who.people import Person


class Pair(Base):
    """Two of one A/B post, the lesser Slack id first: a pair is there once, whoever is said first.
    Somebody may be in several.
    """

    __tablename__ = "ab_pairs"
    __table_args__ = (UniqueConstraint("a_id", "b_id"), CheckConstraint("a_id < b_id", "in_order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    b_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)

    a: Mapped[Person] = relationship(foreign_keys=a_id, lazy="joined")
    b: Mapped[Person] = relationship(foreign_keys=b_id, lazy="joined")


def pairs(session: Session) -> Sequence[Pair]:
    """All of the office, in the order they were made."""
    return session.scalars(select(Pair).order_by(Pair.id)).all()


def pair_of(session: Session, one_id: str, other_id: str) -> Pair | None:
    a_id, b_id = sorted((one_id, other_id))
    return session.scalar(select(Pair).where(Pair.a_id == a_id, Pair.b_id == b_id))


def partners(session: Session, person_id: str) -> Sequence[Person]:
    """Who is of one A/B post with somebody, the first named first; also who has left since."""
    chosen = select(Pair).where(or_(Pair.a_id == person_id, Pair.b_id == person_id))
    found = session.scalars(chosen.order_by(Pair.id)).all()
    return [one.b if one.a_id == person_id else one.a for one in found]
