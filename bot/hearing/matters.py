"""The matter that is spoken of: may they see it, and which of its steps are open to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.hearing.verbs import tables_of
from bot.kinds import KINDS, TABLES
from bot.matters.kind import Kind
from bot.matters.moves import open_to
from bot.matters.sight import may_see
from bot.processes import steps, turns, ways
from bot.processes.joining import may_join
from bot.processes.remarks import may_remark
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Matter
from storage.papers import rounds
from storage.papers.drafts import Draft, whole
from storage.processes.cases import Case

YES = ("sign", "pass")
ANSWERS_A_ROUND = {("rounds", "agree"), ("rounds", "comment")}


def _begins(kind: Kind[Any]) -> Callable[[Standing], bool]:
    return lambda me: kind.opening.allows(me, None)


# What not everybody may begin.
FOR_SOME: dict[tuple[str, str], Callable[[Standing], bool]] = {
    ("drafts", "assign"): lambda me: me.assigns,
    ("people", "post"): lambda me: me.directs,
    ("calendar", "settings"): lambda me: me.directs,
    **{
        (one.name, one.opening.verb): _begins(one)
        for one in KINDS.values()
        if not one.opening.sources
    },
}


def matter_of(request: Request, number: str) -> Matter | None:
    """The matter of a number, if whoever speaks may see it."""
    match = re.fullmatch(r"[A-Z]+-(\d{1,9})", number)
    found = request.session.get(Matter, int(match[1])) if match else None
    if found is None or found.number != number:
        return None
    return found if may_see(request.session, request.me, found) else None


def is_open(request: Request, number: str, verb: tuple[str, str]) -> bool:
    """What is over is open to who may begin it anew."""
    found = matter_of(request, number)
    if found is None or found.closed_at is None:
        return found is not None
    return (open_steps(request, found) or {}).get(":".join(verb), False)


def open_steps(request: Request, matter: Matter) -> dict[str, bool] | None:
    """Its steps, and which may be taken now by whoever speaks."""
    table = next((moves for name, _, moves in TABLES if name == matter.kind), None)
    if table is None:
        return None
    kind = KINDS.get(matter.kind)
    item: Any = (
        request.session.get_one(kind.row, matter.id) if kind else whole(request.session, matter.id)
    )
    may = {move.verb for move in open_to(table, request.me, item, request.now)}
    hanging = _nothing_hangs(item) if matter.kind == "drafts" else {}
    hanging |= _of_steps(request, item) if matter.kind == "cases" else {}
    return {f"{matter.kind}:{verb}": verb in may for verb in table} | hanging


def _nothing_hangs(draft: Draft) -> dict[str, bool]:
    """What cannot be done with what is not there: no answer without a question."""
    there = {
        "rounds": (bool(draft.rounds), ("open", "consult")),
        "outline": (bool(draft.outlines), ("hand-in",)),
        "questions": (bool(draft.questions), ("ask",)),
        "parts": (draft.division is not None, ("divide", "ideas", "unify")),
    }
    return {
        f"{feature}:{verb}": False
        for feature, verb in tables_of()
        if feature in there and not there[feature][0] and verb not in there[feature][1]
    }


def _of_steps(request: Request, case: Case) -> dict[str, bool]:
    """What whoever speaks may do with any of the steps of a case."""
    table = steps.KIND.moves
    each = (open_to(table, request.me, one, request.now) for one in case.steps)
    may = {move.verb for moves in each for move in moves}
    theirs = bool(turns.mine(request.me, case))
    may |= {"return", "add"} if theirs else set()  # at the first step it goes back to who asked
    may |= {"join"} if may_join(request.me, case) else set()
    may |= {"remark"} if may_remark(request.me, case) else set()
    verbs = (*table, "add", "join", "remark")
    return {f"steps:{verb}": verb in may for verb in verbs}


def may_begin(request: Request, verb: tuple[str, str]) -> bool:
    return verb not in FOR_SOME or FOR_SOME[verb](request.me)


def begins_nothing(request: Request, verb: tuple[str, str]) -> bool:
    """Its way is retired. Of what is offered alone this is asked, for each by a statement."""
    feature, name = verb
    return name == "start" and feature in ways.shipped() and ways.is_retired(request, feature)


def is_asked_in(request: Request, verb: tuple[str, str], number: str) -> bool:
    """Of a round's answers: is there an open one on it in which whoever speaks was asked?"""
    if verb not in ANSWERS_A_ROUND or not number.startswith("D"):
        return True
    matter = matter_of(request, number)
    found = rounds.open_on(request.session.get_one(Draft, matter.id)) if matter else None
    return found is not None and any(one.person_id == request.me.id for one in found.invited)


def yes_to(request: Request, number: str) -> tuple[str, str] | None:
    """The step by which whoever speaks says yes to a draft now: signs it, or passes it on."""
    matter = matter_of(request, number)
    open_now = (open_steps(request, matter) if matter else None) or {}
    return next((("drafts", one) for one in YES if open_now.get(f"drafts:{one}")), None)
