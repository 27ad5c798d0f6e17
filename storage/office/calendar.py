"""The calendar: days the office has settled itself, who is away, years still to be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base, add_if_new
from storage.memory import in_memory, rows
from storage.who.people import Leave, Person


@in_memory
class OwnDay(Base):
    """A day the office works or rests by its own word, whatever is published."""

    __tablename__ = "own_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    worked: Mapped[bool]
    name: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class AwaitedYear(Base):
    """A year that was not published when it was first looked at: which days were taken for
    rest days then, when it was seen to be known, and when people were told.
    """

    __tablename__ = "awaited_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rest_days: Mapped[list[str]] = mapped_column(JSON, deferred=True)  # looked at once
    known_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


def own_days(session: Session) -> Sequence[OwnDay]:
    return session.scalars(select(OwnDay).order_by(OwnDay.day)).all()


def forget_days(session: Session, days: Iterable[date]) -> None:
    asked = set(days)
    for one in own_days(session):
        if one.day in asked:
            session.delete(one)
    session.flush()


def worked_by_own_word(session: Session) -> dict[date, bool]:
    """Each of the office's own days, and whether it is worked."""
    return {one.day: one.worked for one in rows(session, OwnDay)}


def leaves_of(session: Session, person_id: str, since: date) -> Sequence[Leave]:
    """Somebody's leave that ends on a day or later, the next first."""
    chosen = select(Leave).where(Leave.person_id == person_id, Leave.last >= since)
    return session.scalars(chosen.order_by(Leave.first)).all()


def leaves(session: Session, since: date, limit: int) -> Sequence[Leave]:
    """Everybody's leave that ends on a day or later, the next first."""
    chosen = select(Leave).where(Leave.last >= since).order_by(Leave.first, Leave.id)
    return session.scalars(chosen.limit(limit)).all()


def forget(session: Session, before: date) -> None:
    """Leave that is long over is of no use to anybody."""
    session.execute(delete(Leave).where(Leave.last < before))


# --- years ----------------------------------------------------------------------------------------


def awaited(session: Session) -> dict[int, AwaitedYear]:
    """The years that were not published when they were first looked at."""
    return {one.year: one for one in session.scalars(select(AwaitedYear))}


def await_year(session: Session, year: int, rest_days: list[str]) -> None:
    add_if_new(session, AwaitedYear(year=year, rest_days=rest_days, known_at=None, told_at=None))


def claim_telling(session: Session, year: int, now: datetime) -> bool:
    """Whether it is for this process to tell of a year: once, whoever else looks."""
    told = update(AwaitedYear).where(AwaitedYear.year == year, AwaitedYear.told_at.is_(None))
    claimed = told.values(told_at=now).returning(AwaitedYear.year)
    return session.scalar(claimed.execution_options(synchronize_session=False)) is not None
