"""What the steps of a part set, who may take them, and what cannot be (A1.6, A3.1)."""

from __future__ import annotations

from typing import Any

from bot.language.refusals import Refused
from bot.matters.moves import Told, Values
from bot.papers import life
from bot.papers.parts.division import check_reader, check_time, divides, division_of
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, Standing
from storage.matters.matter import Visibility
from storage.papers.drafts import Draft
from storage.papers.parts import Part
from storage.papers.parts import PartState as State
from storage.who.people import Person

WITH_OWNER = frozenset({State.ASSIGNED, State.WRITING, State.RETURNED})
UNSOLVED = frozenset({State.PROBLEM_RAISED})
OPEN = WITH_OWNER | UNSOLVED | {State.HANDED_IN}
HANDED_OVER = frozenset({State.HANDED_IN, State.TAKEN_IN})  # what the card counts as in
TEXT_MAX = 3000  # what a field of a form holds; more is a document, and its link is handed in

# --- whose it is, and who may --------------------------------------------------------------------


def owner(part: Part) -> Person:
    return part.matter.owner


def unifier(part: Part) -> Person:
    return part.unifier


def steward(part: Part) -> Person:
    """Who answers for how it is divided: whoever gave the part out, as long as they have to do
    with the draft; else whoever assigned that.
    """
    giver, draft = part.matter.opened_by, part.draft
    involved = (draft.matter.owner, draft.reviewer, draft.signatory)
    on_list = draft.matter.visibility is Visibility.NAMED
    directs = giver.role in DIRECTORS and not on_list
    return giver if giver in involved or directs else draft.matter.opened_by


def holder(part: Part) -> Person:
    """Who has it in hand."""
    return {State.PROBLEM_RAISED: steward, State.HANDED_IN: unifier}.get(part.state, owner)(part)


def runs_it(me: Standing, part: Part) -> bool:
    """Whoever gave it out, or may give out parts of its draft."""
    return me.id == steward(part).slack_id or divides(me, part.draft)


def places_it(me: Standing, part: Part) -> bool:
    """Who may give it to another writer: as with a draft."""
    return me.id == part.matter.owner_id or runs_it(me, part) or me.heads_section_of(owner(part))


def asks(me: Standing, part: Part) -> bool:
    """Its writer raises a problem or wants more time; nobody asks themselves."""
    return me.id == part.matter.owner_id != steward(part).slack_id


def is_live(part: Part) -> bool:
    """A part is worth a step as long as its draft is."""
    return part.draft.state in life.OPEN


# --- what a step sets ----------------------------------------------------------------------------


def give(request: Request, draft: Draft, told: Told) -> Values:
    division, who = division_of(request, draft), told["person"]
    check_time(request, draft, told["due"])
    check_reader(request, draft, who)
    level = draft.matter.visibility
    return {"owner": who, "due_at": told["due"], "visibility": level, "division": division}


def accept(request: Request, part: Part, told: Told) -> Values:
    return {"opinion": ""} if part.state is State.PROBLEM_RAISED else {}


def submit(request: Request, part: Part, told: Told) -> Values:
    """A link, or the words. What the unifier writes is taken in at once."""
    text = told["text"]
    if len(text) > TEXT_MAX:
        raise Refused("parts.long-text", field="text", n=len(text), most=TEXT_MAX)
    state: dict[str, Any] = {"state": State.TAKEN_IN} if part.unifier is owner(part) else {}
    return {"text": text, "opinion": "", "wanted_due": None, **state}


def return_(request: Request, part: Part, told: Told) -> Values:
    check_time(request, part.draft, told["due"])
    back = {"due_at": told["due"], "promised_at": None, "wanted_due": None}
    return {"opinion": told["opinion"], **back}


def hand_over(request: Request, part: Part, told: Told) -> Values:
    """To another writer, who is asked to accept it anew if it is still to be written."""
    to = told["person"]
    if to is owner(part):
        raise Refused("parts.already-theirs", field="person", name=to.name)
    check_reader(request, part.draft, to)
    state = {"state": State.ASSIGNED} if part.state in WITH_OWNER else {}
    return {"owner_id": to.slack_id, "wanted_due": None, **state}


def ladder(part: Part) -> str:
    """A leader is reminded in private, and nobody above hears of it (A3.1)."""
    first = part.state is State.ASSIGNED
    if holder(part).role in BOARD:
        return "private-accept" if first else "private"
    return "accept" if first else "standard"


def facts(part: Part) -> dict[str, object]:
    names = {"owner": owner(part).name, "giver": part.matter.opened_by.name}
    return {**names, "draft": part.draft.matter.number, "wanted": part.wanted_due or ""}
