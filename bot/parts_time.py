"""Time on a part: a new date, more time asked for, agreed to or not: as with a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot import moves, parts
from bot import parts_division as division
from bot.catalog import Markup
from bot.errors import Refused
from bot.parts_life import MOVES
from bot.request import Request
from storage.journal import latest
from storage.parts import Part


def reschedule(request: Request, part: Part, due: datetime) -> Markup:
    moves.check(MOVES, request.me, part, "reschedule")
    division.check_time(request, part.draft, due, "due")
    values = {"due_at": due, "wanted_due": None, "promised_at": None}
    return parts.change(request, part, "reschedule", values)


def extend(request: Request, part: Part, wanted: datetime, reason: str) -> Markup:
    """Ask for more time; after the due date that is a promise, and the date stays on record."""
    moves.check(MOVES, request.me, part, "extend")
    due = part.promised_at or part.matter.due_at
    if wanted <= max(due, request.now):
        raise Refused("drafts.not-later", field="due", due=due)
    late = {"late": True} if request.now > part.matter.due_at else {}
    values = {"wanted_due": wanted}
    return parts.change(request, part, "extend", values, reason=reason, noted=late, wanted=wanted)


def grant(request: Request, part: Part) -> Markup:
    """Agree to the time asked for: a new due date if it was asked in time, else a promise."""
    moves.check(MOVES, request.me, part, "grant")
    wanted, asked = part.wanted_due, latest(request.session, part.id, "parts.extend")
    values: dict[str, Any] = {"wanted_due": None, "promised_at": None, "due_at": wanted}
    if asked and asked.after.get("late"):
        values = {"wanted_due": None, "promised_at": wanted}
    return parts.change(request, part, "grant", values)


def decline(request: Request, part: Part) -> Markup:
    return parts.change(request, part, "decline", {"wanted_due": None})
