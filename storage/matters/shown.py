"""Letters whose message stands in Slack: which of them are drawn anew, and what stands where."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, update
from sqlalchemy.orm import Session

from storage.matters.followups import FollowUp
from storage.matters.outbox import COPY, OLDER, Letter, LetterKind, LetterState, Rank

LATELY = timedelta(days=3)  # what was said before is no longer looked at


def redraw(session: Session, channel: str, ts: str, now: datetime) -> None:
    """A message whose button was pressed is drawn anew, if a letter stands behind it.

    One that is on its way at this moment goes again after that: see `arrived`.
    """
    if not ts:
        return
    drawn = (LetterKind.NUDGE, LetterKind.NOTE, LetterKind.PAGE)
    pressed = update(Letter).where(
        Letter.channel == channel, Letter.ts == ts, Letter.kind.in_(drawn)
    )
    is_sent = Letter.state == LetterState.SENT
    again = {"state": LetterState.WAITING, "not_before": now, "rank": Rank.ANSWER}
    session.execute(pressed.where(is_sent).values(again))
    session.execute(pressed.where(Letter.state == LetterState.SENDING).values(not_before=now))


def redraw_calls(session: Session, matter_id: int, now: datetime, *, to: str = "") -> None:
    """What each reader, or one, was last called on with is drawn anew: its steps are not those of
    now; so is where its card was shown again, and what reminds somebody of what is done now.
    """
    calls = (Letter.matter_id == matter_id, Letter.kind == LetterKind.NOTE, Letter.loud)
    last = select(func.max(Letter.id)).where(*calls).group_by(Letter.to)
    shown, done = and_(*_copies(matter_id)), _reminds_of_what_is_done(matter_id, now)
    _go_again(session, now, or_(Letter.id.in_(last), shown, done), *_only(to))


def redraw_copies(session: Session, matter_id: int, now: datetime, *, to: str) -> None:
    """Where somebody was shown a card again, it says what it says now."""
    _go_again(session, now, *_copies(matter_id), *_only(to))


def _only(to: str) -> list[ColumnElement[bool]]:
    return [Letter.to == to] if to else []


def _copies(matter_id: int) -> tuple[ColumnElement[bool], ...]:
    shown = (Letter.matter_id == matter_id, Letter.key == COPY)
    return (Letter.kind == LetterKind.ANSWER, *shown)


def _go_again(session: Session, now: datetime, *which: ColumnElement[bool]) -> None:
    drawn = update(Letter).where(Letter.state == LetterState.SENT, *which)
    drawn = drawn.execution_options(synchronize_session=False)
    again = {"state": LetterState.WAITING, "not_before": now, "rank": Rank.REST}
    session.execute(drawn.values(again))


def grow_old(session: Session, to: str, matter_id: int, thread: str, now: datetime) -> None:
    """A card is shown once more: where it was shown before in that place, it says so."""
    chosen = select(Letter).where(*_copies(matter_id), Letter.to == to)
    for one in session.scalars(chosen.where(Letter.state == LetterState.SENT)):
        if one.blanks.get("thread_ts", "") == thread:
            one.key, one.state, one.not_before = OLDER, LetterState.WAITING, now


def _reminds_of_what_is_done(matter_id: int, now: datetime) -> ColumnElement[bool]:
    """Is it a nudge of these days, to whoever has at this moment done what it tells of?"""
    done = (FollowUp.matter_id == matter_id, FollowUp.settled_at == now)
    told = cast(Letter.blanks, String).like("%[" + cast(FollowUp.id, String) + ', "%')
    whose = exists().where(*done, FollowUp.person_id == Letter.to, told)
    lately = Letter.not_before >= now - LATELY
    return and_(Letter.kind == LetterKind.NUDGE, lately, whose)


def is_last_call(session: Session, letter: Letter) -> bool:
    """Has its reader been called on for nothing later in this matter?"""
    calls = (Letter.matter_id == letter.matter_id, Letter.kind == LetterKind.NOTE, Letter.loud)
    later = select(Letter.id).where(*calls, Letter.to == letter.to, Letter.id > letter.id)
    return session.scalar(later.limit(1)) is None


def is_answer(session: Session, channel: str, ts: str) -> bool:
    """Does that message answer a question? Then it stays as it is, whatever happens."""
    if not ts:
        return False
    found = select(Letter.id).where(Letter.channel == channel, Letter.ts == ts)
    answers = found.where(Letter.kind == LetterKind.ANSWER)
    return session.scalar(answers.limit(1)) is not None


def page_at(session: Session, to: str, channel: str, ts: str) -> str:
    """The "feature:picture" of the page to somebody that stands there; empty if none does."""
    there = (Letter.channel == channel, Letter.ts == ts, Letter.kind == LetterKind.PAGE)
    found = select(Letter.key).where(Letter.to == to, *there).limit(1)
    return session.scalar(found) or ""


def answered_at(session: Session, channel: str, ts: str) -> str:
    """The text of the answer that stands there; empty if none does."""
    there = select(Letter.blanks).where(Letter.channel == channel, Letter.ts == ts)
    found = session.scalar(there.where(Letter.kind == LetterKind.ANSWER).limit(1))
    return str(found.get("text", "")) if found else ""
