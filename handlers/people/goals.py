"""Goals at the desk: set, broken down from a goal's card, a line a month; all of them as a tree."""

from __future__ import annotations

from typing import Any

from bot.kinds import KINDS
from bot.language.catalog import Markup
from bot.matters.moves import state_of
from bot.matters.sight import may_see
from bot.people import goals
from bot.people.goals import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import Face, LifeDesk, last_words
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, safe_link, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.said import outsider
from storage.matters.matter import Matter
from storage.papers.drafts import Draft
from storage.people.goals import Goal, joined, parts_of

SHOWN = 30
SIGNS = {"set": "○", "on_track": "🟢", "at_risk": "🟡"}


def lines(request: Request, item: Goal) -> list[Markup]:
    say = request.say
    found = [say("goals.card-measure", measure=item.measure), *last_words(request, item.words)]
    if item.evidence:
        found.append(say("goals.card-evidence", link=safe_link(item.evidence)))
    found += [_work(request, one) for one in goals.works(request, item)]
    parts = [one.matter for one in parts_of(request.session, item.id)]
    seen = [one for one in parts if may_see(request.session, request.me, one)]
    return found + [say("goals.card-part", **one.named, name=one.owner.name) for one in seen]


def _work(request: Request, one: Matter) -> Markup:
    """A matter it rests on, and how that stands."""
    row: type[Any] = KINDS[one.kind].row if one.kind in KINDS else Draft
    late = "late" if not one.closed_at and one.due_at < request.now else "work"
    state = state_of(request.session.get_one(row, one.id))
    return request.say(f"goals.card-{late}", **one.named, state=state, due=one.due_at)


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


@desk.draws("late")
def late(request: Request) -> tuple[str, list[Block]] | None:
    """What their goals rest on and is late now, with the press that says so early; None if it is
    not late any more, or is not theirs to see.
    """
    found = [(one, goals.late(request, one)) for one in joined(request.session)
             if one.matter.owner is request.person]  # fmt: skip
    found = [(one, works) for one, works in found if works]
    if not found:
        return None
    say, shown = request.say, list[Block]()
    for one, works in found:
        what = Markup("\n".join(_work(request, work) for work in works))
        shown.append(section(say("goals.rests-on-late", **one.matter.named, works=what)))
        ways = (("at-risk", "goals.verb-at-risk"), ("on-track", "goals.verb-on-track"))
        shown.append(buttons(*(button(f"goals:{verb}", say(key), one.id) for verb, key in ways)))
    return say("goals.late-title"), [section(say("goals.late-title")), *shown]


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """What is open, each part under its whole, with its last line."""
    if not request.me.insider:
        return outsider(request)
    found = list(goals.tree(request))
    start = buttons(button("goals:set", request.say("goals.start")))
    if not found:
        text = request.say("goals.none")
        return Words(text, [section(text), start])
    told = [_line(request, depth, one) for depth, one in found[:SHOWN]]
    text = Markup("\n".join([request.say("goals.title"), *told]))
    return Words(text, [section(text), start])


def _line(request: Request, depth: int, one: Goal) -> Markup:
    said: dict[str, object] = {"indent": "\u2003" * depth, "sign": SIGNS[one.state]}
    said |= {"name": one.matter.owner.name, "state": state_of(one), "due": one.matter.due_at}
    return request.say("goals.line", **one.matter.named, **said)
