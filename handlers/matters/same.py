"""What is near to an open matter is said before another is opened, and never stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.matters import life, same
from bot.matters.kind import Kind
from bot.who.request import Request
from handlers.matters.life_form import step_form
from handlers.slack import slips
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Then, Words
from handlers.slack.replies import keeping
from storage.matters.matter import Matter
from storage.matters.slips import tear


def question(request: Request, kind: Kind[Any], asked: Asked) -> Reply | None:
    """Is it not that one? None if there is nothing to ask, or it was asked already."""
    if not kind.once or "near" in asked:
        return None
    found = same.nearest(request, kind.name, asked["title"])
    return before(request, kind, asked, found) if found else None


def before(request: Request, kind: Kind[Any], asked: Asked, found: Matter) -> Reply:
    """Is it not that one? It is asked before one of this kind is opened."""
    opening, due = kind.opening, life.usual_due(request, kind)
    form = partial(step_form, request, kind.name, opening, due=due)
    return ask(request, f"{kind.name}:{opening.verb}", asked, found, form)


def ask(
    request: Request, what: str, asked: Asked, found: Matter, form: Callable[[Asked], Block]
) -> Reply:
    """With a button to it, and one for all the same; over a form, in the form."""
    say, asked = request.say, asked | {"near": found.number}
    text = say("matters.near", **found.named)
    show = button(f"{found.kind}:show", say("matters.near-show", number=found.number), found.id)
    if request.surface == "form":
        return Form(keeping(form(asked), [section(text, show)], near=found.number))
    slip = slips.keep(request, what, asked)
    other = button(f"{found.kind}:anyway", say("matters.anyway"), slip.id)
    return Words(text, [section(text), buttons(show, other)])


def anyway(request: Request, asked: Asked) -> Reply:
    """It is another: what was asked is done, once."""
    slip = slips.find(request, asked)
    what, before = slip.what, dict(slip.asked)
    tear(request.session, slip)
    return Then(what, before)
