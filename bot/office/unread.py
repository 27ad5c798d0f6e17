"""What was not understood as a time: kept on this machine only, with the office's consent, without
names and titles, so that the grammar grows from what people really write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.names import QUOTED, with_mentions
from bot.matters import journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.office import unread as stored
from storage.office.settings import settings
from storage.office.unread import Unread
from storage.who.people import Person, everyone

LONGEST, SHOWN = 80, 30
KEEP = timedelta(days=180)
PRIVATE = re.compile(rf"{QUOTED.pattern}|https?://\S+|\b[A-Za-z]{{1,2}}-\d+\b")


def keep(session: Session, person_id: str, words: str, now: datetime) -> None:
    """Keep what could not be read, if the office has agreed to that."""
    person = session.get(Person, person_id)
    if person is None or not settings(session).keeps_unread:
        return
    text = redacted(words, everyone(session))
    if any(letter.isalnum() for letter in text):
        session.add(Unread(at=now, lang=person.lang, words=text[:LONGEST]))


def redacted(words: str, people: Sequence[Person]) -> str:
    """Without names, titles, links, addresses and numbers of matters."""
    words = PRIVATE.sub("…", with_mentions(words, people))
    return " ".join("…" if "@" in word else word for word in words.split())


def unread(request: Request) -> Sequence[Unread]:
    """What was kept, newest first: for directors and admins."""
    insist(request.me.directs or request.person.admin, "director")
    return stored.newest(request.session, SHOWN)


def forget(request: Request) -> int:
    """Delete all that was kept; how many there were."""
    insist(request.me.directs or request.person.admin, "director")
    n = stored.forget(request.session)
    journal.record(request, "dates.forget", before={"kept": n}, after={"kept": 0})
    return n


def tidy(session: Session, now: datetime) -> None:
    stored.forget(session, now - KEEP)
