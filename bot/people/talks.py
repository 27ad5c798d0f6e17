"""Talks (谈心谈话, A2.16): notes for their author's eyes alone, and promises that are kept.

A note is sealed at rest and told to nobody: no list, search, export, digest or admin's page has a
way to it, and no answer says whether there is one. A promise becomes a reminder of the author's, in
words that say nothing of whom it was made to. A note is deleted when its time is over; until then
nobody comes by it but to whom its author releases it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.matters import journal, letters, reminders, undo
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, insist
from storage.matters.matter import Matter
from storage.people import talks as stored
from storage.people.talks import Talk
from storage.who.people import Person, Role

MONTHS = ("12", "3", "36")  # it is kept; the first unless somebody says otherwise
MONTH = timedelta(days=31)
MOST = 1500  # characters: records of talks are brief


@dataclass(frozen=True)
class Note:
    """One talk as its author reads it; `owed`: the numbers of what was promised; `by`: who noted it
    and released it to whoever reads.
    """

    id: int
    with_id: str
    on: date
    words: str
    keep_until: date
    owed: Sequence[int]
    by: str = ""


def note(
    request: Request, person: Person, words: str, promise: datetime | None, months: str
) -> Note:
    """Keep what was talked about, for oneself; what was promised by a moment is a reminder then.
    Raises Refused.
    """
    insist(request.me.assigns, "heads")
    if person is request.person:
        raise Refused("people.not-oneself", field="person")
    if len(words) > MOST:
        raise Refused("talks.long", field="words", most=MOST)
    today, owed = request.calendar.today(request.now), []
    if promise:
        owed = [reminders.remind(request, request.person, _neutral(request), promise).matter_id]
    said = {"with": person.slack_id, "on": today.isoformat(), "words": words, "owed": owed}
    kept = Talk(
        author_id=request.me.id,
        said=json.dumps(said, ensure_ascii=False),
        keep_until=today + int(months or MONTHS[0]) * MONTH,
    )
    request.session.add(kept)
    request.session.flush()
    journal.record(request, "talks.note")  # that there is one; not a word of it
    return _read(kept)


def _neutral(request: Request) -> str:
    return str(request.say("talks.promised"))


def _read(talk: Talk) -> Note:
    """As it was written; what no key opens says so."""
    try:
        said = json.loads(talk.said)
    except ValueError:
        said = {"with": "", "on": talk.keep_until.isoformat(), "words": talk.said, "owed": []}
    on = date.fromisoformat(said["on"])
    by = said.get("by", "")
    return Note(talk.id, said["with"], on, said["words"], talk.keep_until, said["owed"], by)


def mine(request: Request, person: Person | None = None) -> list[Note]:
    """One's own, the newest first; of talks with somebody."""
    insist(request.me.assigns, "heads")
    found = [_read(one) for one in stored.of(request.session, request.me.id)]
    return [one for one in found if person is None or one.with_id == person.slack_id]


def owed(request: Request, notes: Sequence[Note]) -> list[Matter]:
    """What was promised in them and is still open."""
    found = [request.session.get(Matter, one) for note in notes for one in note.owed]
    return [one for one in found if one is not None and one.closed_at is None]


def forget(request: Request, talk_id: int) -> None:
    """Delete one's own now. Raises Refused for another's as for what is not there."""
    request.session.delete(_own(request, talk_id))
    journal.record(request, "talks.forget")


def _own(request: Request, talk_id: int) -> Talk:
    found = request.session.get(Talk, talk_id)
    if found is None or found.author_id != request.me.id:
        raise Refused("office.old-button")
    return found


def release(request: Request, talk_id: int, to: Person) -> int:
    """Let somebody who leads have one's own note: nothing else of it ever comes to anybody, whoever
    follows in office. They get a copy, kept as long, sealed as all are; its id. Raises Refused.
    """
    insist(request.me.assigns, "heads")
    told = _read(_own(request, talk_id))
    if to is request.person:
        raise Refused("people.not-oneself", field="person")
    if to.slack_id == told.with_id or to.role not in BOARD | DIRECTORS | {Role.SECTION_HEAD}:
        raise Refused("talks.no-follower", field="person", name=to.name)
    said = {"with": told.with_id, "on": told.on.isoformat(), "words": told.words, "owed": []}
    said |= {"by": request.me.id, "at": request.now.isoformat()}
    copy = Talk(author_id=to.slack_id, said=json.dumps(said, ensure_ascii=False),
                keep_until=told.keep_until)  # fmt: skip
    request.session.add(copy)
    request.session.flush()
    journal.record(request, "talks.release")
    by = {"by": request.person.name}
    letters.note(request.session, to.slack_id, "talks.released", request.now, by)
    return copy.id


def hold_back(request: Request, talk_id: int) -> None:
    """Take back, for minutes, what one released. Raises Refused."""
    copy = request.session.get(Talk, talk_id)
    said = json.loads(copy.said) if copy and _read(copy).by == request.me.id else {}
    if copy is None or not said:
        raise Refused("office.old-button")
    if request.now - datetime.fromisoformat(said["at"]) > undo.WINDOW:
        raise Refused("undo.late")
    request.session.delete(copy)
    journal.record(request, "talks.hold-back")


def tidy(session: Session, now: datetime) -> None:
    """What has been kept for its time goes; by the date in UTC, hours sooner or later."""
    stored.forget(session, now.date())
