"""The weekly note on major and routine work: who does not want it."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.who.people import Person


class BalanceDeclined(Base):
    __tablename__ = "balance_declined"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)


def is_declined(session: Session, person_id: str) -> bool:
    return session.get(BalanceDeclined, person_id) is not None


def decline(session: Session, person_id: str) -> None:
    session.add(BalanceDeclined(person_id=person_id))
    session.flush()


def want(session: Session, person_id: str) -> None:
    session.delete(session.get_one(BalanceDeclined, person_id))
    session.flush()
