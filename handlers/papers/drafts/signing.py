"""Signing a draft: what stands beside its button and in its form, and what is said back."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.papers.drafts import filing
from bot.who.request import Request
from handlers.matters.undo import undo_button
from handlers.papers.away import writer_away
from handlers.papers.checker.details import summary
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    link_button,
    plain,
    safe_link,
    section,
)
from handlers.slack.desk import Words
from storage.papers.drafts import Draft


def about_to_sign(request: Request, draft: Draft) -> list[Block]:
    """Which version is signed, and what was checked of it."""
    say = request.say
    last = draft.versions[-1:]
    told = [say("filing.signing", n=one.number, link=safe_link(one.link)) for one in last]
    if head := filing.other_head(request, draft):
        told.append(say("filing.other-head", name=head.name, signatory=draft.signatory.name))
    return [*([section("\n".join(told))] if told else []), *summary(request, draft)]


def open_text(request: Request, draft: Draft) -> Block:
    """The way to the text: its link; or its page, for a link that no button can hold."""
    label, last = request.say("drafts.open-text"), draft.versions[-1:]
    found = link_button("drafts:text", label, last[0].link, draft.id) if last else None
    return found or button("drafts:read", label, draft.id)


def said_back_signed(request: Request, draft: Draft) -> Words:
    """In words wherever it was done; and where the press was that did it stands the text."""
    said, back = _signed(request, draft), undo_button(request, draft.matter)
    made = [open_text(request, draft), *([back] if back else [])]
    return Words(said, [section(said), buttons(*made), *writer_away(request, draft)])


def _signed(request: Request, draft: Draft) -> Markup:
    """What was signed just now: which version, when, in whose place."""
    entry = draft.matter.last_deed
    said = f"“{entry.reason}”" if entry.reason else ""
    blanks = {"n": entry.after["of_version"], "at": entry.at, "said": said, **draft.matter.named}
    if "for_id" not in entry.after:
        return request.say("filing.you-signed", **blanks)
    return request.say("filing.you-signed-for", whom=draft.signatory.name, **blanks)


def opinion(request: Request, draft: Draft) -> Block:
    """May it be left out? Of a paper that goes up it is to be said."""
    upward = filing.needs_opinion(draft)
    hint = request.say("filing.hint-opinion-upward" if upward else "filing.hint-opinion")
    return {"optional": not upward, "hint": plain(hint, 2000)}
