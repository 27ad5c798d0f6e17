"""Undo: whatever binds somebody can be taken back for a few minutes, while nothing followed it."""

from __future__ import annotations

from datetime import timedelta

from bot.language.refusals import Refused
from bot.matters import changes, journal
from bot.matters.sight import may_see
from bot.who.request import Request
from storage.matters.journal import BY_ITSELF, Entry, latest
from storage.matters.matter import Matter, hold

WINDOW = timedelta(minutes=5)
# What went out, or is gone, stays so; what was split off, or merged, is taken back itself.
FINAL = (".undo", ".press", ".count", ".renew", ".split", ".go-on")
CLOSED = WINDOW + timedelta(seconds=1)  # from then on it is too late
HANGS = (
    *("guidance", "outline", "plan", "questions"),  # on a draft
    "relief",  # on a trip
    "steps",  # of a case
    *("bits", "milestones"),  # of a supervision item
)  # with a way back of their own


def find(request: Request, entry_id: int, kind: str) -> tuple[Entry, Matter]:
    """One's own last deed on a matter. Raises Refused when it is too late to take it back."""
    entry = request.session.get(Entry, entry_id)
    if entry is None or entry.person_id != request.me.id or entry.matter_id is None:
        raise Refused("undo.not-yours")
    matter = hold(request.session, entry.matter_id)
    assert matter is not None  # the journal points at it
    newest = latest(request.session, matter.id)
    # What one has just handed away one no longer sees, and yet may take back.
    if not request.me.insider or not (
        newest is entry or may_see(request.session, request.me, matter)
    ):
        raise Refused("undo.not-yours")
    if matter.kind != kind or newest is not entry or _is_final(entry):
        raise Refused("undo.moved-on", number=matter.number)
    if request.now - entry.at > WINDOW:
        raise Refused("undo.too-late", number=matter.number)
    return entry, matter


def own_deed(request: Request, entry_id: int, kind: str) -> Entry:
    """One's own deed on what is no matter: a calendar. Raises Refused when it is too late."""
    entry = request.session.get(Entry, entry_id)
    if entry is None or entry.person_id != request.me.id or not entry.what.startswith(f"{kind}."):
        raise Refused("undo.not-yours")
    if entry.what.endswith(".undo"):
        raise Refused("undo.changed")
    if request.now - entry.at > WINDOW:
        raise Refused("undo.late")
    return entry


def is_open(request: Request, entry: Entry, kind: str) -> bool:
    """Can this deed still be taken back by whoever asks?"""
    mine = entry.person_id == request.me.id and entry.what.startswith(f"{kind}.")
    return mine and not _is_final(entry) and request.now - entry.at <= WINDOW


def _is_final(entry: Entry) -> bool:
    """What nobody did nobody takes back."""
    return entry.what.endswith(FINAL) or entry.surface == BY_ITSELF


def record(
    request: Request, entry: Entry, matter: Matter, changed: changes.Changed | None = None
) -> None:
    """Write that a deed was taken back: unless told otherwise, what was after is before."""
    before, after = changed or (entry.after, entry.before)
    journal.record(
        request,
        f"{matter.kind}.undo",
        matter=matter,
        before=before,
        after=after,
        reason=entry.what,
    )
