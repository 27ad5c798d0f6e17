"""Which round is meant: by a button, by its own number, by its draft's, or by there being one."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters import finding
from bot.matters.sight import may_see
from bot.papers.rounds.life import KIND
from bot.who.request import Request
from handlers.slack import read
from handlers.slack.desk import Asked
from storage.matters.matter import Matter, hold
from storage.papers import rounds as stored
from storage.papers.drafts import Draft
from storage.papers.rounds import Round


def meant(request: Request, asked: Asked) -> Round:
    """The round a button is about, or one's own number, or the last one of a draft. Raises Refused
    for what is unseen, and where there is none.
    """
    session = request.session
    if asked.get("id"):
        return session.get_one(Round, read.matter(request, asked, KIND).id)
    if not asked.get("number"):
        return _only_one(request)
    matter = finding.find(request, asked["number"])
    if matter.kind == KIND:
        return session.get_one(Round, matter.id)
    if matter.kind != "drafts":
        raise Refused("matters.unknown", field="number", number=matter.number)
    return last(request, matter)


def last(request: Request, of: Matter) -> Round:
    found = stored.of_draft(request.session.get_one(Draft, of.id))
    if not found:
        raise Refused("rounds.none", number=of.number)
    hold(request.session, found[-1].id)
    return found[-1]


def _only_one(request: Request) -> Round:
    """Where no number is said: the one round that waits for a word, if it is just one."""
    seen = [
        one
        for one in stored.waiting_for(request.session, request.me.id)
        if may_see(request.session, request.me, one.matter)
    ]
    if len(seen) != 1:
        raise Refused("rounds.which")
    hold(request.session, seen[0].id)
    return seen[0]
