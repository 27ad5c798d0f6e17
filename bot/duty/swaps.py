"""Swaps (换班): asked of a colleague, accepted or not; what hangs on a shift lapses as it begins.

The substitute carries the responsibility, until then whoever had the shift does (domain.md 2.4).
"""

from __future__ import annotations

from operator import attrgetter

from bot.duty import roster
from bot.duty.roster import Change
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.request import Request
from storage.duty import roster as stored
from storage.duty.roster import Shift
from storage.duty.swaps import Swap
from storage.duty.swaps import SwapState as S
from storage.who.people import Person

ASKED = frozenset({S.ASKED})
NONE = "0"  # no day in return
asker, peer = attrgetter("matter.opened_by"), attrgetter("matter.owner")


def said(request: Request, shift: Shift) -> Markup:
    tier = Key(f"duty.tier-{shift.tier}")
    return request.say("swaps.shift", day=shift.day, tier=tier)


def _mine(request: Request, _: object) -> dict[str, str]:
    """What somebody may ask to be relieved of: their own; for a director, anybody's."""
    whose = "" if request.me.directs else request.me.id
    return {str(one.id): _listed(request, one) for one in _coming(request, whose)}


def _theirs(request: Request, _: object) -> dict[str, str]:
    coming = [one for one in _coming(request, "") if one.person is not request.person]
    return {NONE: request.say("swaps.no-return")} | {
        str(one.id): _listed(request, one) for one in coming[:9]
    }


def _coming(request: Request, whose: str) -> list[Shift]:
    return list(stored.to_come(request.session, request.now, whose)[:10])


def _listed(request: Request, shift: Shift) -> str:
    return f"{said(request, shift)} · {shift.person.name}"


def _ask(request: Request, _: object, told: Told) -> Values:
    to, shift = told["person"], _shift(request, told["shift"])
    if to is shift.person:
        raise Refused("swaps.has-it", field="person", name=to.name)
    if shift.person is not request.person and not request.me.directs:
        raise Refused("duty.not-yours", field="shift", name=shift.person.name)
    back = _shift(request, told["back"]) if told.get("back", NONE) != NONE else None
    if back is not None and back.person is not to:
        raise Refused("swaps.not-theirs", field="back", name=to.name)
    _insist_free(request, to, shift, back, "person")
    if back is not None:
        _insist_free(request, shift.person, back, shift, "back")
    return {
        "shift_id": shift.id,
        "back_id": back.id if back else None,
        "giver_id": shift.person_id,
        "revision": shift.revision,
        "owner": to,
        "title": _titled(request, shift),
        "due_at": shift.begins_at,
        "words": told.get("words", ""),
    }


def _titled(request: Request, shift: Shift) -> str:
    """In the office's language: everybody concerned reads it."""
    catalog = request.catalog
    say = catalog.speak(catalog.lang, catalog.tz, request.now, request.calendar)
    return say("swaps.shift", day=shift.day, tier=Key(f"duty.tier-{shift.tier}"))


def _shift(request: Request, number: str) -> Shift:
    found = request.session.get(Shift, int(number)) if number.isdigit() else None
    if found is None or found.begins_at <= request.now:
        raise Refused("swaps.no-shift", field="shift")
    return found


def _insist_free(
    request: Request, who: Person, shift: Shift, given: Shift | None, field: str
) -> None:
    """Raises Refused for somebody who is on leave, or on duty that day anyhow."""
    if roster.on_leave(request, who, shift.day):
        raise Refused("swaps.away", field=field, name=who.name, day=shift.day)
    on = stored.between(request.session, shift.day, shift.day)
    if any(one.person is who and one is not given for one in on):
        raise Refused("swaps.on-already", field=field, name=who.name, day=shift.day)


def _accept(request: Request, swap: Swap, told: Told) -> Values:
    """Only what nobody else was given meanwhile, and what has not begun."""
    if swap.shift.begins_at <= request.now:
        raise Refused("duty.begun", day=swap.shift.day)
    if swap.shift.revision != swap.revision:
        raise Refused("swaps.changed")
    return {"revision": swap.revision + 1}


def exchange(request: Request, swap: Swap) -> None:
    """The shifts change hands, and whoever they concern hears it."""
    was, to, shift, back = swap.shift.person, peer(swap), swap.shift, swap.back
    found = [Change(shift.day, shift.tier, was, to)]
    if back is not None:
        found.append(Change(back.day, back.tier, to, was))
    roster.put(request, found)


def lapse(request: Request, swap: Swap) -> None:
    """Nobody answered in time: it stays as it was."""
    life.take(request, KIND, swap, "withdraw", {}, "lapse")


def undo(request: Request, entry_id: int) -> Swap:
    """As life.take_back; shifts that changed hands by it are whose they were. Raises Refused."""
    swap: Swap = life.take_back(request, KIND, entry_id)
    if swap.shift.person is peer(swap):
        found = [Change(swap.shift.day, swap.shift.tier, peer(swap), swap.giver)]
        if swap.back is not None:
            found.append(Change(swap.back.day, swap.back.tier, swap.giver, peer(swap)))
        roster.put(request, found)
        swap.revision = swap.shift.revision
    return swap


def _facts(swap: Swap) -> dict[str, object]:
    tier = Key(f"duty.tier-{swap.shift.tier}")
    names = {"asker": asker(swap).name, "peer": peer(swap).name, "giver": swap.giver.name}
    return {**names, "day": swap.shift.day, "tier": tier}


WORDS = (Field("words", needed=False),)
ASK = (
    Field("person", "person"),
    Field("shift", "choice", choices=_mine),
    Field("back", "choice", False, choices=_theirs),
    Field("words", needed=False),
)
ANSWER = Stage("answer", peer, asker, "accept", "withdraw", ladder=lambda swap: "private")
answers = is_(peer)

KIND = Kind(
    "swaps", "E", Swap, days=3,
    opening=Move("ask", frozenset(), S.ASKED, "insider", insider, ASK, _ask),
    moves=table(
        Move("accept", ASKED, S.ACCEPTED, "peer", answers, does=_accept, calls=(asker,)),
        Move("decline", ASKED, S.DECLINED, "peer", answers, WORDS, calls=(asker,)),
        Move("withdraw", ASKED, S.WITHDRAWN, "asker", or_director_once_gone(is_(asker), peer),
             calls=(peer,)),
    ),
    stages={S.ASKED: ANSWER},
    undone=S.WITHDRAWN,
    people=lambda swap: {swap.matter.opened_by_id, swap.matter.owner_id, swap.giver_id},
    facts=_facts,
)  # fmt: skip
