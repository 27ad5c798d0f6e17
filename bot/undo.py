"""Undo: whatever binds somebody can be taken back for a few minutes, while nothing followed it."""

from __future__ import annotations

from datetime import timedelta

from bot import journal
from bot.errors import Refused
from bot.people import may_see
from bot.request import Request
from storage.journal import Entry, latest
from storage.matters import Matter

WINDOW = timedelta(minutes=5)


def find(request: Request, entry_id: int, kind: str) -> tuple[Entry, Matter]:
    """One's own last deed on a matter. Raises Refused when it is too late to take it back."""
    entry = request.session.get(Entry, entry_id)
    if entry is None or entry.person_id != request.me.id or entry.matter_id is None:
        raise Refused("undo.not-yours")
    matter = request.session.get_one(Matter, entry.matter_id)
    if not may_see(request.session, request.me, matter):
        raise Refused("undo.not-yours")
    newest = latest(request.session, matter.id)
    if matter.kind != kind or newest is not entry or entry.what.endswith(".undo"):
        raise Refused("undo.moved-on", number=matter.number)
    if request.now - entry.at > WINDOW:
        raise Refused("undo.too-late", number=matter.number)
    return entry, matter


def is_open(request: Request, entry: Entry, kind: str) -> bool:
    """Can this deed still be taken back by whoever asks?"""
    mine = entry.person_id == request.me.id and entry.what.startswith(f"{kind}.")
    final = entry.what.endswith((".undo", ".press"))  # a nudge that went out stays out
    return mine and not final and request.now - entry.at <= WINDOW


def record(request: Request, entry: Entry, matter: Matter) -> Entry:
    """Write that a deed was taken back: what was after is before, and the other way round."""
    return journal.record(
        request,
        f"{matter.kind}.undo",
        matter=matter,
        before=entry.after,
        after=entry.before,
        reason=entry.what,
    )
