"""Who has had nothing for longest: said in words, to those who give, and no ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.who.request import Request
from storage.people.opportunities import Opportunity, alike, last_had
from storage.who.people import Person, Role, everyone


def longest_without(request: Request) -> Sequence[tuple[Person, datetime | None]]:
    """The staff whom whoever asks may give something, beginning with who has had nothing for
    longest: with when that was.
    """
    me, had = request.me, last_had(request.session)
    staff = [one for one in everyone(request.session) if one.role is Role.STAFF and not one.is_out]
    mine = [one for one in staff if me.leads or me.heads_section_of(one)]
    never = datetime.min.replace(tzinfo=request.now.tzinfo)
    ordered = sorted(mine, key=lambda one: had.get(one.slack_id, never))
    return [(one, had.get(one.slack_id)) for one in ordered]


def not_asked(request: Request, item: Opportunity) -> list[Person]:
    """Who has had nothing for longest, of those who were not offered this."""
    asked = {one.matter.owner_id for one in alike(request.session, item)}
    return [one for one, _ in longest_without(request) if one.slack_id not in asked]


def first(request: Request, _: object) -> str:
    return next((one.slack_id for one, _ in longest_without(request)), "")
