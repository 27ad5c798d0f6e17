"""Trips (调研出行, A1.12): planned, agreed to in order, made, settled within five working days.

Whatever is planned binds nobody before it is sent; what has changed is agreed to anew.
"""

from __future__ import annotations

import re
from functools import partial
from operator import attrgetter

from sqlalchemy.orm import object_session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Ready, Told, Values, kept, table
from bot.research import approval, costs, trip_words
from bot.research.approval import approver, owner, planner
from bot.research.trip_plan import ABOUT, LEVEL, YES, edit, plan, reschedule
from bot.who.request import Request
from bot.who.standing import DIRECTORS, Standing
from storage.matters.matter import Visibility
from storage.research.trips import Trip
from storage.research.trips import TripState as S
from storage.who.people import Person, holding

DAYS = 5  # working days from the return until it is settled (A1.12)
DRAFT, ASKED, APPROVED = frozenset({S.DRAFT}), frozenset({S.ASKED}), frozenset({S.APPROVED})
AWAY, BACK = frozenset({S.APPROVED, S.OUT}), frozenset({S.BACK})
AFTER, OUT = frozenset({S.AFTER}), frozenset({S.OUT})
MADE = frozenset({S.AFTER, S.BACK, S.SETTLED})
travellers = attrgetter("travellers")


# --- made -----------------------------------------------------------------------------------------


def is_too_early(request: Request, trip: Trip, verb: str) -> bool:
    """Nobody leaves before its day, nor is back before it has begun; a little early is no harm."""
    if trip.state is not S.APPROVED:
        return False
    today = request.calendar.today
    early = {
        "out": today(request.now) < today(trip.leaves_at),
        "back": request.now < trip.leaves_at,
    }
    return early.get(verb, False)


def _insist_it_began(request: Request, trip: Trip, verb: str) -> None:
    if is_too_early(request, trip, verb):
        raise Refused("trips.not-left", number=trip.matter.number, leaves=trip.leaves_at)


def _out(request: Request, trip: Trip, told: Told) -> Values:
    _insist_it_began(request, trip, "out")
    due = {"due_at": trip.returns_at} if trip.returns_at > request.now else {}
    return {**due, **_odometer(trip, told)}


def _back(request: Request, trip: Trip, told: Told) -> Values:
    """Whoever forgot to say that they left has been away all the same."""
    _insist_it_began(request, trip, "back")
    given: Values = {"due_at": followups.working_day(request, DAYS), "words": ""}
    if request.now < trip.returns_at:  # earlier than was planned
        given |= {"returns_at": max(request.now, trip.leaves_at)}
    return given | _odometer(trip, told) | approval.afterwards(trip)


def _account(request: Request, trip: Trip, told: Told) -> Values:
    given = {"words": told.get("words", ""), "cost": costs.read(told["cost"])}
    given |= _odometer(trip, told) | _fuel(told)
    if trip.vehicle is None or trip.shares_id is not None:
        return given
    read = {name: given.get(name, getattr(trip, name)) for name in ODOMETERS}
    if read["odometer_out"] is None:  # as it stood when it came back last
        read["odometer_out"] = given["odometer_out"] = trip.vehicle.odometer
    if lacks := next((name for name in ODOMETERS if read[name] is None), ""):
        raise Refused("trips.no-odometer", field=lacks)
    if read["odometer_in"] < read["odometer_out"]:
        raise Refused("trips.less", field="odometer_in", was=read["odometer_out"])
    return given


ODOMETERS = ("odometer_out", "odometer_in")


def _odometer(trip: Trip, told: Told) -> Values:
    """What the car reads, as far as it is said: "45,210 km". Raises Refused for what is no number,
    or less than before.
    """
    read: Values = {}
    for name in (one for one in ODOMETERS if told.get(one)):
        figures = re.findall(r"\d[\d,，]*", told[name])
        if len(figures) != 1 or len(said := re.sub("[,，]", "", figures[0])) > 7:
            raise Refused("trips.bad-odometer", field=name)
        read[name] = int(said)
    began = read.get("odometer_out", trip.odometer_out)
    if began is not None and read.get("odometer_in", began) < began:
        raise Refused("trips.less", field="odometer_in", was=began)
    return read


def _fuel(told: Told) -> Values:
    """In litres, if it is said: "28.5 L"."""
    if not told.get("fuel"):
        return {}
    figures = re.findall(r"\d+(?:\.\d+)?", told["fuel"])
    if len(figures) != 1 or float(figures[0]) > MOST_FUEL:
        raise Refused("trips.bad-fuel", field="fuel", most=MOST_FUEL)
    return {"fuel": float(figures[0])}


def _shorten(request: Request, trip: Trip, told: Told) -> Values:
    """It is over earlier. Later than was agreed to is a trip that has to be agreed to."""
    begins = max(trip.leaves_at, request.now)
    returns = trip_words.end(told["returns_at"], begins, request.now, request.calendar)
    if returns <= begins:
        raise Refused("trips.back-first", field="returns_at", leaves=begins)
    if returns >= trip.returns_at:
        raise Refused("trips.not-earlier", field="returns_at", returns=trip.returns_at)
    due = {"due_at": returns} if trip.state is S.OUT else {}
    return {"returns_at": returns, **due}


def _stay(request: Request, trip: Trip, told: Told) -> Values:
    """One goes less; what the trip is for, and who leads it, stands."""
    return _without(trip, request.me.id) | {"words": told.get("words", "")}


def _reassign(request: Request, trip: Trip, told: Told) -> Values:
    """Another of those who go leads it from now on; whoever led it goes along, or stays."""
    to, was = told["person"], owner(trip)
    if to is was:
        raise Refused("matters.already-theirs", field="person", name=to.name)
    if to not in trip.travellers:
        names = [one.name for one in trip.travellers if one is not was]
        raise Refused("trips.not-along", field="person", name=to.name, names=names)
    given: Values = {"owner_id": to.slack_id, "words": told.get("words", "")}
    return given if told.get("along", "yes") == "yes" else given | _without(trip, was.slack_id)


def _without(trip: Trip, who: str) -> Values:
    left = [one for one in trip.people.split() if one != who]
    return {"people": " ".join(left), "heads": trip.heads - 1}


# --- who may, and whose turn it is ----------------------------------------------------------------


def _goes(me: Standing, trip: Trip) -> bool:
    return me.id in trip.people.split() or me.id == trip.matter.owner_id


def plans(me: Standing, trip: Trip) -> bool:
    return _goes(me, trip) or me.id == trip.matter.opened_by_id


def _goes_along(me: Standing, trip: Trip) -> bool:
    return me.id in trip.people.split() and me.id != trip.matter.owner_id


def _hands_on(me: Standing, trip: Trip) -> bool:
    return me.id in (trip.matter.owner_id, trip.matter.opened_by_id) or me.directs


def _calls_off(me: Standing, trip: Trip) -> bool:
    """Whoever leads or planned it; also whoever has agreed, or is said to have, and directors:
    something else may have come up. Whoever only goes along stays at home for themselves.
    """
    heard = trip.line if trip.oral_id else trip.agreed
    return _hands_on(me, trip) or me.id in heard.split()


def _is_said_to_have_agreed(me: Standing, trip: Trip) -> bool:
    return me.id == trip.oral_id and not trip.denied


def _facts(trip: Trip) -> dict[str, object]:
    names = [one.name for one in travellers(trip)]
    names_of = {"who": names, "lead": owner(trip).name, "approver": approver(trip).name}
    names_of |= {"oral": trip.oral.name if trip.oral else ""}
    names_of |= {"then": Key("trips.denied-plan" if trip.state is S.DRAFT else "trips.denied-made")}
    times = {"leaves": trip.leaves_at, "returns": trip.returns_at}
    topic = trip.topic.matter.number if trip.topic else ""
    return {**names_of, **times, "place": trip.place, "topic": topic, "cost": trip.cost}


def _people(trip: Trip) -> set[str]:
    there = {trip.matter.owner_id, trip.matter.opened_by_id, trip.approver_id or ""}
    there |= {*trip.people.split(), *trip.line.split()}
    if trip.topic:
        there |= {trip.topic.matter.owner_id, trip.topic.leader_id}
    return there - {""}


def _line_heard(trip: Trip) -> list[Person]:
    """Whoever has agreed, or is asked to; all who are to sign what was agreed to in words."""
    return trip.named(trip.line if trip.oral_id else f"{trip.agreed} {trip.approver_id or ''}")


def _directors(trip: Trip) -> list[Person]:
    """As far as they may see it."""
    session = object_session(trip)
    assert session is not None  # it was read, or flushed
    open_to_all = trip.matter.visibility is not Visibility.NAMED
    found = holding(session, *sorted(DIRECTORS))
    return [one for one in found if open_to_all or one.slack_id in _people(trip)]


MAYBE, WHY, TO = Field("words", needed=False), Field("words"), Field("person", "person")
OUT_AT, IN_AT = (Field(one, "line", needed=False) for one in ODOMETERS)
FUEL, MOST_FUEL = Field("fuel", "line", needed=False), 999  # litres
OTHERS: Ready[Trip] = Ready(lambda trip: len(trip.people.split()) > 1, "trips.alone")
ALONG = Field("along", "choice", False, start=lambda *_: "yes", choices=YES)
WHEN = (Field("leaves_at", "line"), Field("returns_at", "line", False))
agrees = is_(approver)
passes = or_director_once_gone(agrees, approver)
hands_on = or_director_once_gone(_hands_on, owner)
stops, settles = or_director_once_gone(_calls_off, owner), or_director_once_gone(_goes, owner)

stage = partial(Stage[Trip], leaders="digest")  # a leader hears of it there alone

KIND: Kind[Trip] = Kind(
    "trips", "T", Trip, days=5,
    opening=Move("plan", frozenset(), S.DRAFT, "insider", insider, (*ABOUT, LEVEL), plan),
    moves=table(
        Move("send", DRAFT, S.ASKED, "plans", plans, (), approval.send, (travellers,)),
        Move("approve", ASKED | AFTER, S.APPROVED, "approver", agrees, (MAYBE,), approval.approve,
             (travellers,)),
        Move("return", ASKED, S.DRAFT, "approver", agrees, (WHY,), approval.give_back,
             (owner, planner)),
        Move("out", APPROVED, S.OUT, "goes", settles, (OUT_AT,), _out),
        Move("back", AWAY, S.BACK, "goes", settles, (IN_AT,), _back),
        Move("account", BACK, S.SETTLED, "goes", settles,
             (Field("cost", "line"), OUT_AT, IN_AT, FUEL, MAYBE), _account, (_line_heard,)),
        Move("shorten", AWAY, None, "calls-off", stops, (Field("returns_at", "line"),), _shorten,
             (travellers, _line_heard)),
        Move("edit", DRAFT | ASKED | APPROVED, S.DRAFT, "plans", plans, ABOUT, edit,
             (_line_heard,), asks_first=True),
        Move("stay", DRAFT | ASKED | AWAY, None, "along", _goes_along, (MAYBE,), _stay,
             (owner, planner, _line_heard), asks_first=True),
        Move("cancel", DRAFT | ASKED | AWAY, S.CANCELLED, "calls-off", stops, (MAYBE,), kept,
             (travellers, _line_heard), asks_first=True),
        Move("pass", ASKED | AFTER, None, "approver", passes, (TO,), approval.pass_on),
        Move("reschedule", DRAFT | ASKED | APPROVED, S.DRAFT, "plans", plans, WHEN, reschedule,
             (travellers, _line_heard)),
        Move("reassign", DRAFT | ASKED | AWAY | BACK, None, "hands-on", hands_on,
             (TO, ALONG, MAYBE), _reassign, (owner, travellers, _line_heard), OTHERS),
        Move("deny", APPROVED | MADE | OUT, None, "oral", _is_said_to_have_agreed, (MAYBE,),
             approval.denied, (owner, planner, travellers, _line_heard, _directors),
             asks_first=True),
        Move("oral", DRAFT | ASKED, S.APPROVED, "plans", plans, (TO, WHY), approval.in_words,
             (travellers, _line_heard)),
    ),
    stages={
        S.DRAFT: stage("send", planner, owner, "send", "cancel", ladder="private"),
        S.ASKED: stage("approve", approver, owner, "approve", "pass", 1),
        S.APPROVED: stage("out", owner, owner, "out", "cancel", ladder="leaving"),
        S.OUT: stage("back", owner, owner, "back", "cancel", ladder="returning"),
        S.AFTER: stage("approve", approver, owner, "approve", "pass", 1),
        S.BACK: stage("account", owner, owner, "account", "account"),
    },
    undone=S.CANCELLED,
    people=_people,
    facts=_facts,
)  # fmt: skip
