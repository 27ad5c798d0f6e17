"""What the calendar has to say on a draft: that its writer is away."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.office.calendar.leave import away
from bot.papers.life import WITH_OWNER
from bot.who.request import Request
from handlers.slack.blocks import Block, context
from storage.papers.drafts import Draft
from storage.who.people import Leave, Person


def writer_away(request: Request, draft: Draft) -> list[Block]:
    """One line, to everybody but the writer, while it is theirs to write."""
    matter, today = draft.matter, request.calendar.today(request.now)
    if draft.state not in WITH_OWNER or request.me.id == matter.owner_id:
        return []
    leave = away(request, matter.owner, request.calendar.today(matter.due_at))
    if leave is None:
        return []
    now = leave.first <= today
    key = "calendar.away-now" if now else "calendar.away-then"
    if leave.trip_id:
        key = "calendar.trip-now" if now else "calendar.trip-then"
    said = {"name": matter.owner.name, "last": leave.last, "covered": _covered(request, leave)}
    return [context(request.say(key, **said))]


def _covered(request: Request, leave: Leave) -> Markup:
    if not leave.stand_in_id:
        return Markup("")
    stand_in = request.session.get_one(Person, leave.stand_in_id)
    return request.say("calendar.covered-by", name=stand_in.name)
