"""Who sends which letter next: answers first, one reader's letters in their order, each once.

Any number of senders ask, in any number of processes. A letter that was taken is leased to its
taker; whoever lets that run out is taken for dead, and has lost it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased, joinedload

from storage import memory
from storage.db import UtcDateTime
from storage.matters import paces
from storage.matters.matter import Card, Matter
from storage.matters.outbox import Letter, LetterKind, LetterState, Rank
from storage.matters.paces import Budget, Pace

LEASE = timedelta(seconds=60)  # a sender silent for this long is taken for dead
UNFINISHED = (LetterState.WAITING, LetterState.SENDING)
# The ways of calling Slack: each has a limit of its own.
POST, CHANGE, SHOW, LOOK, ENCLOSE, GATHER = "post", "change", "show", "look", "enclose", "gather"

NOW = bindparam("now", type_=UtcDateTime())
AT = bindparam("at", type_=Float())
AHEAD, AHEAD_OF_REST = bindparam("ahead", type_=Float()), bindparam("ahead_of_rest", type_=Float())
LOWEST = bindparam("lowest", type_=Integer())
LAST = literal(1 << 40, BigInteger())  # more than any letter's id


def take(
    session: Session, now: datetime, budget: Budget, lowest: Rank = Rank.REST
) -> Letter | None:
    """The next letter to send, with all that says how its reader sees it, of a rank that is not
    below `lowest`; it is nobody else's until the transaction ends, and then its lease begins.
    """
    asked: dict[str, Any] = {"now": now, "at": now.timestamp(), "lowest": int(lowest)}
    asked |= {"ahead": budget.ahead, "ahead_of_rest": budget.ahead_of_rest}
    found = session.execute(_next(), asked).first()
    if found is None:
        return None
    letter: Letter = found[0]
    memory.believe(session, found[1])
    letter.way, letter.goes_by_steps, letter.is_parked = found[2], bool(found[3]), bool(found[4])
    return letter


def begin(session: Session, letter: Letter, now: datetime, owner: str, budget: Budget) -> bool:
    """An attempt begins, and is spent from what Slack allows; False if another has spent it at this
    moment. A lease that runs out makes a letter ready again, in doubt.
    """
    letter.state, letter.lease_until = LetterState.SENDING, now + LEASE
    letter.lease_owner, letter.attempts = owner, letter.attempts + 1
    goes_again = letter.ts and not letter.error  # it stands, and is to say something else
    letter.first_attempt_at = now if goes_again else letter.first_attempt_at or now
    session.flush()
    is_urgent = letter.rank <= Rank.CALL
    spent: float | None = 0.0
    if letter.way in (POST, ENCLOSE):
        ahead = budget.ahead if is_urgent else budget.ahead_of_rest
        spent = paces.spend(session, letter.to, now, budget.step, ahead)
        letter.leaves_at = 0.0 if is_urgent else spent or 0.0
    if letter.is_parked and letter.attempts == 1:
        paces.try_one(session, now)
    if letter.goes_by_steps:
        paces.step_on(session, letter.way, now)
    return spent is not None


def count_from(session: Session, letter: Letter, called: datetime, budget: Budget) -> None:
    """Slack counts from when it is called. Whoever had to wait for that after the letter was taken
    would otherwise be too early with the next.
    """
    assert letter.lease_until is not None
    if letter.way in (POST, ENCLOSE) and called > letter.lease_until - LEASE:
        paces.count_from(session, letter.to, called, budget.step)


def arrived(session: Session, letter: Letter, channel: str, ts: str) -> None:
    """It stands in Slack. One that was changed while it was on its way goes again."""
    changed = Letter.not_before != letter.not_before
    state = case((changed, LetterState.WAITING), else_=LetterState.SENT)
    session.execute(
        update(Letter)
        .where(Letter.id == letter.id)
        .values(state=state, doubt=False, error="", channel=channel, ts=ts)
        .execution_options(synchronize_session=False)
    )


def held_by(session: Session, letter: Letter) -> Letter | None:
    """The letter as it is now, if whoever took it has it still: their lease may have run out."""
    kept = session.get_one(Letter, letter.id, with_for_update=True)
    mine = (letter.lease_owner, letter.attempts)
    return kept if (kept.lease_owner, kept.attempts) == mine else None


def is_under_way(session: Session) -> bool:
    """Has somebody a letter in hand?"""
    return bool(session.scalar(select(exists().where(Letter.state == LetterState.SENDING))))


@cache  # it is asked every second, and after every commit
def _next() -> Select[Any]:
    with_it = (Letter.reader, Letter.card, Letter.seat, Letter.matter)
    has_step = exists().where(Pace.name == _way(Letter), Pace.step > 0)
    is_parked = and_(Letter.rank != Rank.HOME, exists().where(Pace.name == paces.ALL))
    return (
        select(Letter, memory.STAMP, _way(Letter), has_step, is_parked)
        .where(Letter.id == _first())
        .options(*(joinedload(one) for one in with_it))
        .options(joinedload(Letter.matter).joinedload(Matter.last_deed))
        .with_for_update(of=Letter)
    )


def _first() -> ScalarSelect[int]:
    """The first letter that is ready and may go: on PostgreSQL, of those nobody is taking. One
    whose sender is taken for dead is ready, too. Its state is asked for here as well: of a row that
    another has changed meanwhile PostgreSQL looks at these conditions anew, not at those of heads.
    """
    one, head = aliased(Letter), _heads().subquery()
    ready_at = case((one.state == LetterState.SENDING, one.lease_until), else_=one.not_before)
    return (
        select(one.id)
        .join(head, head.c.id == one.id)
        .where(one.state.in_(UNFINISHED), ready_at <= NOW, one.rank <= LOWEST)
        .where(~_is_too_fast(one))
        .order_by(one.rank, one.not_before, one.id)
        .limit(1)
        .with_for_update(of=one, skip_locked=True)
        .scalar_subquery()
    )


def _heads() -> Select[int]:
    """Of each reader the letter whose turn it is: what answers them comes before the rest. Calls
    and Home tabs wait for nothing else.
    """
    one = aliased(Letter)
    alone = case((one.rank == Rank.CALL, one.id), (one.rank == Rank.HOME, -1), else_=0)
    first = func.min(one.id + case((one.rank == Rank.REST, LAST), else_=0))
    return (
        select((first % LAST).label("id"))
        .where(one.state.in_(UNFINISHED), or_(one.not_before <= NOW, one.attempts > 0))
        .group_by(one.to, alone)
    )


def _is_too_fast(one: type[Letter]) -> ColumnElement[bool]:
    """Would Slack refuse it now: for its channel, for the way it goes, or whatever it were?"""
    ahead = case((one.rank <= Rank.CALL, AHEAD), else_=AHEAD_OF_REST)
    untried = and_(one.attempts == 0, one.rank != Rank.HOME)  # there the admin looks
    nothing_taken = and_(untried, paces.is_held(literal(paces.ALL), AT))
    return or_(
        nothing_taken,
        and_(_way(one).in_((POST, ENCLOSE)), paces.is_busy(one.to, AT, ahead)),
        paces.is_busy(_way(one), AT, literal(0.0)),
    )


def _way(one: type[Letter]) -> ColumnElement[str]:
    """How Slack will be called for it."""
    whose = (Card.matter_id == one.matter_id, Card.person_id == one.to)
    has_card = exists().where(*whose).correlate_except(Card)
    stands = or_(one.ts != "", and_(one.kind == LetterKind.CARD, has_card))
    return case(
        (one.kind == LetterKind.HOME, SHOW),
        (one.kind == LetterKind.GROUP, GATHER),
        (one.doubt, LOOK),
        (one.kind == LetterKind.FILE, ENCLOSE),
        (stands, CHANGE),
        else_=POST,
    )
