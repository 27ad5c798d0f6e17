"""Incidents (A2.13): whoever is up acts; pages go on until somebody has it, then no page goes on.

Whoever is on duty hears at once, then the directors, then the leaders, then all of them again and
again. Whoever has it in hand is asked how it stands after a silence, and reminded of the clocks of
its grade (`clocks.py`; domain.md 2.4 and 5). It is closed by a person only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from bot.duty import clocks, facts, reach
from bot.duty.clocks import minutes
from bot.language.catalog import Key
from bot.language.workdays import Calendar
from bot.matters import journal, letters, life, titles
from bot.matters.kind import Kind, Stage, insider
from bot.matters.moves import Field, Move, Told, Values, kept, table
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.duty import incidents as stored
from storage.duty import roster
from storage.duty.incidents import Grade, Incident
from storage.duty.incidents import IncidentState as S
from storage.matters.slips import Slip
from storage.who.people import Person, holding

AHEAD = timedelta(days=1)  # a page goes before whatever waits: it is due since yesterday
A_DAY, BEFORE = timedelta(days=1), timedelta(minutes=30)  # so long before a follow-up is due
REPORTED, RUNNING = frozenset({S.REPORTED}), frozenset({S.IN_HAND})
OPEN = REPORTED | RUNNING
holder, reporter = attrgetter("matter.owner"), attrgetter("matter.opened_by")


def _report(request: Request, _: object, told: Told) -> Values:
    said, on = told["words"], _on_duty(request)
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


def _on_duty(request: Request) -> list[Person]:
    """Whoever leads now, then the officer; with nobody there to be reached, the directors."""
    on = [one.person for one in roster.running(request.session, request.now)]
    here = [one for one in on if not reach.why_not(request.session, one)]
    return here or list(lookups.directors(request.session))


def jumped(session: Session, incident: Incident) -> list[tuple[Person, Key]]:
    """Who was on duty when it was reported and could not be reached, and why not."""
    on = roster.running(session, incident.matter.opened_at)
    found = [(one.person, reach.why_not(session, one.person)) for one in on]
    return [(person, why) for person, why in found if why]


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
    return {"speaks_at": None, **kept(request, incident, told)}


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
            for person in _up_the_ladder(session, incident):
                _page(session, person, incident, now)
            incident.page += 1
            incident.speaks_at = _rung(incident, incident.clocks, now)
        elif incident.state is not S.IN_HAND:
            incident.speaks_at = None
        else:
            _page(session, holder(incident), incident, now, "still")
            again = now + minutes(incident.clocks, "again") - minutes(incident.clocks, "silence")
            heard = {"heard_at": max(incident.heard_at, again)}
            incident.speaks_at = _next(incident, now, calendar, heard)


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


def to_dial(session: Session, incident: Incident, reader: Person) -> Person | None:
    """Whom a reader of a page should ring, for Slack cannot: whoever has to act and has a number,
    or whoever reported it.
    """
    officer = session.get(Person, incident.officer_id) if incident.officer_id else None
    called = (holder(incident), officer, reporter(incident))
    return next((one for one in called if one and one is not reader and one.phone), None)


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
    grade = Key(f"incidents.grade-{incident.grade}")
    return {"holder": holder(incident).name, "reporter": reporter(incident).name, "grade": grade}


def _heard_of(request: Request, incident: Incident, told: Told) -> Values:
    """Who dialled is on record, and nothing is stopped by it."""
    return {}


def _hand_over(request: Request, incident: Incident, told: Told) -> Values:
    """What somebody had of it on duty is with whoever has taken over from them."""
    was, me = told["was"].slack_id, request.me.id
    officer = {"officer_id": me} if incident.officer_id == was else {}
    return officer | ({"owner_id": me} if incident.matter.owner_id == was else {})


SAID, LINE = (Field("words", "words"),), (Field("words", "words", needed=False),)
GRADES = tuple(one for one in Grade if one is not Grade.OPEN)
GRADE = (Field("grade", "choice", choices=GRADES),)
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
        Move("dial", OPEN, None, "acting", _acts, SAID, _heard_of),
        Move("regrade", OPEN, None, "leading", _leads, GRADE, _regrade),
        Move("close", OPEN, S.CLOSED, "leading", _leads, SAID, _close, (reporter,)),
    ),
    stages={S.REPORTED: ANSWER, S.IN_HAND: HANDLE},
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
    for person in _on_duty(request):
        if person is not request.person:
            _page(request.session, person, incident, request.now)
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
    called = _on_duty(request)
    for person in called:
        slip = Slip(
            person_id=person.slack_id, at=request.now, what="incidents:report",
            asked={"words": words, "sure": "yes", "from": request.me.id},
        )  # fmt: skip
        request.session.add(slip)
        request.session.flush()
        said = {"slip": slip.id}
        at = request.now - AHEAD
        letters.page(request.session, person.slack_id, "incidents:outside", said, at, loud=True)
    journal.record(request, "incidents.pass-on", after={"words": words})
    return called
