"""What is near to an open matter is said before another is opened, and never stands in the way."""

from __future__ import annotations

import json
from typing import Any

from bot.matters import life, same
from bot.matters.kind import Kind
from bot.who.request import Request
from handlers.matters.life_form import step_form
from handlers.slack import slips
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Then, Words
from storage.matters.slips import tear


def question(request: Request, kind: Kind[Any], asked: Asked) -> Reply | None:
    """Is it not that one? With a button to it, and one for all the same; over a form, in the form.
    None if there is nothing to ask, or it was asked already.
    """
    if not kind.once or "near" in asked:
        return None
    found, say = same.nearest(request, kind.name, asked["title"]), request.say
    if found is None:
        return None
    asked = asked | {"near": found.number}
    text = say("matters.near", **found.named)
    show = button(f"{kind.name}:show", say("matters.near-show", number=found.number), found.id)
    if request.surface == "form":
        form = step_form(request, kind.name, kind.opening, asked, due=life.usual_due(request, kind))
        kept = json.loads(form["private_metadata"] or "{}")
        form["private_metadata"] = json.dumps(kept | {"near": found.number})
        return Form(form | {"blocks": [section(text, show), *form["blocks"]]})
    what = f"{kind.name}:{kind.opening.verb}"
    slip = slips.keep(request, what, asked)
    anyway = button(f"{kind.name}:anyway", say("matters.anyway"), slip.id)
    return Words(text, [section(text), buttons(show, anyway)])


def anyway(request: Request, asked: Asked) -> Reply:
    """It is another: what was asked is done, once."""
    slip = slips.find(request, asked)
    what, before = slip.what, dict(slip.asked)
    tear(request.session, slip)
    return Then(what, before)
