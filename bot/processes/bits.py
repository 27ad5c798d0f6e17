"""Bits: what somebody beside the lead is asked on a supervision item, each on a small clock.

An assistant does their part by a day of their own; whoever looks after it, and whoever it was done
for, say 30, 60 and 90 days after it was closed whether it worked (A3.4, A3.5).
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import followups, life
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, is_, is_or_stands_in_for
from bot.matters.moves import Field, Move, Ready, Told, Values, kept, table
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import set_readers
from storage.processes.supervision import Bit, BitState, Supervision, SupervisionState
from storage.who.people import Person

RUNNING = frozenset({SupervisionState.HANDED_OVER, SupervisionState.IN_HAND})
CLOSED = frozenset({SupervisionState.CLOSED})
ASKED, WONDERED = frozenset({BitState.ASKED}), frozenset({BitState.WONDERED})
ANSWERED = frozenset({BitState.ANSWERED})
WAITS = {BitState.ASKED: RUNNING, BitState.WONDERED: CLOSED}  # while its item is in one of these
DAYS = 3  # working days for a part

holder, lead = attrgetter("person"), attrgetter("item.matter.owner")
approver = attrgetter("item.approver")


def minder(item: Supervision) -> Person:
    """Whoever looks after it."""
    return item.minder or item.matter.opened_by


def clerk(bit: Bit) -> Person:
    return minder(bit.item)


def waits(bit: Bit) -> bool:
    """Is something to be done, or said, by its holder now?"""
    item = bit.item
    return bit.round == item.round and item.state in WAITS.get(bit.state, ())


def of(item: Supervision, *states: BitState) -> list[Bit]:
    return [bit for bit in item.bits if bit.state in states]


def is_late(request: Request, item: Supervision) -> bool:
    """An assistant is."""
    return any(waits(bit) and bit.due_at < request.now for bit in of(item, BitState.ASKED))


def asks_for_help(me: Standing, item: Supervision) -> bool:
    return me.id in {item.matter.owner_id, minder(item).slack_id, item.approver_id}


# --- the steps ------------------------------------------------------------------------------------


def _add(request: Request, item: Supervision, told: Told) -> Values:
    """Each has one at a time, and no more time for it than the lead has for the whole."""
    who, whole = told["person"], item.matter.due_at
    if who is item.matter.owner:
        raise Refused("bits.leads", field="person", name=who.name)
    if any(bit.person is who for bit in of(item, BitState.ASKED)):
        raise Refused("bits.asked-already", field="person", name=who.name)
    usual = min(followups.working_day(request, DAYS), max(whole, request.now))
    due = life.to_come(request, told.get("due") or usual)
    if told.get("due") and due > whole:
        raise Refused("bits.too-late", field="due", due=whole)
    asked = {"asks": told["asks"], "person": who, "due_at": due, "round": item.round}
    return {"item": item, "number": len(item.bits) + 1, **asked}


def _says(answer: str, request: Request, bit: Bit, told: Told) -> Values:
    return {"answer": answer, "words": told.get("words", "")}


def _again(request: Request, bit: Bit, told: Told) -> Values:
    """What was said before stays in the record; said again it stands already."""
    if told["words"].strip() == bit.words.strip():
        raise Refused("steps.stood", field="words", said=bit.words)
    return kept(request, bit, told)


def _goes_on(bit: Bit) -> bool:
    return bit.round == bit.item.round and bit.item.state in RUNNING


def answered(me: Standing, item: Supervision) -> list[Bit]:
    """The parts of theirs that were answered, of what goes on still."""
    mine = [bit for bit in of(item, BitState.ANSWERED) if me.is_or_stands_for(bit.person_id)]
    return [bit for bit in mine if _goes_on(bit)]


def helps(me: Standing, item: Supervision) -> bool:
    """Has a part of it, answered or not."""
    asked = [bit for bit in item.bits if waits(bit) and bit.state is BitState.ASKED]
    return any(me.is_or_stands_for(bit.person_id) for bit in asked) or bool(answered(me, item))


def _facts(bit: Bit) -> dict[str, object]:
    answer = Key(f"bits.answer-{bit.answer}") if bit.answer else ""
    names = {"to": bit.person.name, "asks": bit.asks, "answer": answer, "n": bit.days}
    return {**names, "due": bit.due_at}


def people(item: Supervision) -> set[str]:
    """Who takes part in it."""
    asked = {bit.person_id for bit in item.bits if bit.state is not BitState.DROPPED}
    named = {minder(item).slack_id, item.affected_id or "", item.approver_id}
    return (asked | named | {item.matter.owner_id, item.matter.opened_by_id}) - {""}


def keep_up(request: Request, item: Supervision) -> None:
    """Its people read it; each owes their bit, and nothing once it is over, or begun anew."""
    set_readers(request.session, item.matter, people(item))
    life.owe_all(request, KIND, item.matter, item.bits)


MAYBE, WORDS = Field("words", needed=False), Field("words")
ADD = (Field("person", "person"), Field("asks", "line"), Field("due", "due", needed=False))
EACH = (clerk, approver)
does = is_or_stands_in_for(holder)
own = is_(holder)  # whether it worked nobody says for another
stage = partial(Stage[Bit], ladder="private", leaders="digest")

KIND: Kind[Bit] = Kind(
    "bits", "", Bit, days=DAYS,
    opening=Move("add", RUNNING, BitState.ASKED, "asks", asks_for_help, ADD, _add, calls=(holder,)),
    moves=table(
        Move("answer", ASKED, BitState.ANSWERED, "holder", does, (WORDS,), calls=(lead,)),
        Move("again", ANSWERED, None, "holder", does, (WORDS,), _again, (lead,),
             Ready(_goes_on, "bits.none")),
        Move("drop", ASKED, BitState.DROPPED, "asks", lambda me, bit: asks_for_help(me, bit.item),
             (), lambda *_: {}, calls=(holder,)),
        Move("worked", WONDERED, BitState.SAID, "holder", own, (MAYBE,), partial(_says, "worked"),
             EACH),
        Move("partly", WONDERED, BitState.SAID, "holder", own, (WORDS,), partial(_says, "partly"),
             EACH),
    ),
    stages={
        BitState.ASKED: stage("answer", holder, lead, "answer", "drop"),
        BitState.WONDERED: stage("say", holder, approver, "worked"),
    },
    undone=BitState.DROPPED,
    facts=_facts,
    within=lambda request, bit: keep_up(request, bit.item),
    is_live=waits,
    hangs=Hanging("supervision", Supervision, lambda item: item.bits, {
        "number": "bit", "state": "bit_state", "words": "bit_words", "answer": "bit_answer",
    }),
)  # fmt: skip
