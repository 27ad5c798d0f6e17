"""Ledgers: what a leader has settled about their own, and whom they let see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base, add_if_new
from storage.memory import in_memory, rows
from storage.who.people import Person, Role


class Ledger(Base):
    """`digested_at` is the moment of the last digest: each is written once."""

    __tablename__ = "ledgers"

    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    digest_on: Mapped[bool] = mapped_column(default=True)
    digested_at: Mapped[datetime | None]


@in_memory
class LedgerShare(Base):
    """Somebody sees a leader's ledger, because the leader has named them."""

    __tablename__ = "ledger_shares"

    leader_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        ForeignKey(Person.slack_id), primary_key=True, index=True
    )


def ledger_of(session: Session, person_id: str) -> Ledger:
    """A leader's row, made with its defaults on first sight."""
    if found := session.get(Ledger, person_id):
        return found
    add_if_new(session, Ledger(person_id=person_id, digest_on=True))
    return session.get_one(Ledger, person_id)


def claim(session: Session, ledger: Ledger, moment: datetime) -> bool:
    """Take the digest of a moment upon oneself; False if it is written, or another was first."""
    before = ledger.digested_at
    if before is not None and before >= moment:
        return False
    moved = session.scalar(
        update(Ledger)
        .where(
            Ledger.person_id == ledger.person_id, Ledger.digested_at.is_not_distinct_from(before)
        )
        .values(digested_at=moment)
        .returning(Ledger.person_id)
        .execution_options(synchronize_session=False)
    )
    return moved is not None


def shared_with(session: Session, person_id: str, leaders: Collection[Role]) -> set[str]:
    """Whose ledgers somebody may see, of those who are in these roles now: Slack ids."""
    shared = {one.leader_id for one in rows(session, LedgerShare) if one.person_id == person_id}
    leading = (one for one in rows(session, Person) if one.role in leaders)
    return {one.slack_id for one in leading if one.slack_id in shared}


def readers_of(session: Session, leader_id: str) -> Sequence[Person]:
    """Who sees a leader's ledger beside the leader."""
    chosen = (
        select(Person)
        .join(LedgerShare, LedgerShare.person_id == Person.slack_id)
        .where(LedgerShare.leader_id == leader_id)
        .order_by(Person.slack_id)
    )
    return session.scalars(chosen).all()
