"""After Slack has taken nothing from us for a while, whoever runs the bot is told, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.matters import letters
from bot.who import lookups
from storage.matters import undelivered
from storage.matters.outbox import Letter, LetterKind
from storage.who.people import Person

KEY = "office.letters-waited"


def is_over(session: Session, arrived: Letter, now: datetime) -> None:
    """A letter has arrived that had waited long. The first of its time says so for all of them:
    how many there are, and since when. A Home tab is no message, and leaves that to them.
    """
    if arrived.kind is LetterKind.HOME:
        return
    began = arrived.first_attempt_at or now
    if undelivered.written_since(session, KEY, began):
        return
    others, since = undelivered.held_back(session, arrived, now)
    blanks = {"n": others + 1, "since": min(since or began, began)}
    for admin in _admins(session):
        letters.note(session, admin.slack_id, KEY, now, blanks)


def _admins(session: Session) -> Sequence[Person]:
    """The admins; where nobody is one, the directors."""
    keepers = lookups.keepers(session)
    return [one for one in keepers if one.admin] or keepers
