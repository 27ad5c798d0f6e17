"""What is read before a draft goes on: what must be fixed and is not yet; before it is signed, what
others said of it. It can be sent all the same.
"""

from __future__ import annotations

import json

from bot.language.catalog import Markup, escape
from bot.papers.rounds.fates import PROBLEM, at, cut
from bot.papers.rounds.must_fix import unfixed
from bot.who.request import Request
from handlers.matters import beside
from handlers.slack import slips
from handlers.slack.blocks import TITLE, Block, button, buttons, plain, sections
from handlers.slack.desk import Asked, Reply, Words
from handlers.slack.read import PLAINLY
from storage.papers.drafts import Draft

ANYWAY = "anyway"  # it was said, and is to be sent all the same
LINES = 3  # comments that are shown; the list has all of them


def warning(request: Request, draft: Draft, verb: str) -> Markup | None:
    """How many comments, and the first of them; None if nothing is left of what must be fixed."""
    found = unfixed(request.session, draft, verb)
    if not found:
        return None
    lines = [
        request.say(f"rounds.must-{name}", n=len(which))
        for name, which in (("undecided", found.undecided), ("unwritten", found.unwritten))
        if which
    ]
    first = [*found.undecided, *found.unwritten][:LINES]
    shown = [request.say("rounds.must-line", what=escape(cut(at(one), PROBLEM))) for one in first]
    return Markup("\n".join([*lines, *shown]))


def _first(request: Request, draft: Draft, verb: str) -> Markup | None:
    """All that is to be read; None if there is nothing."""
    said = beside.lines(request, draft.matter) if verb == "sign" else []
    fix = warning(request, draft, verb)
    told = [*([fix] if fix else []), *said]
    return Markup("\n".join(told)) if told else None


def is_unsaid(request: Request, draft: Draft, verb: str, asked: Asked) -> bool:
    """Is there something to say before this step that was not said yet?"""
    return ANYWAY not in asked and _first(request, draft, verb) is not None


def question(request: Request, draft: Draft, verb: str, asked: Asked) -> Reply:
    """In a message, where no form opens: what is left, and the button to send it all the same."""
    text = _first(request, draft, verb)
    assert text is not None  # whoever asks has looked
    slip = slips.keep(request, f"drafts:{verb}", asked | {ANYWAY: "yes", PLAINLY: "yes"})
    send = button("drafts:anyway", request.say(f"rounds.anyway-{verb}"), slip.id)
    read = button("rounds:of", request.say("rounds.verb-of"), draft.id)
    return Words(text, [*sections(text), buttons(send, read)])


def over(request: Request, form: Block, draft: Draft, verb: str) -> Block:
    """The form of a step, with what is to be read above it; its button then means all the same."""
    text = _first(request, draft, verb)
    if text is None:
        return form
    kept = json.loads(form["private_metadata"] or "{}") | {ANYWAY: "yes"}
    told: Block = {
        "private_metadata": json.dumps(kept),
        "blocks": [*sections(text), *form["blocks"]],
    }
    if warning(request, draft, verb):
        told["submit"] = plain(request.say(f"rounds.anyway-{verb}"), TITLE)
    return form | told
