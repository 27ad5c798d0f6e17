"""Letters that did not arrive: refused for good, or waiting for a Slack that takes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from storage.db import UtcDateTime
from storage.matters import paces
from storage.matters.outbox import Letter, LetterKind, LetterState


def refuses(session: Session, to: str) -> bool:
    """Was what was last written to somebody refused for good?"""
    said = select(Letter.state).where(Letter.to == to, Letter.kind != LetterKind.HOME)
    over = (LetterState.SENT, LetterState.FAILED)
    last = said.where(Letter.state.in_(over)).order_by(Letter.id.desc()).limit(1)
    return session.scalar(last) is LetterState.FAILED


def set_aside(session: Session) -> Sequence[Letter]:
    """The letters that were refused for good."""
    return session.scalars(select(Letter).where(Letter.state == LetterState.FAILED)).all()


def held_back(session: Session, but: Letter, now: datetime) -> tuple[int, datetime | None]:
    """How many messages are still to go that could have gone by now, and when the first of those
    that went wrong was begun; a Home tab is no message.
    """
    went_wrong = Letter.error != ""
    began = func.min(case((went_wrong, Letter.first_attempt_at)), type_=UtcDateTime())
    count, since = session.execute(
        select(func.count(), began).where(
            Letter.state.in_((LetterState.WAITING, LetterState.SENDING)),
            or_(Letter.not_before <= now, went_wrong),
            Letter.kind != LetterKind.HOME,
            Letter.id != but.id,
        )
    ).one()
    return count, since


def written_since(session: Session, key: str, moment: datetime) -> bool:
    """Has anything been written under that key since then?"""
    found = select(Letter.id).where(Letter.key == key, Letter.not_before >= moment)
    return session.scalar(found.limit(1)) is not None


def try_again(session: Session, now: datetime) -> None:
    """What was refused may be taken now: the bot was invited, the token renewed."""
    paces.release(session, paces.ALL)
    session.execute(
        update(Letter)
        .where(Letter.state == LetterState.FAILED)
        # When it was first tried is kept: from there on it is looked for, if it is in doubt.
        .values(state=LetterState.WAITING, not_before=now, attempts=0, looks=0, error="")
    )
