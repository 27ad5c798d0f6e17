"""Incidents (A2.13): whoever is up acts; pages go on until somebody has it, then no page goes on.

The leader on duty hears at once, the directors after 5 minutes, the leaders after 10, and all of
them every ten minutes from then on. Whoever has it in hand is asked how it stands after 30 minutes
of silence, and reminded of the clocks: by phone within 15 minutes, in writing within 30 (domain.md
2.4 and 5). It is closed by a person only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy.orm import Session

from bot.duty import facts
from bot.language.catalog import files
from bot.matters import letters, titles
from bot.matters.kind import Kind, Stage, insider
from bot.matters.moves import Field, Move, Told, Values, kept, table
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.duty import incidents as stored
from storage.duty import roster
from storage.duty.incidents import Grade, Incident
from storage.duty.incidents import IncidentState as S
from storage.who.people import Person, holding

_MINUTES = {
    name: timedelta(minutes=n) for name, n in files()["incidents"]["data"]["minutes"].items()
}
PHONE, WRITTEN, SILENCE = (_MINUTES[name] for name in ("phone", "written", "silence"))
DIRECTORS_AT, LEADERS_AT, AGAIN = (_MINUTES[name] for name in ("directors", "leaders", "again"))
AHEAD = timedelta(days=1)  # a page goes before whatever waits: it is due since yesterday
REPORTED, RUNNING = frozenset({S.REPORTED}), frozenset({S.IN_HAND})
OPEN = REPORTED | RUNNING
holder, reporter = attrgetter("matter.owner"), attrgetter("matter.opened_by")


def _report(request: Request, _: object, told: Told) -> Values:
    said, on = told["words"], _on_duty(request)
    return {
        "owner": on[0] if on else request.person,
        "title": titles.first_words(facts.without_alarm(said)),
        "visibility": "office",
        "due_at": request.now + WRITTEN,
        "said": said,
        "officer_id": on[1].slack_id if len(on) > 1 else None,
        "heard_at": request.now,
        "speaks_at": request.now + DIRECTORS_AT,
    }


def _on_duty(request: Request) -> list[Person]:
    """Whoever leads now, then the officer; with nobody on duty, the directors."""
    on = [one.person for one in roster.running(request.session, request.now)]
    here = [one for one in on if not one.is_out]
    return here or list(lookups.directors(request.session))


def begin(request: Request, incident: Incident) -> None:
    """Who else is on duty hears with the leader, at once and past every quiet hour."""
    for person in _on_duty(request):
        if person is not request.person:
            _page(request.session, person, incident, request.now)


def _acknowledge(request: Request, incident: Incident, told: Told) -> Values:
    """From now on it is theirs; a page of the alarm that has not gone yet says nothing any more."""
    return {"owner_id": request.me.id, **_heard(request, incident, told)}


def _heard(request: Request, incident: Incident, told: Told) -> Values:
    speaks = _next(incident, incident.matter.opened_at, request.now, heard_at=request.now)
    return {"heard_at": request.now, "speaks_at": speaks, **kept(request, incident, told)}


def _phoned(request: Request, incident: Incident, told: Told) -> Values:
    return _heard(request, incident, told) | {"phoned_at": request.now}


def _written(request: Request, incident: Incident, told: Told) -> Values:
    return _heard(request, incident, told) | {"written_at": request.now}


def _close(request: Request, incident: Incident, told: Told) -> Values:
    return {"speaks_at": None, **kept(request, incident, told)}


def _next(
    incident: Incident, opened: datetime, now: datetime, *, heard_at: datetime
) -> datetime | None:
    """When whoever has it in hand is spoken to next."""
    clocks = [heard_at + SILENCE]
    clocks += [] if incident.phoned_at else [opened + PHONE]
    clocks += [] if incident.written_at else [opened + WRITTEN]
    return min((at for at in clocks if at > now), default=None)


# --- pages ----------------------------------------------------------------------------------------


def speak(session: Session, now: datetime) -> None:
    """Send the pages that are due: up the ladder until somebody has it, then to whoever has."""
    for incident in stored.speaking(session, now):
        if incident.state is S.REPORTED:
            for person in _up_the_ladder(session, incident):
                _page(session, person, incident, now)
            incident.page += 1
            opened = incident.matter.opened_at
            steps = (DIRECTORS_AT, LEADERS_AT)
            wait = steps[incident.page] if incident.page < len(steps) else None
            incident.speaks_at = opened + wait if wait else now + AGAIN
        elif incident.state is not S.IN_HAND:
            incident.speaks_at = None
        else:
            _page(session, holder(incident), incident, now, "still")
            heard = max(incident.heard_at, now - SILENCE + AGAIN)
            incident.speaks_at = _next(incident, incident.matter.opened_at, now, heard_at=heard)


def _up_the_ladder(session: Session, incident: Incident) -> Iterable[Person]:
    """The directors first; then the leaders, too; then all of them and whoever is on duty."""
    called = [*lookups.directors(session)]
    if incident.page >= 1:
        called += holding(session, *BOARD)
    if incident.page > 1:
        called.append(holder(incident))
    return {one.slack_id: one for one in called}.values()


def _page(
    session: Session, person: Person, incident: Incident, now: datetime, picture: str = "page"
) -> None:
    """It waits for no morning, and behind no other letter."""
    said = {"incident": incident.id}
    letters.page(session, person.slack_id, f"incidents:{picture}", said, now - AHEAD, loud=True)


# --- its life -------------------------------------------------------------------------------------


def _acts(me: Standing, incident: Incident) -> bool:
    """Leaders and directors; whoever is on duty, or has it in hand; whoever reported it."""
    return me.leads or me.id in _people(incident)


def _people(incident: Incident) -> set[str]:
    """Who hears of every step: also whoever has the desk, and was paged."""
    mine = {incident.matter.owner_id, incident.matter.opened_by_id, incident.officer_id}
    return {one for one in mine if one}


def _leads(me: Standing, incident: Incident) -> bool:
    return me.leads or me.id == incident.matter.owner_id


def _facts(incident: Incident) -> dict[str, object]:
    return {"holder": holder(incident).name, "reporter": reporter(incident).name}


SAID, LINE = (Field("words", "words"),), (Field("words", "words", needed=False),)
GRADE = (Field("grade", "choice", choices=tuple(Grade)),)
ANSWER = Stage("acknowledge", holder, reporter, "acknowledge", ladder=lambda one: "digest")
HANDLE = Stage("handle", holder, reporter, "update", ladder=lambda one: "digest")

KIND = Kind(
    "incidents", "I", Incident, days=1,
    opening=Move("report", frozenset(), S.REPORTED, "insider", insider,
                 (Field("words", "text"),), _report),
    moves=table(
        Move("acknowledge", REPORTED, S.IN_HAND, "acting", _acts, LINE, _acknowledge, (reporter,)),
        Move("phone", OPEN, None, "acting", _acts, SAID, _phoned),
        Move("write", OPEN, None, "acting", _acts, SAID, _written),
        Move("update", OPEN, None, "acting", _acts, SAID, _heard),
        Move("regrade", OPEN, None, "leading", _leads, GRADE),
        Move("close", OPEN, S.CLOSED, "leading", _leads, SAID, _close, (reporter,)),
    ),
    stages={S.REPORTED: ANSWER, S.IN_HAND: HANDLE},
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
