"""The digest: what waits for a leader, and what else is to be said at that moment."""

from __future__ import annotations

from typing import Any

from bot.language.catalog import Markup
from bot.leaders import ledger
from bot.leaders.ledger import Lists
from bot.matters.sight import may_see
from bot.who.request import Request
from handlers.leaders.lists import DECISIONS, LINES, drawn
from handlers.slack.blocks import Block, section
from storage.matters.followups import FollowUp


def digest(
    request: Request, lines: list[list[Any]], *, stands: bool
) -> tuple[str, list[Block]] | None:
    """What is still open of it; None when nothing is, unless the message `stands` already."""
    found = [request.session.get_one(FollowUp, one) for one, _ in lines]
    left = [
        one
        for one in found
        if one.settled_at is None and may_see(request.session, request.me, one.matter)
    ]
    if not left:
        text = request.say("followups.nothing-left")
        return (text, [section(text)]) if stands else None
    left.sort(key=lambda owed: (owed.due_at, owed.id))
    mine = [one for one in left if one.person_id == request.me.id]
    lists = ledger.sorted_out(mine, request.me.id)
    lists["late"] = [one for one in left if one not in mine]  # told to a leader once it is
    text = _counted(request, lists)
    return text, [section(text), *drawn(request, lists, DECISIONS, LINES)]


def _counted(request: Request, lists: Lists) -> Markup:
    counts = [
        request.say(f"ledger.count-{name}", n=len(found)) for name, found in lists.items() if found
    ]
    return request.say("ledger.digest", parts=Markup(" · ".join(counts)))
