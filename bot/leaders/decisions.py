"""Decisions: a leader is asked to decide (请示事项), and decides, returns or delegates (A2.0)."""

from __future__ import annotations

from functools import partial

from bot.language.refusals import Refused
from bot.leaders.options import both, chosen, read_options, which
from bot.matters import followups
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.leaders.decisions import Decision
from storage.leaders.decisions import DecisionState as State
from storage.who.people import Person

WAITING, RETURNED = frozenset({State.ASKED, State.DELEGATED}), frozenset({State.RETURNED})
OPEN = WAITING | RETURNED


def asker(decision: Decision) -> Person:
    return decision.matter.owner


def asked(decision: Decision) -> Person:
    """The leader who was asked, whoever has it now."""
    return decision.asked


def decider(decision: Decision) -> Person:
    return decision.decider


def _put(request: Request, told: Told) -> Values:
    """How a question is put: its options, the one recommended, what happens without an answer."""
    options, said = read_options(told.get("options", "")), told.get("recommended", "")
    found = which(options or both(request), said) if said else None
    if said and found is None:
        raise Refused("decisions.which", field="recommended", said=said)
    return {"options": options, "recommended": found, "otherwise": told.get("otherwise", "")}


def _ask(request: Request, _: object, told: Told) -> Values:
    leader = told["person"]
    if leader is request.person:
        raise Refused("people.not-oneself", field="person")
    if leader.role not in BOARD | DIRECTORS:
        raise Refused("decisions.no-leader", field="person", name=leader.name)
    given = {"owner": request.person, "asked": leader, "decider": leader, "due_at": told.get("due")}
    return given | _put(request, told)


def _again(request: Request, decision: Decision, told: Told) -> Values:
    due = told.get("due") or followups.working_day(request, KIND.days)
    back = {"title": told["title"], "decider_id": decision.asked_id, "words": "", "due_at": due}
    return back | _put(request, told)


def _decide(request: Request, decision: Decision, told: Told) -> Values:
    number = which(decision.options or both(request), told["choice"])
    if number is None:
        raise Refused("decisions.which", field="choice", said=told["choice"])
    return {"chosen": number, "words": told.get("words", "")}


def _delegate(request: Request, decision: Decision, told: Told) -> Values:
    to = told["person"]
    if to is decision.decider:
        raise Refused("matters.already-theirs", field="person", name=to.name)
    if to is decision.matter.owner:
        raise Refused("decisions.not-asker", field="person", name=to.name)
    return {"decider_id": to.slack_id, "words": told.get("words", "")}


def _options(request: Request, decision: Decision) -> dict[str, str]:
    return {str(n): said for n, said in enumerate(decision.options or both(request), 1)}


def _facts(decision: Decision) -> dict[str, object]:
    names = {"leader": decision.decider.name, "asker": decision.matter.owner.name}
    return {**names, "option": chosen(decision)}


EACH = (asker, asked, decider)  # hears of every step at once
TO, WORDS = Field("person", "person"), Field("words", needed=False)
AGAIN = (
    Field("title", "line", own=True),
    Field("options", "text", needed=False, own=True),
    Field("recommended", "line", needed=False, own=True),
    Field("otherwise", "text", needed=False, own=True),
    Field("due", "due", needed=False),
)
# A question is for those involved; never for the whole office.
LEVEL = Field("visibility", "choice", False, start=lambda *_: "chain", choices=("chain", "named"))
ASK = (Field("person", "person", start=first_of(*BOARD)), *AGAIN, LEVEL)
PICK = Field(
    "choice", "choice", start=lambda _, decision: str(decision.recommended or ""), choices=_options
)
decides, delegates = is_(decider, asked), or_director_once_gone(is_(asked), decider)
withdraws = or_director_once_gone(is_(asker), asker)
# A leader hears of it in their digest alone; anybody else in private (A2.0).
DECIDE = Stage("decide", decider, asker, "decide", "delegate", ladder="private", leaders="digest")
REVISE = Stage("revise", asker, asked, "again", "withdraw", 2, "private")

step = partial(Move, calls=EACH)
KIND = Kind(
    "decisions", "A", Decision, days=2,
    opening=step("ask", frozenset(), State.ASKED, "insider", insider, ASK, _ask),
    moves=table(
        step("decide", WAITING, State.DECIDED, "decider", decides, (PICK, WORDS), _decide),
        step("return", WAITING, State.RETURNED, "decider", decides, (Field("words"),)),
        step("delegate", WAITING, State.DELEGATED, "petitioned", delegates, (TO, WORDS), _delegate),
        step("again", RETURNED, State.ASKED, "asker", is_(asker), AGAIN, _again, asks_first=True),
        step("withdraw", OPEN, State.WITHDRAWN, "asker", withdraws, (WORDS,), asks_first=True),
    ),
    stages={State.ASKED: DECIDE, State.DELEGATED: DECIDE, State.RETURNED: REVISE},
    undone=State.WITHDRAWN,
    people=lambda one: {one.matter.owner_id, one.decider_id, one.asked_id},
    facts=_facts,
)  # fmt: skip
