"""What is under way once: a thing at one time, such as a room, and the same case (A2.12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.same import is_near, likeness
from bot.matters.sight import may_see, owner_of, visible_to
from bot.processes import driving
from bot.processes.template import Alone, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.processes import bookings
from storage.processes import cases as stored
from storage.processes.bookings import CAR, Booking, Wanted
from storage.processes.cases import Case, CaseState, Process, StepState
from storage.research import cars
from storage.research.cars import Car

LONGEST, ONE_HOUR = 72, timedelta(hours=1)
Facts = Mapping[str, Any]


class Taken(NamedTuple):
    """Who has something, and when."""

    matter: Matter
    begins: datetime
    ends: datetime


def insist_times(request: Request, way: Template, facts: Facts) -> None:
    """Raises Refused, on its field, for what is no time to come, or for too long."""
    alone = way.alone
    if alone is None or not facts.get(alone.begins):
        return
    begins = datetime.fromisoformat(facts[alone.begins])
    if begins <= request.now:
        raise Refused("drafts.gone-by", field=alone.begins, due=begins)
    if facts.get(alone.hours) and not 1 <= int(facts[alone.hours]) <= LONGEST:
        raise Refused("cases.too-long", field=alone.hours, most=LONGEST)


def keep(request: Request, case: Case) -> None:
    """What a running case is for is booked, and nothing else. Raises Refused, saying which stands
    against it, to who may see that; one who asks in the same moment waits.
    """
    alone = way_of(case.process).alone
    if alone is None:
        return
    wanted = wanted_by(alone, case) if case.state is CaseState.RUNNING else None
    have: Booking | None = case.booking
    was = have.wanted if have else None
    if wanted == was:
        return
    if wanted is None:
        case.booking = None
    else:
        _insist_free(request, alone, case, wanted)
        case.booking = have = have or Booking(case_id=case.id)
        have.what, have.begins_at, have.ends_at = wanted
    driving.tell(request, case, was, wanted)


def wanted_by(alone: Alone, case: Case) -> Wanted | None:
    """What it is for, if it is known what and when."""
    when = times_of(alone, case)
    what = _what(alone, case)
    return when._replace(what=what) if what and when else None


def times_of(alone: Alone, case: Case) -> Wanted | None:
    """When, if it is not known what."""
    said, hours = case.facts.get(alone.begins), int(case.facts.get(alone.hours) or alone.usual)
    if not said or not hours:
        return None
    begins = datetime.fromisoformat(said)
    return Wanted("", begins, begins + hours * ONE_HOUR)


def _what(alone: Alone, case: Case) -> str:
    if alone.what in way_of(case.process).fields:
        said = case.facts.get(alone.what)
        return f"{case.process.name}:{_plain(said)}" if said else ""
    given = (
        one.evidence for one in case.steps
        if (one.name, one.state) == (alone.what, StepState.DONE) and one.evidence.isdecimal()
    )  # fmt: skip
    return next((f"{CAR}{one}" for one in given), "")


def _insist_free(request: Request, alone: Alone, case: Case, wanted: Wanted) -> None:
    car = int(wanted.what.removeprefix(CAR)) if wanted.what.startswith(CAR) else 0
    held = cars.hold(request.session, car) if car else None
    if not car:
        stored.hold(request.session, case.process.name)
    elif held is None or held.retired_at is not None:
        raise Refused("cars.gone")
    if other := taken(request, wanted, case):
        raise _taken(request, alone, other, held)


def taken(request: Request, wanted: Wanted, own: Case | None = None) -> Taken | None:
    """Another case has it then; or a trip has the car."""
    what, begins, ends = wanted
    for one in bookings.during(request.session, begins, ends):
        if one.what == what and one.case is not own:
            return Taken(one.case.matter, one.begins_at, one.ends_at)
    if what.startswith(CAR):
        for trip in cars.booked(request.session, begins, ends):
            if f"{CAR}{trip.vehicle_id}" == what:
                return Taken(trip.matter, trip.leaves_at, trip.returns_at)
    return None


def beside(request: Request, case: Case, at: datetime) -> list[Booking]:
    """What whoever began it has booked for that time besides, as far as whoever asks may see it."""
    by = case.matter.opened_by_id
    found = bookings.during(request.session, at, at + ONE_HOUR)
    theirs = (one for one in found if one.case is not case and one.case.matter.opened_by_id == by)
    return [one for one in theirs if may_see(request.session, request.me, one.case.matter)]


def to_come(request: Request, process: Process, day: date | None) -> list[Case]:
    """All that run and have something at a time: on that day, or that is not over; the earliest
    first, whoever may see them.
    """
    office = request.calendar
    since = office.moment(day, time.min) if day else request.now
    found = bookings.of_way(request.session, process.name, since)
    return [one.case for one in found if day is None or office.today(one.begins_at) <= day]


def _plain(said: str) -> str:
    return folded(said).replace(" ", "")


def _taken(request: Request, alone: Alone, other: Taken, car: Car | None) -> Refused:
    matter, begins, ends = other
    if car is not None:
        name, lead = car.name, owner_of(request.session, request.me, matter)
        return Refused("cars.taken", name=name, lead=lead, leaves=begins, returns=ends)
    seen = may_see(request.session, request.me, matter)
    named = {**matter.named, "who": matter.opened_by.name} if seen else {}
    key = "cases.taken-by" if seen else "cases.taken"
    return Refused(key, field=alone.begins, begins=begins, ends=ends, **named)


def under_way(request: Request, name: str, title: str) -> Matter | None:
    """The running case of this way, among those whoever asks may see, of nearest this title."""
    running = stored.running_of(request.session, name, visible_to(request.me))
    near = [one.matter for one in running if is_near(one.matter.title, title)]
    return max(near, key=lambda one: likeness(one.title, title), default=None)
