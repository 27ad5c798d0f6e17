"""Returned to its writer: by when it is to be revised, unless somebody says otherwise."""

from __future__ import annotations

from typing import Any

from bot.matters.moves import Field
from bot.matters.time_moves import due_now
from bot.who.request import Request

DAYS = 2  # working days, as the text `drafts.default-return-due` says


def proposed(request: Request, item: Any) -> str:
    """Two working days; but a date that is later, and stands, is not pulled forward."""
    calendar, due = request.calendar, due_now(item)
    soon = calendar.closing(calendar.add_working_days(calendar.today(request.now), DAYS))
    if due <= soon:
        return request.say("drafts.default-return-due")
    day = calendar.today(due)
    if not calendar.is_working(day):  # no form begins with what would be asked about
        due = calendar.closing(calendar.next_working(day))
    return f"{due.astimezone(calendar.tz):%Y-%m-%d %H:%M}"


REVISED_BY = Field("due", "due", start=proposed)
