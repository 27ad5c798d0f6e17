"""What stands in the form of signing a draft beside what the step is told."""

from __future__ import annotations

from bot.papers.drafts import filing
from bot.who.request import Request
from handlers.papers.checker.details import summary
from handlers.slack.blocks import Block, plain, safe_link, section
from storage.papers.drafts import Draft, versions


def about_to_sign(request: Request, draft: Draft) -> list[Block]:
    """Which version is signed, and what was checked of it."""
    say = request.say
    last = versions(request.session, draft)[-1:]
    told = [say("filing.signing", n=one.number, link=safe_link(one.link)) for one in last]
    if head := filing.other_head(request, draft):
        told.append(say("filing.other-head", name=head.name, signatory=draft.signatory.name))
    return [*([section("\n".join(told))] if told else []), *summary(request, draft)]


def opinion(request: Request, draft: Draft) -> Block:
    """May it be left out? Of a paper that goes up it is to be said."""
    upward = filing.needs_opinion(draft)
    hint = request.say("filing.hint-opinion-upward" if upward else "filing.hint-opinion")
    return {"optional": not upward, "hint": plain(hint, 2000)}
