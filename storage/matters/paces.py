"""The pace that Slack allows, kept where all who send can see it: of each channel, and of each way
of calling Slack.

A row says from when its next call may be made. After a refusal nobody asks before Slack's time;
where the whole workspace was too fast, there is a `step` from call to call from then on, which
shrinks as long as all goes well. Times are seconds since 1970: databases add them up alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Float, case, delete, exists, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from storage.db import INSERT, Base, add_if_new

ALL = "*"  # nothing at all is taken from us
SHORTEST, LONGEST = 0.05, 2.0  # of the steps that are learnt
FIRST_REST, LONGEST_REST = 10.0, 300.0  # seconds, while nothing is taken
A_TRY = 10.0  # seconds until it is known whether a letter was taken
LATELY = 60  # seconds after a hold, in which the next shows that it did not help
SHRINKS = 0.99  # a step, with each call that is made


Named = ColumnElement[str] | InstrumentedAttribute[str]


class Pace(Base):
    __tablename__ = "paces"

    name: Mapped[str] = mapped_column(primary_key=True)  # whom letters are to, or a way of calling
    free_at: Mapped[float] = mapped_column(Float, default=0.0)
    held_until: Mapped[float] = mapped_column(Float, default=0.0)  # by Slack's own word
    step: Mapped[float] = mapped_column(Float, default=0.0)


@dataclass(frozen=True)
class Budget:
    """Seconds from one message to the next in a channel: Slack takes one a second, and a few at
    once now and then. What is urgent may go so many seconds `ahead` of that. The rest may be taken
    some seconds ahead only by who keeps it until it may leave.
    """

    step: float = 1.03
    ahead: float = 3.0
    ahead_of_rest: float = 0.0


def is_held(name: Named, now: ColumnElement[float]) -> ColumnElement[bool]:
    return exists().where(Pace.name == name, Pace.held_until > now).correlate_except(Pace)


def is_busy(
    name: Named, now: ColumnElement[float], ahead: ColumnElement[float]
) -> ColumnElement[bool]:
    """Is its next call for later; or is it held?"""
    late = case((Pace.held_until > now, True), else_=Pace.free_at > now + ahead)
    return exists().where(Pace.name == name, late).correlate_except(Pace)


def spend(session: Session, name: str, now: datetime, step: float, ahead: float) -> float | None:
    """One message more, and from when it keeps the pace; None if somebody else has sent one at this
    moment.
    """
    at = now.timestamp()
    new = INSERT[session.get_bind().dialect.name](Pace)
    new = new.values(name=name, free_at=at + step, held_until=0.0, step=0.0)
    free_at = case((Pace.free_at > at, Pace.free_at), else_=at) + step
    spent = new.on_conflict_do_update(
        index_elements=["name"], set_={"free_at": free_at}, where=Pace.free_at <= at + ahead
    )
    next_at = session.scalar(spent.returning(Pace.free_at))
    return None if next_at is None else next_at - step


def count_from(session: Session, name: str, called: datetime, step: float) -> None:
    """A message left later than it was spent: so does the next."""
    free_at = called.timestamp() + step
    late = update(Pace).where(Pace.name == name, Pace.free_at < free_at).values(free_at=free_at)
    session.execute(late.execution_options(synchronize_session=False))


def step_on(session: Session, way: str, now: datetime) -> None:
    """One call more of a way that has a step."""
    at = now.timestamp()
    free_at = case((Pace.free_at > at, Pace.free_at), else_=at) + Pace.step
    made = update(Pace).where(Pace.name == way).values(free_at=free_at, step=Pace.step * SHRINKS)
    session.execute(made.execution_options(synchronize_session=False))


def hold(session: Session, name: str, now: datetime, seconds: float, *, slower: bool) -> None:
    """Nobody asks before that time. `slower`: if that does not help, with steps that grow."""
    at = now.timestamp()
    add_if_new(session, Pace(name=name, free_at=0.0, held_until=0.0, step=0.0))
    held = session.get_one(Pace, name, with_for_update=True, populate_existing=True)
    was_held, lately = held.held_until > at, held.held_until > at - LATELY
    held.held_until = max(held.held_until, at + seconds)
    if slower and lately and not was_held:
        held.step = min(LONGEST, max(SHORTEST, 2 * held.step))


def park(session: Session, now: datetime, *, was_sent_to_see: bool) -> bool:
    """Nothing is taken from us, whatever it is: only what was tried is tried again, and now and
    then one more, in steps that grow. False if that is known already.
    """
    at = now.timestamp()
    add_if_new(session, Pace(name=ALL, free_at=at, held_until=0.0, step=FIRST_REST / 2))
    parked = session.get_one(Pace, ALL, with_for_update=True, populate_existing=True)
    if parked.held_until > at and not was_sent_to_see:
        return False
    parked.step = min(LONGEST_REST, 2 * parked.step)
    parked.held_until = at + parked.step
    return True


def try_one(session: Session, now: datetime) -> None:
    """One goes out to see whether anything is taken again; the others wait for what it finds."""
    at = now.timestamp()
    held = update(Pace).where(Pace.name == ALL).values(held_until=at + A_TRY)
    session.execute(held.execution_options(synchronize_session=False))


def release(session: Session, name: str) -> None:
    session.execute(delete(Pace).where(Pace.name == name))
