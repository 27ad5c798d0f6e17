"""What follows a trip whenever it has changed: who is away for it, what becomes of their work, the
cards it is seen on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.matters import instead, letters, story
from bot.research import cars, fieldwork, relief, relieving
from bot.research.relief import HAND
from bot.who.lookups import directors
from bot.who.request import Request
from storage.duty import roster
from storage.research.relief import Relief, ReliefState
from storage.research.trips import AWAY, GOING, MADE, Trip, TripState
from storage.who.people import Leave, trip_leaves

NOON = 12, 14  # a half of a day ends before, and begins after these hours


def keep_up(request: Request, trip: Trip, *, sent: bool = False) -> None:
    """As it stands now, whatever was before: also once a step is taken back. When it is `sent`,
    what falls due is listed.
    """
    request.session.flush()
    for one in relief.propose(request, trip) if sent else ():
        show_relief(request, one)
    relief.owe(request, trip)
    for one in trip.reliefs:
        relieving.keep_up(request, one)
    _be_away(request, trip)
    cars.keep_up(request, trip)
    instead.reroute(request.session, request.now, request.calendar)
    story.show(request, trip.matter)
    if trip.topic is not None:
        fieldwork.follow(request, trip.topic)


def show_relief(request: Request, one: Relief) -> None:
    """Whoever goes, and whoever agrees, see what would become of it."""
    for who in sorted({one.person_id, relief.head(one).slack_id}):
        letters.page(request.session, who, "relief:asked", {"relief_id": one.id}, request.now)


def _be_away(request: Request, trip: Trip) -> None:
    """Those who go are away on its days, as long as it is so; duty of theirs is told of at once."""
    there = {one.person_id: one for one in trip_leaves(request.session, trip.id)}
    going = trip.people.split() if trip.state in (*GOING, TripState.SETTLED) else []
    for who in there.keys() - going:
        _stay(request, there[who])
    for who in going:
        found = there.get(who) or _go(request, trip, who)
        _as_it_is(request, trip, found)
    request.session.flush()


def _stay(request: Request, leave: Leave) -> None:
    if leave.stand_in is not None:
        said = {"name": leave.person.name, "first": leave.first, "last": leave.last}
        letters.note(
            request.session, leave.stand_in.slack_id, "trips.stands-down", request.now, said
        )
    request.session.delete(leave)


def _go(request: Request, trip: Trip, who: str) -> Leave:
    first, last, half = days_of(request, trip)
    new = Leave(person_id=who, first=first, last=last, half=half, trip_id=trip.id, handed=[])
    request.session.add(new)
    request.session.flush()
    _tell_of_duty(request, new)
    return new


def days_of(request: Request, trip: Trip) -> tuple[date, date, str]:
    """From the first day to the last; of one day perhaps a half."""
    tz = request.calendar.tz
    leaves, returns = trip.leaves_at.astimezone(tz), trip.returns_at.astimezone(tz)
    half = ""
    if leaves.date() == returns.date():
        until, since = NOON
        half = "morning" if returns.hour <= until else "afternoon" if leaves.hour >= since else ""
    return leaves.date(), returns.date(), half


def _as_it_is(request: Request, trip: Trip, leave: Leave) -> None:
    """Its days, and what is handed over. Once they are back everything is theirs again."""
    first, last, half = days_of(request, trip)
    today = request.calendar.today(request.now)
    if trip.state in MADE:
        last = max(first, min(last, today))
    leave.first, leave.last, leave.half = first, last, half
    mine = [one for one in trip.reliefs if one.person_id == leave.person_id]
    agreed = [one for one in mine if one.state is ReliefState.AGREED]
    handed = sorted(_handed(agreed)) if trip.state in AWAY else []
    if handed == leave.handed:
        return
    leave.handed = handed
    if handed and leave.stand_in_id != agreed[0].stand_in_id:
        leave.stand_in = agreed[0].stand_in
        request.session.flush()
        told = {"leave": leave.id}
        who = leave.stand_in_id or ""
        letters.page(request.session, who, "calendar:stands-in", told, request.now)


def _handed(agreed: Iterable[Relief]) -> Iterable[int]:
    return [int(n) for one in agreed for n, choice in one.lines.items() if choice == HAND]


def _tell_of_duty(request: Request, leave: Leave) -> None:
    """Whoever directs hears of duties that somebody on a trip has, as of one on leave."""
    coming = roster.to_come(request.session, request.now, leave.person_id)
    days = [one.day.isoformat() for one in coming if leave.first <= one.day <= leave.last]
    if not days or leave.half:
        return
    said = {"person": leave.person_id, "days": days}
    for director in directors(request.session):
        letters.page(request.session, director.slack_id, "duty:away", said, request.now)
