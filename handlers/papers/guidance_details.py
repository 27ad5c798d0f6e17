"""Guidance where a draft is shown: a line on its card, a button, a part of its details."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.papers import guidance
from bot.papers.guidance import FIELDS
from bot.papers.life import OPEN
from bot.who.request import Request
from handlers.papers.guidance_form import facts, headline, mark_buttons, said, version_button
from handlers.slack.blocks import Block, beginning, button, context, more, row
from handlers.slack.blocks import section as paragraph
from storage.papers import guidance as stored
from storage.papers.drafts import Draft
from storage.papers.guidance import Guidance

BEGINNING = 500  # characters of a box; a page of its own has all of it


def lines(request: Request, draft: Draft) -> list[Markup]:
    given = stored.latest(draft)
    if guidance.is_asked(request.me, draft, given):
        return [request.say("guidance.ask")]
    if given is None or draft.state not in OPEN:
        return []
    return [request.say("guidance.card", **facts(given))]


def presses(request: Request, draft: Draft) -> list[Block]:
    """For a big matter, or once there is some, to whoever gives it and whoever writes by it; it
    stands out as long as it is asked for.
    """
    given = stored.latest(draft)
    mine = guidance.guides(request.me, draft)
    wanted = (mine and guidance.is_major(draft)) or (
        given is not None and (mine or request.me.id == draft.matter.owner_id)
    )
    style = {"style": "primary"} if guidance.is_asked(request.me, draft, given) else {}
    return [_open(request, draft) | style] if wanted and draft.state in OPEN else []


def _open(request: Request, draft: Draft) -> Block:
    return button("guidance:open", request.say("guidance.button"), draft.id)


def section(request: Request, draft: Draft) -> list[Block]:
    say, versions = request.say, stored.of_draft(draft)
    title = paragraph(f"*{say('guidance.title')}*")
    if not versions:
        return [title, context(say("guidance.none")), *row(_buttons(request, draft, None))]
    *earlier, given = versions
    return [
        title,
        paragraph(headline(request, given), _earlier(request, earlier)),
        *_boxes(request, given),
        *_marks(request, draft, given),
        *row(_buttons(request, draft, given)),
    ]


def _earlier(request: Request, versions: list[Guidance]) -> Block | None:
    """The way to those before; to still earlier ones it leads on from their pages."""
    options = [version_button(request, one) for one in reversed(versions)]
    return more(options, "earlier") if options else None


def _boxes(request: Request, given: Guidance) -> list[Block]:
    written = [(field, str(getattr(given, field))) for field in FIELDS]
    return [
        paragraph(said(request, field, beginning(words, BEGINNING)))
        for field, words in written
        if words
    ]


def _marks(request: Request, draft: Draft, given: Guidance) -> list[Block]:
    found = guidance.marks_for(request, draft, given)
    keys = {True: "guidance.mark-helped", False: "guidance.mark-unclear"}
    texts = [request.say(keys[one.helped], by=one.person.name) for one in found]
    return [context("\n".join(texts))] if texts else []


def _buttons(request: Request, draft: Draft, given: Guidance | None) -> list[Block]:
    say, made = request.say, []
    if guidance.guides(request.me, draft) and draft.state in OPEN:
        made.append(_open(request, draft))
    if given is not None:
        made.append(button("guidance:version", say("guidance.whole"), given.id))
        made += mark_buttons(request, draft)
    if request.me.directs:
        made.append(button("guidance:template-of", say("guidance.template-button"), draft.id))
    return made
