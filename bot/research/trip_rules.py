"""Who approves trips: settled by the office, as far up the line as it wants (A1.12)."""

from __future__ import annotations

from bot.matters import changes, journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.research.trips import own_rules
from storage.who.people import Person

UNTIL = ("section", "director", "leader")


def may_settle(request: Request) -> bool:
    return request.me.directs or (request.person.admin and not request.person.guest)


def settle(request: Request, until: str, finance: Person | None) -> None:
    """From now on; what is sent already stays as it was sent. Raises Refused."""
    insist(may_settle(request), "director")
    values = {"until": until, "finance_id": finance.slack_id if finance else None}
    before, after = changes.apply((own_rules(request.session),), values)
    journal.record(request, "trips.rules", before=before, after=after)
