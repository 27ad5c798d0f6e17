"""Help: what its reader does most, each with its button; below it all that can be said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from bot.kinds import KINDS
from bot.language.catalog import Markup
from bot.language.names import called
from bot.matters import moves
from bot.office import owed
from bot.papers.brief import KIND as DRAFTS
from bot.papers.drafts.moves import MOVES
from bot.who.request import Request
from bot.who.standing import Standing
from handlers import phrasebook
from handlers.matters.nudges import line
from handlers.slack.blocks import Block, button, divider, section, sections
from handlers.slack.desk import Asked, Desk, Reply, Then, Words
from storage.matters.followups import FollowUp
from storage.papers.drafts import Draft
from storage.who.people import Role, holding

desk = Desk("help")

LINES = 20  # to choose from


class Thing(NamedTuple):
    """What can be done: its text, and the button beside it."""

    says: str
    asks: str
    label: str


ASSIGN = Thing("help.assign", "drafts:assign", "home.assign")
WAITING = Thing("help.waiting", "ledger:show", "home.waiting-for-me")
OVERDUE = Thing("help.overdue", "followups:overdue", "home.overdue")
PEOPLE = Thing("help.people", "people:list", "home.people")
PLATE = Thing("help.plate", "followups:mine", "home.mine")
SUBMIT = Thing("help.submit", "help:submit", "drafts.verb-submit")
EXTEND = Thing("help.extend", "help:extend", "drafts.verb-extend")
THINGS = {
    "leader": (ASSIGN, WAITING, OVERDUE),
    "director": (ASSIGN, OVERDUE, PEOPLE),
    "head": (ASSIGN, PLATE, OVERDUE),
    "writer": (PLATE, SUBMIT, EXTEND),
}


def told(features: Sequence[str], request: Request) -> tuple[Markup, list[Block]]:
    """The help of one reader; `features` says in which order all that can be said stands."""
    who, everything = _is(request.me), phrasebook.short(features, request)
    top = [section(request.say(f"help.for-{who}"))]
    top += [_thing(request, one) for one in THINGS[who]]
    return everything, [*top, divider(), *sections(everything)]


def _is(me: Standing) -> str:
    if me.keeps_ledger:
        return "leader"
    if me.directs:
        return "director"
    return "head" if me.assigns else "writer"


def _thing(request: Request, thing: Thing) -> Block:
    writer = next(iter(holding(request.session, Role.STAFF)), request.person)
    name = called(writer.name, request.catalog.lang_of(request.person))
    text = request.say(thing.says, name=name)
    return section(text, button(thing.asks, request.say(thing.label)))


# --- a step, before anybody has said on what -------------------------------------------------


def _on_what(verb: str, request: Request, asked: Asked) -> Reply:
    """The step on what its reader has in hand; where there is more than one, a button each."""
    found = [one for one in owed.plate(request).mine if _is_open(request, one, verb)]
    if not found:
        return Words(request.say("help.nothing"))
    if len(found) == 1:
        return Then(f"{found[0].matter.kind}:{verb}", {"id": str(found[0].matter_id)})
    label, text = request.say(f"drafts.verb-{verb}"), request.say("help.which")
    lines = [
        section(line(request, one), button(f"{one.matter.kind}:{verb}", label, one.matter_id))
        for one in found[:LINES]
    ]
    return Words(text, [section(text), *lines])


def _is_open(request: Request, owed: FollowUp, verb: str) -> bool:
    """May its reader take that step now?"""
    item, table = _item(request, owed)
    open_now = moves.open_to(table, request.me, item, request.now) if table else []
    return any(move.verb == verb for move in open_now)


def _item(request: Request, owed: FollowUp) -> tuple[Any, moves.Moves[Any]]:
    """What is owed on, and its moves: none for what has no life of its own."""
    session, kind = request.session, KINDS.get(owed.matter.kind)
    if owed.matter.kind == DRAFTS:
        return session.get_one(Draft, owed.matter_id), MOVES
    return (session.get_one(kind.row, owed.matter_id), kind.moves) if kind else (None, {})


for _verb in ("submit", "extend"):
    desk.does(_verb)(partial(_on_what, _verb))
