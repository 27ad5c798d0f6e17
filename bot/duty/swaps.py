"""Swaps (换班): asked of one colleague or of all who are free, offered for one who is ill, approved
where the office says so; what hangs on a shift lapses in the end as it was.

The substitute carries the responsibility, until then whoever had the shift does (domain.md 2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from bot.duty import relief, roster
from bot.duty.relief import NONE
from bot.duty.roster import Change
from bot.duty.rules import approver
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import followups, letters, life, story
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, kept, table
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import Standing
from storage.duty.roster import Shift
from storage.duty.swaps import Swap
from storage.duty.swaps import SwapState as S
from storage.matters.journal import Entry
from storage.office.settings import own_names
from storage.who.people import Person

ASKED, AGREED = frozenset({S.ASKED}), frozenset({S.AGREED})
EXCHANGES = ("accept", "approve")
asker, peer = attrgetter("matter.opened_by"), attrgetter("matter.owner")


def taker(swap: Swap) -> Person:
    """Who has the shift if it changes hands."""
    return swap.taker or peer(swap)


# --- asked, offered ---------------------------------------------------------------------------


def _ask(request: Request, _: object, told: Told) -> Values:
    shift = relief.to_come(request, told["shift"])
    if shift.person is not request.person and not request.me.directs:
        raise Refused("duty.not-yours", field="shift", name=shift.person.name)
    people = told.get("people") or relief.free(request, shift)
    if not people:
        raise Refused("swaps.nobody-free", field="people", day=shift.day)
    back = _back(request, told, people)
    for to in people:
        if to is shift.person:
            raise Refused("swaps.has-it", field="people", name=to.name)
        relief.insist_free(request, to, shift, back, "people")
    if back is not None:
        relief.insist_free(request, shift.person, back, shift, "back")
    values = _values(request, shift, told, people)
    return values | {"back_id": back.id if back else None, "due_at": shift.begins_at}


def _back(request: Request, told: Told, people: Sequence[Person]) -> Shift | None:
    if told.get("back", NONE) == NONE:
        return None
    back = relief.to_come(request, told["back"])
    if [back.person] != list(people):
        raise Refused("swaps.not-theirs", field="back", name=people[0].name)
    return back


def _offer(request: Request, _: object, told: Told) -> Values:
    """Whoever has the shift says yes, or a director for one who is ill; or whoever approves."""
    shift = relief.to_come(request, told["shift"], running=True)
    giver, me = shift.person, request.person
    if giver is me:
        raise Refused("swaps.is-yours", field="shift")
    relief.insist_free(request, me, shift, None, "shift")
    who = approver(request, shift, giver, me)
    return _values(request, shift, told, [giver]) | {
        "taker_id": me.slack_id,
        "owner": who or giver,
        "state": S.AGREED if who else S.ASKED,
        "due_at": shift.ends_at,
        "returns_id": told.get("returns"),
    }


def _values(request: Request, shift: Shift, told: Told, people: Sequence[Person]) -> Values:
    return {
        "shift_id": shift.id,
        "giver_id": shift.person_id,
        "revision": shift.revision,
        "owner": people[0],
        "asked": " ".join(one.slack_id for one in people),
        "title": _titled(request, shift),
        "words": told.get("words", ""),
    }


def _titled(request: Request, shift: Shift) -> str:
    """In the office's language: everybody concerned reads it."""
    say = request.catalog.speak_to(None, request.now, request.calendar, own_names(request.session))
    return say("swaps.shift", day=shift.day, tier=Key(f"duty.tier-{shift.tier}"))


# --- answered ---------------------------------------------------------------------------------


def _insist_holds(request: Request, swap: Swap) -> None:
    """Only what nobody else was given meanwhile, what is not over, and who can. Raises Refused."""
    if swap.matter.due_at <= request.now:
        raise Refused("duty.begun", day=swap.shift.day)
    if swap.shift.revision != swap.revision:
        raise Refused("swaps.changed")
    relief.insist_free(request, _who_takes(request, swap), swap.shift, swap.back, "")


def _who_takes(request: Request, swap: Swap) -> Person:
    return swap.taker or request.person


def _approver(request: Request, swap: Swap) -> Person | None:
    """None where a director has asked for others: that is the office's word."""
    asked_by = lookups.standing(request.session, asker(swap), request.now)
    if asked_by.directs or swap.is_offer:
        return None
    return approver(request, swap.shift, swap.giver, _who_takes(request, swap))


def _accept(request: Request, swap: Swap, told: Told) -> Values:
    _insist_holds(request, swap)
    to, who = _who_takes(request, swap), _approver(request, swap)
    agreed: Values = {"taker_id": to.slack_id}
    if who is not None:
        return agreed | {"state": S.AGREED, "owner_id": who.slack_id}
    owner = swap.matter.owner_id if swap.is_offer else to.slack_id
    return agreed | {"owner_id": owner, "revision": swap.revision + 1}


def _decline(request: Request, swap: Swap, told: Told) -> Values:
    """It is declined when all have declined."""
    left = [one for one in swap.waits_for if one != request.me.id]
    if not left or swap.is_offer:
        return kept(request, swap, told)
    said_no = f"{swap.declined} {request.me.id}".strip()
    return {"state": S.ASKED, "owner_id": left[0], "declined": said_no}


def _approve(request: Request, swap: Swap, told: Told) -> Values:
    _insist_holds(request, swap)
    return {"revision": swap.revision + 1}


def _answers(me: Standing, swap: Swap) -> bool:
    """Whoever is asked; of an offer also a director: who is ill may not be able to."""
    return me.id in swap.waits_for or (swap.is_offer and me.directs)


def _approves(me: Standing, swap: Swap) -> bool:
    party = me.id in (swap.giver_id, swap.taker_id)
    return me.id == swap.matter.owner_id or (me.directs and not party)


# --- its life ---------------------------------------------------------------------------------


def _facts(swap: Swap) -> dict[str, object]:
    tier = Key(f"duty.tier-{swap.shift.tier}")
    several = swap.state is S.ASKED and swap.taker is None
    waits = " · ".join(one.name for one in swap.people_asked) if several else ""
    names = {"asker": asker(swap).name, "peer": waits or peer(swap).name, "giver": swap.giver.name}
    return {**names, "taker": taker(swap).name, "day": swap.shift.day, "tier": tier}


def _people(swap: Swap) -> set[str]:
    ends = {swap.matter.opened_by_id, swap.matter.owner_id, swap.giver_id}
    return ends | {*swap.asked.split()} | ({swap.taker_id} if swap.taker_id else set())


WORDS = (Field("words", needed=False),)
ASK = (
    Field("shift", "choice", choices=relief.mine),
    Field("people", "people", needed=False),
    Field("back", "choice", False, choices=relief.in_return),
    Field("words", needed=False),
)
OFFER = (Field("shift", "choice", choices=relief.theirs), Field("words", needed=False))
ANSWER = Stage("answer", peer, asker, "accept", "withdraw", ladder="falling")
APPROVE = Stage("approve", peer, asker, "approve", "withdraw", ladder="falling")
calls_off = or_director_once_gone(or_director_once_gone(is_(asker), peer), asker)

KIND = Kind(
    "swaps", "E", Swap, days=3,
    opening=Move("ask", frozenset(), S.ASKED, "insider", insider, ASK, _ask),
    moves=table(
        Move("accept", ASKED, S.ACCEPTED, "peer", _answers, does=_accept, calls=(asker, taker)),
        Move("decline", ASKED, S.DECLINED, "peer", _answers, WORDS, _decline, calls=(asker,)),
        Move("approve", AGREED, S.ACCEPTED, "approver", _approves, does=_approve,
             calls=(asker, taker)),
        Move("refuse", AGREED, S.REFUSED, "approver", _approves, WORDS, calls=(asker, taker)),
        Move("withdraw", ASKED | AGREED, S.WITHDRAWN, "asker", calls_off, calls=(peer,)),
    ),
    stages={S.ASKED: ANSWER, S.AGREED: APPROVE},
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
OFFERS = replace(
    KIND, opening=Move("offer", frozenset(), S.ASKED, "insider", insider, OFFER, _offer)
)


# --- operations -------------------------------------------------------------------------------


def ask(request: Request, told: Told) -> Swap:
    """Ask colleagues, or all who are free, to take a shift: the first has it. Raises Refused."""
    swap: Swap = life.begin(request, KIND, told)
    story.show(request, swap.matter, swap.waits_for)
    _owe_each(request, swap)
    return swap


def offer(request: Request, told: Told) -> Swap:
    """Offer to take a colleague's shift, tonight's too, if they or the office say yes. Raises
    Refused.
    """
    swap: Swap = life.begin(request, OFFERS, told)
    if swap.state is S.ASKED:  # who is ill may not read it
        directors = [one.slack_id for one in lookups.directors(request.session)]
        story.show(request, swap.matter, directors)
    return swap


def answer(request: Request, swap: Swap, verb: str, told: Told) -> Markup:
    """Accept, decline, approve or refuse; once it is accepted the shifts change hands, whoever they
    concern hears it, and whoever was relieved is told which shift they could give back.
    """
    waits = verb == "accept" and _approver(request, swap) is not None
    words = life.take(request, KIND, swap, verb, told, "agree" if waits else "")
    if swap.state is S.ACCEPTED:
        _exchange(request, swap)
        if swap.back is None and swap.returns_id is None:
            said_to = {"swap": swap.id}
            letters.page(request.session, swap.giver_id, "swaps:return", said_to, request.now)
    _owe_each(request, swap)
    return words


def _owe_each(request: Request, swap: Swap) -> None:
    """Each who is asked, and has not declined, owes an answer."""
    now = KIND.stage(swap)
    if now is not None and swap.state is S.ASKED and len(swap.waits_for) > 1:
        owed = life.debt(request, KIND.name, swap, now)
        debts = [replace(owed, person=one) for one in swap.people_asked]
        followups.keep(request, swap.matter, debts)


def _exchange(request: Request, swap: Swap) -> None:
    was, to, shift, back = swap.shift.person, taker(swap), swap.shift, swap.back
    found = [Change(shift.day, shift.tier, was, to)]
    if back is not None:
        found.append(Change(back.day, back.tier, to, was))
    roster.put(request, found)


def lapse(request: Request, swap: Swap) -> None:
    """Nobody answered in time: it stays as it was. Or somebody else has the shift by now."""
    gone = swap.shift.revision != swap.revision
    if not request.me.insider:  # whoever asked has left
        [keeper, *_] = lookups.keepers(request.session)
        me = lookups.standing(request.session, keeper, request.now)
        request = replace(request, me=replace(me, acting=True))
    life.take(request, KIND, swap, "withdraw", {}, "gone" if gone else "lapse")


def undo(request: Request, entry_id: int) -> Swap:
    """As life.take_back; shifts that changed hands by it are whose they were. Raises Refused."""
    entry = request.session.get(Entry, entry_id)
    verb = entry.what.partition(".")[2] if entry else ""
    swap: Swap = life.take_back(request, OFFERS if verb == "offer" else KIND, entry_id)
    changed_hands = swap.shift.revision == swap.revision + 1  # once since it was asked: by this
    if verb in EXCHANGES and changed_hands:
        has, shift, back = swap.shift.person, swap.shift, swap.back
        found = [Change(shift.day, shift.tier, has, swap.giver)]
        if back is not None:
            found.append(Change(back.day, back.tier, swap.giver, has))
        roster.put(request, found)
        swap.revision = shift.revision
    _owe_each(request, swap)
    return swap
