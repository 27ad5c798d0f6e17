"""The roster as it is in force: one shift a tier and day; and the log that is kept on duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import ForeignKey, Select, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base, UtcDateTime
from storage.matters.due import NOW
from storage.who.people import Person


class Tier(StrEnum):
    """In the order they are read; an office has the first two, the others by its own word."""

    LEAD = "lead"  # 带班领导
    OFFICER = "officer"  # 值班员
    DAY = "officer_day"  # 白班
    RESERVE = "reserve"  # 备班


class Shift(Base):
    """Who has the duty of a day, from its change to the next. Swaps and takings-over hang on the
    shift, never on its times. `step`: which of its letters comes next, at `speaks_at`.
    """

    __tablename__ = "shifts"
    __table_args__ = (UniqueConstraint("tier", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tier: Mapped[Tier]
    day: Mapped[date]  # on which it begins, in the office's zone
    begins_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    revision: Mapped[int] = mapped_column(default=0)
    taken_over_at: Mapped[datetime | None]
    step: Mapped[int] = mapped_column(default=0)
    speaks_at: Mapped[datetime | None] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined")


class LogEntry(Base):
    """What was noted on duty. `open`: whoever takes over has to see to it, by `due_at` if that is
    said: then whoever is on duty is reminded.
    """

    __tablename__ = "duty_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    words: Mapped[str]
    open: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None] = mapped_column(index=True)

    by: Mapped[Person] = relationship(lazy="joined")


def between(session: Session, first: date, last: date) -> Sequence[Shift]:
    """The shifts that begin on these days, day by day, the leader's first."""
    chosen = select(Shift).where(Shift.day >= first, Shift.day <= last)
    return session.scalars(chosen.order_by(Shift.day, Shift.tier)).all()


def held(session: Session, first: date) -> Sequence[Shift]:
    """All from a day on, held until the transaction ends."""
    chosen = select(Shift).where(Shift.day >= first)
    ordered = chosen.order_by(Shift.day, Shift.tier).with_for_update(of=Shift)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def running(session: Session, at: datetime) -> Sequence[Shift]:
    """Those that are on at a moment, the leader's first: one a tier. Where two overlap, as clocks
    are set back at the time of a change, it is the one that began last.
    """
    on = session.scalars(_running(), {"at": at})
    return [*{one.tier: one for one in on}.values()]


@cache  # it is asked every second
def _running() -> Select[Shift]:
    at = bindparam("at", type_=UtcDateTime())
    return (
        select(Shift)
        .where(Shift.begins_at <= at, Shift.ends_at > at)
        .order_by(Shift.tier, Shift.begins_at)
    )


def to_come(
    session: Session, at: datetime, person_id: str = "", limit: int = 100
) -> Sequence[Shift]:
    """Those that have not begun, the next first; of one person, or of all."""
    chosen = select(Shift).where(Shift.begins_at > at).order_by(Shift.begins_at, Shift.tier)
    if person_id:
        chosen = chosen.where(Shift.person_id == person_id)
    return session.scalars(chosen.limit(limit)).all()


def last_of(session: Session, person_id: str, before: datetime) -> Shift | None:
    """The shift that they were on last."""
    chosen = select(Shift).where(Shift.person_id == person_id, Shift.begins_at < before)
    return session.scalar(chosen.order_by(Shift.begins_at.desc()).limit(1))


def before_it(session: Session, shift: Shift) -> Shift | None:
    """The shift of the same tier that ends as this one begins."""
    return session.scalar(
        select(Shift).where(Shift.tier == shift.tier, Shift.ends_at == shift.begins_at)
    )


def last_before(session: Session, shift: Shift) -> Shift | None:
    """The last of the same tier before this one, even if the office has worked in between."""
    earlier = select(Shift).where(Shift.tier == shift.tier, Shift.ends_at <= shift.begins_at)
    return session.scalar(earlier.order_by(Shift.ends_at.desc()).limit(1))


POINTS_DUE = select(LogEntry).where(LogEntry.due_at <= NOW, LogEntry.open)
SHIFTS_SPEAKING = select(Shift).where(Shift.speaks_at <= NOW)  # they have something to say


def due_points(session: Session, now: datetime) -> Sequence[LogEntry]:
    """Open points whose time has come, held until the transaction ends."""
    chosen = POINTS_DUE.with_for_update(of=LogEntry, skip_locked=True)
    return session.scalars(chosen, {"now": now}).all()


def speaking(session: Session, now: datetime) -> Sequence[Shift]:
    """Those that have something to say now, held until the transaction ends."""
    chosen = SHIFTS_SPEAKING.order_by(Shift.speaks_at).with_for_update(of=Shift, skip_locked=True)
    return session.scalars(chosen, {"now": now}).all()


def is_kept(session: Session) -> bool:
    """Has the office ever had a roster?"""
    return session.scalar(select(Shift.id).limit(1)) is not None


def logged(session: Session, since: datetime, limit: int = 100) -> Sequence[LogEntry]:
    """What was noted since a moment, the oldest first."""
    chosen = select(LogEntry).where(LogEntry.at >= since).order_by(LogEntry.id.desc())
    return session.scalars(chosen.limit(limit)).all()[::-1]


def still_open(session: Session) -> Sequence[LogEntry]:
    """What somebody has to see to yet, the oldest first."""
    return session.scalars(select(LogEntry).where(LogEntry.open).order_by(LogEntry.id)).all()


def close_entry(session: Session, number: int) -> bool:
    """True if it was open."""
    done = update(LogEntry).where(LogEntry.id == number, LogEntry.open).values(open=False)
    return session.execute(done.returning(LogEntry.id)).first() is not None
