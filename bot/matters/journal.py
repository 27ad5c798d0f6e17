"""The record: writing down who did what to which matter, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot.who.request import Request
from storage.matters.journal import REFUSED_A_LOOK, Entry, write
from storage.matters.matter import Matter
from storage.who.people import Person


def record(
    request: Request,
    what: str,
    *,
    matter: Matter | None = None,
    about: Person | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Write one deed of this request's person, and what it is found by. `what` is the feature and
    the verb.
    """
    deed: dict[str, Any] = {
        "matter_id": matter.id if matter else None,
        "person_id": request.me.id,
        "about_id": about.slack_id if about else None,
        "at": request.now,
        "what": what,
        "surface": request.surface,
        "before": dict(before or {}),
        "after": dict(after or {}),
        "reason": reason,
    }
    entry_id = write(request.session, **deed)
    if matter:  # it knows what was done last, and nobody need ask
        set_committed_value(matter, "last_deed", Entry(id=entry_id, **deed))
    return entry_id


def kept_from(
    session: Session, person_id: str, matter_id: int, surface: str, now: datetime
) -> None:
    """Write that somebody asked for a matter that is not for their eyes, and was refused."""
    write(
        session,
        matter_id=matter_id,
        person_id=person_id,
        at=now,
        what=REFUSED_A_LOOK,
        surface=surface,
        before={},
        after={},
    )
