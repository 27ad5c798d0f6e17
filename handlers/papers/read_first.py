"""What is read before a draft goes on: what must be fixed and is not yet; before it is signed, what
others said of it. It can be sent all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.catalog import Markup, escape
from bot.papers.rounds.fates import PROBLEM, at, cut
from bot.papers.rounds.must_fix import unfixed
from bot.who.request import Request
from handlers.matters import beside
from handlers.slack import slips
from handlers.slack.blocks import TITLE, Block, button, buttons, plain, sections
from handlers.slack.desk import Asked, Reply, Words
from handlers.slack.read import PLAINLY
from handlers.slack.replies import keeping
from storage.papers.drafts import Draft

READ = "anyway"  # it was said, and is to be sent
LINES = 3  # comments that are shown; the list has all of them


@dataclass(frozen=True)
class ToRead:
    """`unfixed`: some of it must be fixed, and the draft goes on all the same."""

    text: Markup
    unfixed: bool


def before(request: Request, draft: Draft, verb: str, asked: Asked) -> ToRead | None:
    """All that is to be read before this step; None if there is nothing, or it was said already."""
    if READ in asked:
        return None
    fix = warning(request, draft, verb)
    said = beside.lines(request, draft.matter) if verb == "sign" else []
    told = [*([fix] if fix else []), *said]
    return ToRead(Markup("\n".join(told)), unfixed=fix is not None) if told else None


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


def question(request: Request, first: ToRead, draft: Draft, verb: str, asked: Asked) -> Reply:
    """In a message, where no form opens: what is to be read, and the button to send it."""
    slip = slips.keep(request, f"drafts:{verb}", asked | {READ: "yes", PLAINLY: "yes"})
    made = [button("drafts:anyway", _label(request, first, verb), slip.id)]
    if first.unfixed:
        made.append(button("rounds:of", request.say("rounds.verb-of"), draft.id))
    return Words(first.text, [*sections(first.text), buttons(*made)])


def over(request: Request, first: ToRead, form: Block, verb: str) -> Block:
    """The form of a step, with what is to be read above it; its button then sends it."""
    told = keeping(form, sections(first.text), **{READ: "yes"})
    return told | {"submit": plain(_label(request, first, verb), TITLE)} if first.unfixed else told


def _label(request: Request, first: ToRead, verb: str) -> Markup:
    return request.say(f"rounds.anyway-{verb}" if first.unfixed else f"drafts.verb-{verb}")
