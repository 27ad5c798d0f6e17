"""A secret ballot on a matter, for every kind that has one: a vote, a pulse.

A ballot is a set of places, sealed (`sealing.py`); it may be changed until it is over. Casting one
is on no record, and no person sees who has voted. Before it is over nobody sees anything; then all
are opened at once, and destroyed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.matters import ladders, letters, life, sealing
from bot.matters.kind import Kind
from bot.matters.ladders import Rung, Times
from bot.matters.moves import Values, insist_in
from bot.who import days
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.matters import ballots as stored
from storage.matters.ballots import Sealed, Voter
from storage.matters.matter import hold
from storage.who.people import everyone

LAST_CALL = Rung("closing", before=4)  # working hours before it closes, once (A1.10)
log = logging.getLogger(__name__)


class Balloted(Protocol):
    """Its `salt` is of the marks and seals, and gone once it is over; `speaks_at`: when those who
    have not voted hear so, once.
    """

    id: Any
    state: Any
    salt: Any
    speaks_at: Any
    voters: Any
    matter: Any


def opening(request: Request, due: datetime) -> Values:
    """What one begins with: all of the office are asked but those who decide."""
    asked = [one for one in everyone(request.session) if not one.is_out and one.role not in BOARD]
    at = ladders.moment(LAST_CALL, Times(request.now, due, request.calendar, request.calendar))
    return {
        "salt": token_hex(16),
        "voters": [Voter(person_id=one.slack_id) for one in asked],
        "speaks_at": at if at > request.now else None,
    }


def insist_may_vote(request: Request, item: Balloted, open_: Collection[Any]) -> Voter:
    """Raises Refused, saying why not, for whoever was not asked, or comes late."""
    insist_in(item, frozenset(open_))
    if request.now >= item.matter.due_at:
        raise Refused("ballots.over", number=item.matter.number, due=item.matter.due_at)
    voter = stored.voter(request.session, item.id, request.me.id)
    if voter is None or not request.me.insider:
        raise Refused("ballots.not-asked", number=item.matter.number)
    return voter


def cast(request: Request, item: Balloted, voter: Voter, places: Sequence[int]) -> bool:
    """One ballot a voter, in the place of an earlier one; without a place it is taken back, and
    False comes back. The matter is held. On no record: nobody is to know who has voted, nor when.
    """
    key = sealing.key_of(item.salt)
    mark, voter.voted = sealing.mark_of(key, request.me.id), bool(places)
    if places:
        sealed = sealing.seal(key, places)
        stored.keep(request.session, Sealed(mark=mark, matter_id=item.id, sealed=sealed))
    else:
        stored.tear(request.session, mark)
    return voter.voted


def opened(session: Session, item: Balloted) -> list[list[int]]:
    """All that were cast, in the order of their marks; there are none any more, nor a salt."""
    key = sealing.key_of(item.salt)
    found = [sealing.opened(key, one.sealed) for one in stored.sealed_of(session, item.id)]
    valid = [one for one in found if one is not None]
    if len(valid) < len(found):
        log.error("%d ballots were sealed with another secret", len(found) - len(valid))
    stored.destroy(session, item.id)
    item.salt = ""
    return valid


def come_due(
    request: Request, kind: Kind[Any], item: Any, count: Callable[[Request, Any], None]
) -> None:
    """Its time has come, whoever is there, and it is closed and counted; or that to ask those who
    have not voted.
    """
    hold(request.session, item.id)
    request.session.refresh(item)
    if kind.stage(item) is None:
        return
    if item.matter.due_at <= request.now:
        life.by_itself(request, kind, item, kind.moves["count"])
        count(request, item)
    elif item.speaks_at and item.speaks_at <= request.now:
        _last_call(request, item)


def _last_call(request: Request, item: Balloted) -> None:
    """Whoever has not voted is asked, once; nobody is woken for it."""
    item.speaks_at, kind = None, item.matter.kind
    for voter in item.voters:
        session, theirs = request.session, voter.person
        at = ladders.hold(request.now, days.of_person(session, theirs, request.calendar))
        if not voter.voted and not theirs.is_out and at < item.matter.due_at:
            letters.page(session, theirs.slack_id, f"{kind}:last-call", {"vote": item.id}, at)
