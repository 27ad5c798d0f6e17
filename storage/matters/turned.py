"""The clock has been set back: what was due is due all the same, and what was to wait five seconds
waits five, not an hour and five.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.db import add_if_new
from storage.matters import listened
from storage.matters.outbox import Letter, LetterState, Rank
from storage.matters.paces import Pace
from storage.matters.sending import LEASE, UNFINISHED

THE_CLOCK = "the clock"  # under this name: when it was set back last, and from when
THE_SAME = 10.0  # seconds within which others on this machine notice it, too
PATIENCE = timedelta(minutes=10)  # no letter that was tried is told to wait for longer


def set_back(session: Session, was: datetime, now: datetime) -> None:
    """It went on from `now` when it should have gone on from `was`. Of all who notice, one sees to
    it; the others find that it is done.
    """
    if _is_done(session, was, now):
        return
    listened.set_back(session, now)
    for letter in _ahead(session, now):
        if letter.attempts or letter.not_before <= was:
            letter.not_before = _moved(letter.not_before, was, now)
        if letter.lease_until is not None:
            letter.lease_until = _moved(letter.lease_until, was, now)
    for pace in session.scalars(select(Pace).where(Pace.name != THE_CLOCK)):
        pace.free_at = _moved_seconds(pace.free_at, was, now)
        pace.held_until = _moved_seconds(pace.held_until, was, now)


def clip(session: Session, now: datetime) -> None:
    """Of one that starts: whether the clock was set back while nobody looked, it cannot know. What
    is for further ahead than it can have been told to wait is for now.
    """
    for letter in _ahead(session, now, of_others=False):
        tried_late = letter.attempts and letter.not_before > now + PATIENCE
        if tried_late or (letter.rank != Rank.REST and not letter.attempts):
            letter.not_before = now
        if letter.lease_until is not None:
            letter.lease_until = min(letter.lease_until, now + LEASE)
    latest = now.timestamp() + PATIENCE.total_seconds()
    late = or_(Pace.free_at > latest, Pace.held_until > latest)
    for pace in session.scalars(select(Pace).where(Pace.name != THE_CLOCK, late)):
        pace.free_at = pace.held_until = 0.0


def _is_done(session: Session, was: datetime, now: datetime) -> bool:
    noticed = Pace(name=THE_CLOCK, held_until=was.timestamp(), free_at=now.timestamp(), step=0.0)
    if add_if_new(session, noticed):
        return False
    kept = session.get_one(Pace, THE_CLOCK, with_for_update=True, populate_existing=True)
    differ = (kept.held_until - was.timestamp(), kept.free_at - now.timestamp())
    kept.held_until, kept.free_at = was.timestamp(), now.timestamp()
    return all(abs(one) < THE_SAME for one in differ)


def _ahead(session: Session, now: datetime, *, of_others: bool = True) -> list[Letter]:
    """The letters that are on their way, or are for later; `of_others`: those, too, that somebody
    has in hand at this moment, who is waited for. In one order, so that nobody waits in a ring.
    """
    late = or_(Letter.not_before > now, Letter.state == LetterState.SENDING)
    chosen = select(Letter).where(Letter.state.in_(UNFINISHED), late).order_by(Letter.id)
    return list(session.scalars(chosen.with_for_update(skip_locked=not of_others)))


def _moved(moment: datetime, was: datetime, now: datetime) -> datetime:
    """As far ahead of `now` as it was of `was`; what was over by then is over."""
    return moment - (was - now) if moment > was else min(moment, now)


def _moved_seconds(moment: float, was: datetime, now: datetime) -> float:
    ahead = moment - was.timestamp()
    return now.timestamp() + ahead if ahead > 0 else min(moment, now.timestamp())
