"""Time on a draft: a new date, more time asked for, agreed to or not (domain.md finding 7)."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import moves
from bot.papers.drafts import steps
from bot.papers.life import MOVES
from bot.who.request import Request
from storage.matters.journal import latest
from storage.papers.drafts import Draft


def reschedule(request: Request, draft: Draft, due: datetime) -> Markup:
    moves.check(MOVES, request.me, draft, "reschedule")
    if due <= request.now:
        raise Refused("drafts.gone-by", field="due", due=due)
    values = {"due_at": due, "wanted_due": None, "promised_at": None}
    return steps.change(request, draft, "reschedule", values)


def extend(request: Request, draft: Draft, wanted: datetime, reason: str) -> Markup:
    """Ask for more time. After the due date, that date stands for the record, and what is
    asked for is a promise (domain.md finding 7).
    """
    moves.check(MOVES, request.me, draft, "extend")
    due = draft.promised_at or draft.matter.due_at
    if wanted <= due:
        raise Refused("drafts.not-later", field="due", due=due)
    late = request.now > draft.matter.due_at
    return steps.change(
        request,
        draft,
        "extend",
        {"wanted_due": wanted},
        reason=reason,
        noted={"late": True} if late else {},
        story="extend-late" if late else "extend",
        wanted=wanted,
    )


def grant(request: Request, draft: Draft) -> Markup:
    """Agree to the time asked for: a new due date if it was asked in time, else a promise."""
    moves.check(MOVES, request.me, draft, "grant")
    wanted = draft.wanted_due
    if _asked_late(request, draft):
        return steps.change(request, draft, "grant", {"wanted_due": None, "promised_at": wanted})
    values = {"wanted_due": None, "promised_at": None, "due_at": wanted}
    return steps.change(request, draft, "grant", values)


def _asked_late(request: Request, draft: Draft) -> bool:
    asked = latest(request.session, draft.id, "drafts.extend")
    return bool(asked and asked.after.get("late"))


def decline(request: Request, draft: Draft) -> Markup:
    return steps.change(request, draft, "decline", {"wanted_due": None})
