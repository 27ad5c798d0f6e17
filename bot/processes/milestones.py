"""Milestones (节点): dated points of a supervision item, which whoever leads it passes (A3.4)."""

from __future__ import annotations

from datetime import datetime

from bot.language.refusals import Refused
from bot.matters import life, titles
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, is_or_stands_in_for
from bot.matters.moves import Field, Move, Told, Values, table
from bot.processes.bits import RUNNING, approver, asks_for_help, lead, minder
from bot.who.request import Request
from storage.processes.supervision import Milestone, MilestoneState, Supervision
from storage.who.people import Person

AHEAD = frozenset({MilestoneState.AHEAD})
DAYS = 5  # working days, where no date is said
MOST = 10  # to choose from


def clerk(milestone: Milestone) -> Person:
    return minder(milestone.item)


def waits(milestone: Milestone) -> bool:
    """Is it ahead, of what goes on?"""
    item = milestone.item
    return milestone.state in AHEAD and milestone.round == item.round and item.state in RUNNING


def ahead(item: Supervision) -> list[Milestone]:
    """Those that are to be passed yet, the earliest first."""
    return [one for one in item.milestones if waits(one)]


def behind(request: Request, item: Supervision) -> Milestone | None:
    """The first that should have been passed by now."""
    return next((one for one in ahead(item) if one.due_at < request.now), None)


def last_passed(item: Supervision) -> datetime | None:
    return max((one.passed_at for one in item.milestones if one.passed_at), default=None)


def _set(request: Request, item: Supervision, told: Told) -> Values:
    """It lies within the time of the whole; said twice, it stands already."""
    due, whole = life.to_come(request, told["due"]), item.matter.due_at
    asks = titles.read_title(told["words"], "words")
    if due > whole:
        raise Refused("milestones.too-late", field="due", due=whole)
    if any(one.asks == asks for one in ahead(item)):
        raise Refused("milestones.there-already", field="words", asks=asks)
    number = len(item.milestones) + 1
    return {"item": item, "number": number, "asks": asks, "due_at": due, "round": item.round}


def _reach(request: Request, milestone: Milestone, told: Told) -> Values:
    return {"words": told["words"], "passed_at": request.now}


def _which(request: Request, milestone: Milestone) -> dict[str, str]:
    return {str(one.number): one.asks for one in ahead(milestone.item)[:MOST]}


def _facts(milestone: Milestone) -> dict[str, object]:
    return {"asks": milestone.asks, "due": milestone.due_at}


def keep_up(request: Request, item: Supervision) -> None:
    """Whoever leads the item now owes what is ahead."""
    life.owe_all(request, KIND, item.matter, item.milestones)


WHICH = Field("which", "choice", choices=_which)
EACH = (clerk, approver)
WORDS = Field("words")
SET = (WORDS, Field("due", "due"))

KIND: Kind[Milestone] = Kind(
    "milestones", "", Milestone, days=DAYS,
    opening=Move("set", RUNNING, MilestoneState.AHEAD, "asks", asks_for_help, SET, _set,
                 calls=(lead,)),
    moves=table(
        Move("reach", AHEAD, MilestoneState.PASSED, "owner",
             is_or_stands_in_for(lead, clerk, approver), (WHICH, WORDS), _reach, EACH),
        Move("drop", AHEAD, MilestoneState.DROPPED, "asks",
             lambda me, milestone: asks_for_help(me, milestone.item), (WHICH,), lambda *_: {},
             (lead,)),
    ),
    stages={
        MilestoneState.AHEAD: Stage("reach", lead, clerk, "reach", leaders="private"),
    },
    undone=MilestoneState.DROPPED,
    facts=_facts,
    within=lambda request, milestone: keep_up(request, milestone.item),
    is_live=waits,
    hangs=Hanging("supervision", Supervision, lambda item: item.milestones, {
        "number": "milestone", "state": "milestone_state", "words": "milestone_words",
        "passed_at": "milestone_passed",
    }),
)  # fmt: skip
