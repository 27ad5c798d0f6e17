"""The life of a part: its states, who may take which step, whose turn it is (A1.6, A3.1)."""

from __future__ import annotations

from bot import drafts_life, moves
from bot.moves import Move, Ready
from bot.people import BOARD, DIRECTORS, Standing
from storage.drafts import Draft
from storage.matters import Visibility
from storage.parts import Part
from storage.parts import PartState as State
from storage.people import Person

WITH_OWNER = frozenset({State.ASSIGNED, State.WRITING, State.RETURNED})
OPEN = WITH_OWNER | {State.PROBLEM_RAISED, State.HANDED_IN}
HANDED_OVER = frozenset({State.HANDED_IN, State.TAKEN_IN})  # what the card counts as in


def divides(me: Standing, draft: Draft) -> bool:
    """Who gives out the parts: who assigned the draft, the director, its writer."""
    return drafts_life.is_owner(me, draft) or drafts_life.runs_it(me, draft)


def is_owner(me: Standing, part: Part) -> bool:
    return me.id == part.matter.owner_id


def unifies(me: Standing, part: Part) -> bool:
    return me.id == part.unifier.slack_id


def runs_it(me: Standing, part: Part) -> bool:
    """Whoever gave it out, or may give out parts of its draft."""
    return me.id == steward(part).slack_id or divides(me, part.draft)


def places_it(me: Standing, part: Part) -> bool:
    """Who may give it to another writer: as with a draft."""
    owner = part.matter.owner
    return is_owner(me, part) or runs_it(me, part) or me.heads_section_of(owner)


def is_live(part: Part) -> bool:
    """A part is worth a step as long as its draft is."""
    return part.draft.state in drafts_life.OPEN


def is_time_asked_for(part: Part) -> bool:
    return is_live(part) and part.wanted_due is not None


def _step(verb: str, sources: frozenset[State], target: State | None, who: str) -> Move:
    return Move(verb, sources, target, who, WHO[who], ready=Ready(is_live, "parts.draft-over"))


WHO = {"owner": is_owner, "unifier": unifies, "divider": runs_it, "placer": places_it}

ASKED_FOR = Ready(is_time_asked_for, "parts.no-time-asked")

MOVES = moves.table(
    _step("accept", frozenset({State.ASSIGNED, State.PROBLEM_RAISED}), State.WRITING, "owner"),
    _step("submit", OPEN, State.HANDED_IN, "owner"),
    _step("take", frozenset({State.HANDED_IN}), State.TAKEN_IN, "unifier"),
    _step("return", frozenset({State.HANDED_IN}), State.RETURNED, "unifier"),
    _step("problem", WITH_OWNER, State.PROBLEM_RAISED, "owner"),
    _step("settle", frozenset({State.PROBLEM_RAISED}), State.ASSIGNED, "divider"),
    _step("extend", WITH_OWNER | {State.PROBLEM_RAISED}, None, "owner"),
    Move(
        "grant",
        OPEN,
        None,
        "divider",
        runs_it,
        ready=ASKED_FOR,
    ),
    Move(
        "decline",
        OPEN,
        None,
        "divider",
        runs_it,
        ready=ASKED_FOR,
    ),
    _step("reschedule", OPEN, None, "divider"),
    _step("handover", OPEN, None, "placer"),
    _step("cancel", OPEN, State.CANCELLED, "divider"),
)

DUTY = {
    State.ASSIGNED: "parts.duty-accept",
    State.WRITING: "parts.duty-write",
    State.RETURNED: "parts.duty-revise",
    State.PROBLEM_RAISED: "parts.duty-answer",
    State.HANDED_IN: "parts.duty-unify",
}


def steward(part: Part) -> Person:
    """Who answers for how it is divided: whoever gave the part out, as long as they have to do
    with the draft; else whoever assigned that.
    """
    giver, draft = part.matter.opened_by, part.draft
    involved = (draft.matter.owner, draft.reviewer, draft.signatory)
    on_list = draft.matter.visibility is Visibility.NAMED
    directs = giver.role in DIRECTORS and not on_list
    return giver if giver in involved or directs else draft.matter.opened_by


def ball(part: Part) -> Person | None:
    """Whose turn it is; nobody's once the draft is signed off or cancelled."""
    if not is_live(part):
        return None
    if part.state in WITH_OWNER:
        return part.matter.owner
    return {
        State.PROBLEM_RAISED: steward(part),
        State.HANDED_IN: part.unifier,
    }.get(part.state)


def ladder(part: Part, holder: Person) -> str:
    """A leader is reminded in private, and nobody above hears of it (A3.1)."""
    first = part.state is State.ASSIGNED
    if holder.role in BOARD:
        return "private-accept" if first else "private"
    return "accept" if first else "standard"
