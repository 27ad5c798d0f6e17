"""Who is called of an incident: whoever is on duty at once, then up the ladder until somebody has
it; then whoever has, and after a silence those above them again. Slack rings no phone: it is said
whom to dial.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.duty import reach
from bot.duty.clocks import minutes
from bot.language.catalog import Key
from bot.matters import letters
from bot.who import days, lookups
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.duty import roster
from storage.duty.incidents import Incident
from storage.who.people import Person, holding

AHEAD = timedelta(days=1)  # a page goes before whatever waits: it is due since yesterday


def on_duty(request: Request) -> list[Person]:
    """Whoever leads now, then the officer; with nobody there to be reached, the directors."""
    session, on = request.session, roster.running(request.session, request.now)
    here = [one.person for one in on if not reach.why_not(session, one.person, one.day)]
    return here or _above(session, 0, request.now)


def jumped(session: Session, incident: Incident) -> list[tuple[Person, Key]]:
    """Who was on duty when it was reported and could not be reached, and why not."""
    on = roster.running(session, incident.matter.opened_at)
    found = [(one.person, reach.why_not(session, one.person, one.day)) for one in on]
    return [(person, why) for person, why in found if why]


def call(session: Session, incident: Incident, now: datetime) -> None:
    """The next page of the alarm: the directors first; then the leaders, too; then all of them
    and whoever is on duty.
    """
    called = _above(session, incident.page, now)
    if incident.page > 1:
        called.append(incident.matter.owner)
    for person in {one.slack_id: one for one in called}.values():
        page(session, person, incident, now)


def ask(session: Session, incident: Incident, now: datetime) -> None:
    """Whoever has it, how it stands; where they did not answer the last time, those above, too."""
    page(session, incident.matter.owner, incident, now, "still")
    silent = now - incident.heard_at - minutes(incident.clocks, "silence")
    unanswered = silent // minutes(incident.clocks, "again")
    for person in _above(session, unanswered - 1, now) if unanswered > 0 else ():
        if person is not incident.matter.owner:
            page(session, person, incident, now, "silent")


def _above(session: Session, step: int, now: datetime) -> list[Person]:
    """The directors; from the second step on the leaders as well, and at once where no director is
    there. Whoever is on leave is let be, unless everybody is.
    """
    directors, board = lookups.directors(session), holding(session, *BOARD)
    first, then = (_there(session, people, now) for people in (directors, board))
    either = [*first, *then] if step >= 1 or not first else first
    return either or [*directors, *board]


def _there(session: Session, people: Sequence[Person], now: datetime) -> list[Person]:
    return [one for one in people if days.leave_at(session, one, now) is None]


def page(
    session: Session, person: Person, incident: Incident, now: datetime, picture: str = "page"
) -> None:
    """It waits for no morning, and behind no other letter."""
    said = {"incident": incident.id}
    letters.page(session, person.slack_id, f"incidents:{picture}", said, now - AHEAD, loud=True)


def to_dial(session: Session, incident: Incident, reader: Person) -> Person | None:
    """Whom a reader of a page should ring, for Slack cannot: whoever has to act and has a number,
    or whoever reported it.
    """
    officer = session.get(Person, incident.officer_id) if incident.officer_id else None
    called = (incident.matter.owner, officer, incident.matter.opened_by)
    return next((one for one in called if one and one is not reader and one.phone), None)
