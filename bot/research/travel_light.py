"""What is said of a trip before it is agreed to, with its source; nothing of it is in the way.

Few go along (轻车简从), and no place is crowded: the figures stand beside the texts.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from bot.language.catalog import Key, files
from bot.matters.sight import visible_to
from bot.research.places import Atlas
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.research.trips import AHEAD, Trip, TripState, ahead
from storage.who.people import Person, Role, leave_within

HEADS = BOARD | DIRECTORS | {Role.SECTION_HEAD}
DAY, WEEK = timedelta(days=1), timedelta(days=7)
Said = tuple[str, dict[str, object]]  # a text, and its blanks


def advice(request: Request, trip: Trip) -> list[Said]:
    """As long as something can still be changed by it."""
    if trip.state not in (*AHEAD, TripState.OUT):
        return []
    others = _of_the_week(request, trip)
    return [
        *_companions(trip),
        *_same_place(request, trip, others),
        *_car_at_rest(request, trip),
        *_train_first(request, trip),
        *_busy(request, trip, others),
    ]


def _companions(trip: Trip) -> list[Said]:
    most = int(files()["trips"]["data"]["most-companions"])
    lead = next((one for one in trip.travellers if one.role in HEADS), None)
    if lead is None or trip.heads - 1 <= most:
        return []
    blanks = {"who": lead.name, "n": trip.heads - 1, "most": most}
    return [("trips.advice-companions", blanks | {"source": Key("trips.source-companions")})]


def _of_the_week(request: Request, trip: Trip) -> list[Trip]:
    """Other trips of its week that whoever reads it may see."""
    day = request.calendar.today(trip.leaves_at)
    monday = request.calendar.moment(
        day - timedelta(days=day.weekday()), request.calendar.hours.opens
    )
    begins, ends = monday - timedelta(hours=12), max(monday + WEEK, trip.returns_at)
    found = ahead(request.session, begins, visible_to(request.me), Trip.leaves_at < ends)
    return [one for one in found if one is not trip and one.state is not TripState.DRAFT]


def _same_place(request: Request, trip: Trip, others: list[Trip]) -> list[Said]:
    """Or another in the same county, as far as the office has said what lies where."""
    if not others:
        return []
    atlas, found = Atlas(request.session), list[Said]()
    for one in others:
        blanks = {"number": one.matter.number, "place": one.place, "leaves": one.leaves_at}
        blanks |= {"lead": one.matter.owner.name, "source": Key("trips.source-same-place")}
        if atlas.are_one(one.place, trip.place):
            found.append(("trips.advice-same-place", blanks))
        elif around := atlas.around_both(one.place, trip.place):
            found.append(("trips.advice-same-county", {**blanks, "county": around}))
    return found


def _car_at_rest(request: Request, trip: Trip) -> list[Said]:
    """On days of rest the office's cars stand, but those on duty."""
    office = request.calendar
    first, last = office.today(trip.leaves_at), office.today(trip.returns_at)
    each = (first + n * DAY for n in range((last - first).days + 1))
    day = next((one for one in each if not office.is_working(one)), None)
    if day is None or not (trip.car or trip.vehicle):
        return []
    return [("trips.advice-car-at-rest", {"day": day, "source": Key("trips.source-car-at-rest")})]


def _train_first(request: Request, trip: Trip) -> list[Said]:
    """On long ways a train goes before a car."""
    today, least = request.calendar.today, int(files()["trips"]["data"]["long-trip"])
    n = (today(trip.returns_at) - today(trip.leaves_at)).days + 1
    if n < least or not (trip.car or trip.vehicle):
        return []
    return [("trips.advice-train-first", {"n": n, "source": Key("trips.source-train-first")})]


def _busy(request: Request, trip: Trip, others: list[Trip]) -> list[Said]:
    """Who cannot go: on leave, or on another trip."""
    return list(chain(*(_of_one(request, trip, one, others) for one in trip.travellers)))


def _of_one(request: Request, trip: Trip, who: Person, others: list[Trip]) -> list[Said]:
    today = request.calendar.today
    first, last = today(trip.leaves_at), today(trip.returns_at)
    known = {trip.id, *(one.id for one in others)}
    said: list[Said] = [
        ("trips.advice-on-leave", {"name": who.name, "first": one.first, "last": one.last})
        for one in leave_within(request.session, who.slack_id, first, last)
        if one.trip_id not in known
    ]
    return said + [
        (
            "trips.advice-on-trip",
            {"name": who.name, "number": one.matter.number, "place": one.place},
        )
        for one in others
        if who.slack_id in one.people.split() and one.is_during(trip.leaves_at, trip.returns_at)
    ]
