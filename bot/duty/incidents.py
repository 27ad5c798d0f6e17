"""Incidents (A2.13): whoever is up acts; pages go on until somebody has it, then no page goes on.

Whoever is on duty hears at once, then the directors, then the leaders, then all of them again and
again. Whoever has it in hand is asked how it stands after a silence, and reminded of the clocks of
its grade (`clocks.py`; domain.md 2.4 and 5). It is closed by a person only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from bot.duty import clocks, facts, paging
from bot.duty.clocks import minutes
from bot.language.catalog import Key
from bot.language.workdays import Calendar
from bot.matters import followups, journal, letters, life, titles
from bot.matters.kind import Kind, Stage, insider
from bot.matters.moves import Field, Move, Told, Values, kept, table
from bot.who.request import Request
from bot.who.standing import Standing
from storage.duty import incidents as stored
from storage.duty.incidents import Grade, Incident
from storage.duty.incidents import IncidentState as S
from storage.matters.slips import Slip
from storage.who.people import Person

AHEAD = timedelta(days=1)  # a page goes before whatever waits: it is due since yesterday
A_DAY, BEFORE = timedelta(days=1), timedelta(minutes=30)  # so long before a follow-up is due
REPORTED, RUNNING = frozenset({S.REPORTED}), frozenset({S.IN_HAND})
ENDED = frozenset({S.ENDED})
OPEN = REPORTED | RUNNING
holder, reporter = attrgetter("matter.owner"), attrgetter("matter.opened_by")


def _report(request: Request, _: object, told: Told) -> Values:
    said, on = told["words"], paging.on_duty(request)
    its = clocks.of_grade(request.session, Grade.OPEN)
    return {
        "owner": on[0] if on else request.person,
        "title": titles.first_words(facts.without_alarm(said)),
        "visibility": "office",
        "due_at": request.now + (minutes(its, "written") or A_DAY),
        "said": said,
        "clocks": its,
        "officer_id": on[1].slack_id if len(on) > 1 else None,
        "heard_at": request.now,
        "speaks_at": request.now + minutes(its, "directors"),
    }


def _acknowledge(request: Request, incident: Incident, told: Told) -> Values:
    """From now on it is theirs; a page of the alarm that has not gone yet says nothing any more."""
    values = {"owner_id": request.me.id, **_heard(request, incident, told)}
    return values | {"speaks_at": _next(incident, request.now, request.calendar, values)}


def _heard(request: Request, incident: Incident, told: Told, **more: Any) -> Values:
    """Somebody said how it stands. As long as nobody has it in hand, pages go on all the same."""
    values: Values = {"heard_at": request.now, **kept(request, incident, told), **more}
    if incident.state is S.IN_HAND:
        values["speaks_at"] = _next(incident, request.now, request.calendar, values)
    return values


def _phoned(request: Request, incident: Incident, told: Told) -> Values:
    return _heard(request, incident, told, phoned_at=incident.phoned_at or request.now)


def _written(request: Request, incident: Incident, told: Told) -> Values:
    """The first, or a follow-up: from then on the next one is due."""
    first, now = incident.written_at or request.now, request.now
    due = clocks.followup(incident.clocks, now, request.calendar) or now + A_DAY
    return _heard(request, incident, told, written_at=first, told_at=now, due_at=due)


def _regrade(request: Request, incident: Incident, told: Told) -> Values:
    """Its clocks are those of the new grade, counted from when it was reported."""
    grade = Grade(told["grade"])
    its = clocks.of_grade(request.session, grade)
    values: Values = {"grade": grade, "clocks": its}
    due = incident.matter.opened_at + (minutes(its, "written") or A_DAY)
    if incident.written_at is not None:
        due = clocks.followup(its, incident.told_at, request.calendar) or request.now + A_DAY
    values |= {"due_at": due} if due > request.now else {}
    if incident.state is S.IN_HAND:
        return values | {"speaks_at": _next(incident, request.now, request.calendar, values)}
    return values | {"speaks_at": _rung(incident, its, request.now)}


def _close(request: Request, incident: Incident, told: Told) -> Values:
    """It is over; its final report is owed yet."""
    due = followups.working_day(request, clocks.days(incident.clocks, "final"))
    return {"speaks_at": None, "due_at": due, **kept(request, incident, told)}


def _take(request: Request, incident: Incident, told: Told) -> Values:
    """From whoever had it: they may be asleep by now."""
    return _heard(request, incident, told, owner_id=request.me.id)


def _next(incident: Incident, now: datetime, calendar: Calendar, new: Values) -> datetime | None:
    """When whoever has it in hand is spoken to next, once it is as these `new` values say."""

    def of(name: str) -> Any:
        return new.get(name, getattr(incident, name))

    its, opened = of("clocks"), incident.matter.opened_at
    moments = [of("heard_at") + minutes(its, "silence")]
    for name, done in (("phone", "phoned_at"), ("written", "written_at")):
        if its[name] and not of(done):
            moments.append(opened + minutes(its, name))
    if due := clocks.followup(its, of("told_at"), calendar):
        moments += [due - BEFORE, due]
    return min((at for at in moments if at > now), default=None)


def _rung(incident: Incident, its: clocks.Clocks, now: datetime) -> datetime:
    """When the next page of the alarm goes out."""
    rungs = ("directors", "leaders")
    if incident.page < len(rungs):
        return max(incident.matter.opened_at + minutes(its, rungs[incident.page]), now)
    return now + minutes(its, "again")


# --- pages ----------------------------------------------------------------------------------------


def speak(session: Session, now: datetime, calendar: Calendar) -> None:
    """Send the pages that are due: up the ladder until somebody has it, then to whoever has."""
    for incident in stored.speaking(session, now):
        if incident.state is S.REPORTED:
            paging.call(session, incident, now)
            incident.page += 1
            incident.speaks_at = _rung(incident, incident.clocks, now)
        elif incident.state is not S.IN_HAND:
            incident.speaks_at = None
        else:
            paging.ask(session, incident, now)
            again = now + minutes(incident.clocks, "again") - minutes(incident.clocks, "silence")
            heard = {"heard_at": max(incident.heard_at, again)}
            incident.speaks_at = _next(incident, now, calendar, heard)


# --- its life -------------------------------------------------------------------------------------


def _acts(me: Standing, incident: Incident) -> bool:
    """Leaders and directors; whoever is on duty, or has it in hand; whoever reported it."""
    return me.leads or me.id in _people(incident)


def _people(incident: Incident) -> set[str]:
    """Who hears of every step: also whoever has the desk, and was paged."""
    mine = {incident.matter.owner_id, incident.matter.opened_by_id, incident.officer_id}
    return {one for one in mine if one}


def _takes(me: Standing, incident: Incident) -> bool:
    return _acts(me, incident) and me.id != incident.matter.owner_id


def _leads(me: Standing, incident: Incident) -> bool:
    return me.leads or me.id == incident.matter.owner_id


def _facts(incident: Incident) -> dict[str, object]:
    grade = Key(f"incidents.grade-{incident.grade}")
    return {"holder": holder(incident).name, "reporter": reporter(incident).name, "grade": grade}


def _heard_of(request: Request, incident: Incident, told: Told) -> Values:
    """It is on record: what was said last of the incident itself still stands."""
    return {}


def _hand_over(request: Request, incident: Incident, told: Told) -> Values:
    """What somebody had of it on duty is with whoever has taken over from them."""
    was, me = told["was"].slack_id, request.me.id
    officer = {"officer_id": me} if incident.officer_id == was else {}
    return officer | ({"owner_id": me} if incident.matter.owner_id == was else {})


SAID, LINE = (Field("words", "words"),), (Field("words", "words", needed=False),)
GRADES = tuple(one for one in Grade if one is not Grade.OPEN)
GRADE = (Field("grade", "choice", choices=GRADES),)
ANSWER = Stage("acknowledge", holder, reporter, "acknowledge", ladder="digest")
HANDLE = Stage("handle", holder, reporter, "update", ladder="digest")
FINAL = Stage("final", holder, reporter, "final")

KIND = Kind(
    "incidents", "I", Incident, days=1,
    opening=Move("report", frozenset(), S.REPORTED, "insider", insider,
                 (Field("words", "text"),), _report),
    moves=table(
        Move("acknowledge", REPORTED, S.IN_HAND, "acting", _acts, LINE, _acknowledge, (reporter,)),
        Move("update", OPEN, None, "acting", _acts, SAID, _heard),
        Move("phone", OPEN, None, "acting", _acts, SAID, _phoned),
        Move("write", OPEN, None, "acting", _acts, SAID, _written),
        Move("close", OPEN, S.ENDED, "leading", _leads, SAID, _close, (reporter,)),
        Move("regrade", OPEN, None, "leading", _leads, GRADE, _regrade),
        Move("take", RUNNING, None, "others", _takes, LINE, _take, (holder, reporter)),
        Move("dial", OPEN, None, "acting", _acts, SAID, _heard_of),
        Move("final", ENDED, S.CLOSED, "acting", _acts, SAID, _heard_of, (reporter,)),
    ),
    stages={S.REPORTED: ANSWER, S.IN_HAND: HANDLE, S.ENDED: FINAL},
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
# With the step that only a take-over of duty takes: no button, no words.
HANDED = replace(KIND, moves={**KIND.moves, **table(
    Move("hand-over", OPEN, None, "acting", insider, (Field("was", "person"),), _hand_over)
)})  # fmt: skip


# --- operations -----------------------------------------------------------------------------------


def report(request: Request, words: str) -> Incident:
    """It goes out to whoever is on duty, at once and past every quiet hour. Raises Refused."""
    incident: Incident = life.begin(request, KIND, {"words": words})
    for person in paging.on_duty(request):
        if person is not request.person:
            paging.page(request.session, person, incident, request.now)
    return incident


def same_words(request: Request, words: str) -> Incident | None:
    """What was reported in these words within a day, and is not over."""
    lately = stored.lately(request.session, request.now - A_DAY)
    return next((one for one in lately if one.said == words and one.state in OPEN), None)


def hand_over(request: Request, was: Person) -> list[Incident]:
    """Whoever has taken over a shift has what the one before had of what is not over."""
    mine = [one for one in stored.running(request.session) if _has(was, one)]
    for incident in mine:
        life.take(request, HANDED, incident, "hand-over", {"was": was})
    return mine


def _has(person: Person, incident: Incident) -> bool:
    return person.slack_id in (incident.matter.owner_id, incident.officer_id)


def pass_on(request: Request, words: str) -> Sequence[Person]:
    """An alarm from outside goes to whoever is on duty, who reports it or does not."""
    called = paging.on_duty(request)
    for person in called:
        slip = Slip(
            person_id=person.slack_id, at=request.now, what="incidents:report",
            asked={"words": words, "sure": "yes", "from": request.me.id},
        )  # fmt: skip
        request.session.add(slip)
        request.session.flush()
        said = {"slip": slip.id}
        at = request.now - paging.AHEAD
        letters.page(request.session, person.slack_id, "incidents:outside", said, at, loud=True)
    journal.record(request, "incidents.pass-on", after={"words": words})
    return called
