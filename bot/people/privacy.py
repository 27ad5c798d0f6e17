"""What is kept about one person: handed out, and taken out of it what need not be kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.language.refusals import Refused
from bot.matters import journal, letters
from bot.matters.sight import may_see
from bot.who.request import Request
from bot.who.standing import insist
from storage import personal
from storage.matters.matter import Matter
from storage.who.people import Person


def export(request: Request, person: Person) -> str:
    """To themselves, who may read it, goes all of it; of somebody who has left, whoever looks after
    the bot gets what is of no matter. The Slack id of who gets it.
    """
    _insist(request)
    to = person.slack_id if person.active else request.me.id
    letters.file(request.session, to, "privacy:file", request.now, {"about": person.slack_id})
    journal.record(request, "privacy.exported", about=person)
    return to


def told_of(request: Request, person: Person) -> str:
    """As JSON, for the eyes of this request's person."""
    rows = personal.rows_about(request.session, person.slack_id, _sees(request, person))
    return json.dumps(rows, ensure_ascii=False, indent=1, default=_plain)


def _sees(request: Request, person: Person) -> Callable[[int], bool] | None:
    """Which matters they may see now; nobody else reads here what hangs on any."""
    if person is not request.person:
        return None
    me = request.me
    return lambda number: may_see(request.session, me, request.session.get_one(Matter, number))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def check_erasable(request: Request, person: Person) -> None:
    """Slack tells of whoever is still there anew: only who has left the workspace."""
    _insist(request)
    if person.active:
        raise Refused("privacy.still-here", field="person", name=person.name)
    if person.erased:
        raise Refused("privacy.erased-already", field="person", name=person.name)


def erase(request: Request, person: Person) -> None:
    check_erasable(request, person)
    personal.erase(request.session, person)
    journal.record(request, "privacy.erased", about=person)


def _insist(request: Request) -> None:
    insist(request.me.directs or request.person.admin, "director")
