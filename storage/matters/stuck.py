"""What is not delivered as it should be: how much, since when, and what Slack said. Never what it
says, nor to whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from storage.db import UtcDateTime
from storage.matters.outbox import Letter, LetterKind, LetterState

LATELY = timedelta(hours=1)  # by which lateness is judged
TO_GO = (LetterState.WAITING, LetterState.SENDING)


@dataclass(frozen=True)
class Held:
    """Letters that meet with the same word of Slack's; `over`: nobody tries them any more."""

    error: str
    count: int
    since: datetime
    over: bool


def by_state(session: Session) -> dict[LetterState, int]:
    counted = select(Letter.state, func.count()).group_by(Letter.state)
    return {state: count for state, count in session.execute(counted)}  # noqa: C416  rows are no pairs to mypy


def oldest(session: Session, now: datetime) -> datetime | None:
    """Since when the longest of those waits that could have gone by now."""
    went_wrong = case((Letter.error != "", Letter.first_attempt_at))
    began = func.min(func.coalesce(went_wrong, Letter.not_before), type_=UtcDateTime())
    ready = or_(Letter.not_before <= now, Letter.error != "")
    since: datetime | None = session.scalar(select(began).where(Letter.state.in_(TO_GO), ready))
    return since


def held(session: Session) -> Sequence[Held]:
    """The longest held first."""
    is_over = (Letter.state == LetterState.FAILED).label("is_over")
    since = func.min(func.coalesce(Letter.first_attempt_at, Letter.not_before), type_=UtcDateTime())
    found = session.execute(
        select(Letter.error, func.count(), since, is_over)
        .where(Letter.error != "", Letter.state.in_((*TO_GO, LetterState.FAILED)))
        .group_by(Letter.error, is_over)
        .order_by(since)
    )
    return [Held(error, count, began, bool(over)) for error, count, began, over in found]


def lateness(session: Session, now: datetime) -> list[float]:
    """By how many seconds the nudges of the last hour came later than they were due; the least
    first. One that was changed in place tells nothing.
    """
    lately = (Letter.not_before > now - LATELY, Letter.not_before <= now)
    sent = (Letter.kind == LetterKind.NUDGE, Letter.state == LetterState.SENT, Letter.ts != "")
    found = session.execute(select(Letter.ts, Letter.not_before).where(*sent, *lately))
    late = (float(ts) - due.timestamp() for ts, due in found)
    return sorted(one for one in late if one >= 0)


def last_sent(session: Session) -> datetime | None:
    """When a message last arrived, as far as those of these days tell."""
    sent = select(func.max(Letter.ts)).where(Letter.state == LetterState.SENT, Letter.ts != "")
    ts = session.scalar(sent)
    return datetime.fromtimestamp(float(ts), UTC) if ts else None
