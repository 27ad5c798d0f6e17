"""One supervision item goes on in another (并案): which one that may be, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from bot.language.refusals import Refused
from bot.matters import finding, life, same
from bot.matters.kind import Kind, insider
from bot.matters.moves import Told, Values
from bot.matters.sight import visible_to
from bot.processes import bits
from bot.processes.bits import asks_for_help
from bot.who.request import Request
from storage.matters.journal import Entry
from storage.matters.matter import Visibility
from storage.processes import supervision as stored
from storage.processes.supervision import Bit, BitState, Supervision
from storage.processes.supervision import SupervisionState as State

UNDONE = frozenset({State.PROPOSED, State.APPROVED}) | bits.RUNNING  # with the lead, or before
MOST = 10  # to choose from


def into(request: Request, item: Supervision, number: str) -> Supervision:
    """The one that is meant. Raises Refused for one that is over, or where what is internal-only
    would be seen by others.
    """
    found = request.session.get_one(Supervision, finding.find(request, number, "supervision").id)
    if found is item or found.state not in UNDONE:
        raise Refused("supervision.not-into", field="into", number=found.matter.number)
    levels = {item.matter.visibility, found.matter.visibility}
    both = len(levels) == 1 and asks_for_help(request.me, found)
    if Visibility.NAMED in levels and not both:
        raise Refused("supervision.internal-only", field="into", number=found.matter.number)
    return found


def merged(request: Request, item: Supervision, told: Told) -> Values:
    there = into(request, item, told["into"])
    return {"into_id": there.id, "into": there.matter.number, "wanted_due": None}


def choices(request: Request, item: Supervision) -> dict[str, str]:
    """What else is open, the likest first."""
    seen = stored.in_hand(request.session, visible_to(request.me))
    others = [one for one in seen if one is not item and one.state in UNDONE]
    title = item.matter.title
    others.sort(key=lambda one: -same.likeness(one.matter.title, title))
    return {one.matter.number: f"{one.matter.number} {one.matter.title}" for one in others[:MOST]}


# --- what its lead goes on with -------------------------------------------------------------------


def _goes_on(request: Request, item: Supervision, told: Told) -> Values:
    due = min(told["due"], item.matter.due_at)
    asked = {"asks": told["asks"], "person": told["person"], "due_at": due, "round": item.round}
    return {"item": item, "number": len(item.bits) + 1, **asked}


# Whoever is not to hear of the other before it is approved is not called.
_joins = replace(
    bits.KIND.opening, verb="go-on", sources=UNDONE, allows=insider, does=_goes_on, calls=()
)
GOES_ON: Kind[Bit] = replace(bits.KIND, opening=_joins)


def goes_on(request: Request, item: Supervision) -> None:
    """Whoever led it does it as a part of the other, unless they lead that one."""
    who, there = item.matter.owner, item.into
    if there is not None and who is not there.matter.owner:
        told = {"person": who, "asks": item.matter.title, "due": item.matter.due_at}
        life.hang(request, GOES_ON, told, there)


def goes_on_no_more(request: Request, item: Supervision, there: Supervision) -> None:
    """It was taken back."""
    who, title = item.matter.owner, item.matter.title
    for bit in bits.of(there, BitState.ASKED):
        if (bit.person, bit.asks) == (who, title):
            life.by_itself(request, bits.KIND, bit, bits.KIND.moves["drop"])


def check_alone(request: Request, entry_id: int) -> None:
    """What a merge added goes back with the merge, at what was merged. Raises Refused for it."""
    entry = request.session.get(Entry, entry_id)
    hangs = GOES_ON.hangs
    assert hangs is not None  # on an item
    added = f"{GOES_ON.name}.{GOES_ON.opening.verb}"
    if entry is None or entry.person_id != request.me.id or entry.what != added:
        return
    bit: Bit = hangs.item_of(request.session, entry)
    there = stored.parted(request.session, bit.item, visible_to(request.me))
    was = next(
        (one for one in there if one.into is bit.item and bit.asks == one.matter.title), None
    )
    if was is not None:
        raise Refused("bits.merged", number=bit.item.matter.number, other=was.matter.number)
