"""Goals at the desk: set, broken down from a goal's card, a line a month; all of them as a tree."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters.moves import state_of
from bot.people import goals
from bot.people.goals import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import Face, LifeDesk, last_words
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, safe_link, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.said import outsider
from storage.people.goals import Goal, parts_of

SHOWN = 30
SIGNS = {"set": "○", "on_track": "🟢", "at_risk": "🟡"}


def lines(request: Request, item: Goal) -> list[Markup]:
    say = request.say
    found = [say("goals.card-measure", measure=item.measure), *last_words(request, item.words)]
    if item.evidence:
        found.append(say("goals.card-evidence", link=safe_link(item.evidence)))
    parts = [one.matter for one in parts_of(request.session, item.id)]
    return found + [say("goals.card-part", **one.named, name=one.owner.name) for one in parts]


def more(request: Request, item: Goal) -> list[Block]:
    """The way to break it down."""
    if not request.me.assigns or item.state not in goals.RUNNING:
        return []
    return [button("goals:break-down", request.say("goals.break-down"), item.matter.id)]


desk = LifeDesk(KIND, Face(lines, signal="🎯", more=more))


@desk.does("break-down")
def break_down(request: Request, asked: Asked) -> Reply:
    """A goal that is part of this one."""
    insist(request.me.assigns, "heads")
    whole = read.matter(request, asked, KIND.name)
    return Form(desk.form(request, KIND.opening, {"of": str(whole.id)}))


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """What is open, each part under its whole, with its last line."""
    if not request.me.insider:
        return outsider(request)
    found = list(goals.tree(request))
    start = buttons(button("goals:set", request.say("goals.start")))
    ways = [start] if request.me.assigns else []
    if not found:
        text = request.say("goals.none")
        return Words(text, [section(text), *ways])
    told = [_line(request, depth, one) for depth, one in found[:SHOWN]]
    text = Markup("\n".join([request.say("goals.title"), *told]))
    return Words(text, [section(text), *ways])


def _line(request: Request, depth: int, one: Goal) -> Markup:
    said: dict[str, object] = {"indent": "\u2003" * depth, "sign": SIGNS[one.state]}
    said |= {"name": one.matter.owner.name, "state": state_of(one), "due": one.matter.due_at}
    return request.say("goals.line", **one.matter.named, **said)
