"""Secret ballots on a matter: who was asked and who has voted; and, apart from that, the sealed.

No row holds who chose what, nor when: see `bot/matters/sealing.py`. While it is open there is a
sealed ballot for each voter, under a mark; when it closes only sums are left, and from too few
ballots not even these.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.matter import Matter
from storage.who.people import Person


class Voter(Base):
    """Who was asked, and whether they have voted: not what, and not when."""

    __tablename__ = "voters"

    matter_id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    voted: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="joined")


class Sealed(Base):
    """A ballot while it may be cast, in the order of marks that look drawn by lot."""

    __tablename__ = "sealed_ballots"

    mark: Mapped[str] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey(Matter.id), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


def voter(session: Session, matter_id: int, person_id: str) -> Voter | None:
    return session.get(Voter, (matter_id, person_id))


def sealed_of(session: Session, matter_id: int) -> Sequence[Sealed]:
    return session.scalars(select(Sealed).where(Sealed.matter_id == matter_id)).all()


def keep(session: Session, ballot: Sealed) -> None:
    """In the place of an earlier one under the same mark."""
    session.merge(ballot)


def tear(session: Session, mark: str) -> None:
    session.execute(delete(Sealed).where(Sealed.mark == mark))


def destroy(session: Session, matter_id: int) -> None:
    session.execute(delete(Sealed).where(Sealed.matter_id == matter_id))
