"""Cars (公务用车, A1.12, A2.12): those of the pool are given to trips, whose conflicts are said.

Seats are counted. Trips to one place at about one time may share a car; its driver is told whenever
what is to be driven has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import changes, journal, letters, story, undo
from bot.matters.sight import owner_of
from bot.research.places import Atlas
from bot.research.trips import plans
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.processes import bookings
from storage.research import cars as stored
from storage.research.cars import Car
from storage.research.trips import AHEAD, AWAY, MADE, Trip, TripState

DEEDS = frozenset({"car", "share", "no-car", "lost-car"})
NEAR = timedelta(hours=1)  # so far apart two trips may leave, and return, in one car


# --- who has which when ---------------------------------------------------------------------------


def group(trip: Trip) -> int:
    """Trips in one car at one time are one group: that of the first."""
    return trip.shares_id or trip.id


def aboard(session_trips: Sequence[Trip], of: int) -> int:
    return sum(one.heads for one in session_trips if group(one) == of)


class Taken(NamedTuple):
    matter: Matter
    leaves_at: datetime
    returns_at: datetime


def clash(request: Request, trip: Trip, car: Car) -> Taken | None:
    """Another trip that has this car meanwhile, and does not share it; or a case that has it."""
    found = stored.booked(request.session, trip.leaves_at, trip.returns_at)
    others = [one for one in found if one.vehicle_id == car.id and one is not trip]
    for one in others:
        if group(one) != group(trip):
            return Taken(one.matter, one.leaves_at, one.returns_at)
    case = bookings.of_car(request.session, car.id, trip.leaves_at, trip.returns_at)
    return Taken(case.case.matter, case.begins_at, case.ends_at) if case else None


def shareable(request: Request, trip: Trip) -> list[Trip]:
    """Trips to the same place at about the same time whose car has the seats."""
    found = stored.booked(request.session, trip.leaves_at - NEAR, trip.returns_at + NEAR)
    atlas = Atlas(request.session)
    return [
        one
        for one in found
        if one is not trip and one.shares_id is None and _go_together(atlas, one, trip)
        if one.vehicle.seats - aboard(found, one.id) >= trip.heads
    ]


def _go_together(atlas: Atlas, one: Trip, other: Trip) -> bool:
    """To one place, at about one time."""
    apart = one.leaves_at - other.leaves_at, one.returns_at - other.returns_at
    return atlas.are_one(one.place, other.place) and all(abs(each) <= NEAR for each in apart)


# --- given to a trip ------------------------------------------------------------------------------


def book(request: Request, trip: Trip, number: int) -> Car:
    """A car of its own. Raises Refused for who may not, for too few seats and for a conflict."""
    _insist_may(request, trip)
    car = stored.hold(request.session, number)
    if car is None or car.retired_at is not None:
        raise Refused("cars.gone")
    if car.seats < trip.heads:
        raise Refused("cars.few-seats", name=car.name, n=car.seats, heads=trip.heads)
    if other := clash(request, trip, car):
        lead = owner_of(request.session, request.me, other.matter)
        leaves, returns = other.leaves_at, other.returns_at
        raise Refused("cars.taken", name=car.name, lead=lead, leaves=leaves, returns=returns)
    _give(request, trip, car.id, None, "car")
    return car


def share(request: Request, trip: Trip, other: Trip) -> Car:
    """The car of another trip, if it still has the seats. Raises Refused."""
    _insist_may(request, trip)
    car: Car | None = stored.hold(request.session, other.vehicle_id or 0)
    if car is None or other not in shareable(request, trip):
        raise Refused("cars.no-longer")
    _give(request, trip, car.id, other.id, "share")
    story.tell(
        request, other.matter, "trips.story-shared", {other.matter.owner_id},
        lead=trip.matter.owner.name, n=trip.heads, car=car.name,
    )  # fmt: skip
    return car


def release(request: Request, trip: Trip) -> None:
    """It goes without one."""
    _insist_may(request, trip)
    _give(request, trip, None, None, "no-car")


def _insist_may(request: Request, trip: Trip) -> None:
    if not (plans(request.me, trip) or request.me.directs):
        raise Refused("office.not-for-you", who=Key("trips.who-plans"))
    if trip.state not in AHEAD:
        raise Refused("cars.too-late", number=trip.matter.number)


def _leave_it_to_them(request: Request, trip: Trip) -> None:
    """Whoever goes along in its car has it now."""
    others = stored.sharing(request.session, trip.id)
    for one in others:
        one.shares_id = None if one is others[0] else others[0].id
    request.session.flush()
    for one in others:
        story.show(request, one.matter)


def _give(request: Request, trip: Trip, car: int | None, shares: int | None, verb: str) -> None:
    _leave_it_to_them(request, trip)
    values = {"vehicle_id": car, "shares_id": shares, "car": car is not None}
    before, after = changes.apply((trip,), values)
    request.session.flush()
    journal.record(request, f"trips.{verb}", matter=trip.matter, before=before, after=after)
    name = trip.vehicle.name if trip.vehicle else ""
    called = {trip.matter.owner_id}
    story.tell(request, trip.matter, f"trips.story-{verb}", called, car=name)


def take_back(request: Request, entry_id: int) -> Trip:
    """Within minutes: the car it had before, if that is still free. Raises Refused."""
    entry, matter = undo.find(request, entry_id, "trips")
    trip = request.session.get_one(Trip, matter.id)
    changes.restore((trip,), entry.before)
    undo.record(request, entry, matter)
    step = Key(entry.what.replace(".", ".what-"))
    story.tell(request, matter, "trips.story-undo", {matter.owner_id}, step=step)
    return trip


# --- it follows its trip --------------------------------------------------------------------------


def keep_up(request: Request, trip: Trip) -> None:
    """What no longer fits is given up, and said; the driver hears what is to be driven."""
    if trip.state is TripState.CANCELLED:
        _leave_it_to_them(request, trip)
    if trip.vehicle is not None and trip.state in AHEAD:
        _part(request, trip)
        _unless_it_fits(request, trip)
    if trip.odometer_in is not None and trip.vehicle is not None:
        trip.vehicle.odometer = max(trip.odometer_in, trip.vehicle.odometer or 0)
    _tell_driver(request, trip)


def _part(request: Request, trip: Trip) -> None:
    """Whose days or place have changed no longer shares a car: each has it, or needs one."""
    atlas, first = Atlas(request.session), trip.shares_id
    shared = [request.session.get_one(Trip, first)] if first else []
    others = [*shared, *stored.sharing(request.session, trip.id)]
    parted = [one for one in others if not _go_together(atlas, one, trip)]
    for one in (trip if first else other for other in parted):
        _give(request, one, one.vehicle_id, None, "car")
        if one is not trip:
            _unless_it_fits(request, one)
            _tell_driver(request, one)


def _unless_it_fits(request: Request, trip: Trip) -> None:
    """Whoever leads it hears when its car is no longer theirs."""
    car = stored.hold(request.session, trip.vehicle_id or 0)
    assert car is not None  # it is never deleted
    n = aboard(stored.booked(request.session, trip.leaves_at, trip.returns_at), group(trip))
    if car.seats >= n and not clash(request, trip, car):
        return
    _give(request, trip, None, None, "lost-car")
    trip.car = True  # one is still wanted
    said = {**trip.matter.named, "car": car.name}
    letters.note(
        request.session, trip.matter.owner_id, "cars.lost", request.now, said,
        matter_id=trip.id, loud=True,
    )  # fmt: skip


def _tell_driver(request: Request, trip: Trip) -> None:
    """Once it is approved, and again whenever it has changed; or that it is off."""
    car = trip.vehicle
    driver = car.driver_id if car and trip.state in AWAY else None
    at = [trip.leaves_at.isoformat(), trip.returns_at.isoformat(), trip.place, str(trip.heads)]
    slip = "|".join([driver, *at]) if driver else ""
    was = trip.driver_told
    if slip == was or (not slip and trip.state in MADE):
        return
    trip.driver_told = slip
    before = was.partition("|")[0]
    if before and before != driver:
        _note(request, before, "cars.slip-off", trip)
    if driver:
        _note(request, driver, "cars.slip-anew" if before == driver else "cars.slip", trip)


def _note(request: Request, to: str, key: str, trip: Trip) -> None:
    times: dict[str, datetime] = {"leaves": trip.leaves_at, "returns": trip.returns_at}
    names = {"place": trip.place, "lead": trip.matter.owner.name, "n": trip.heads}
    car = trip.vehicle.name if trip.vehicle else ""
    letters.note(request.session, to, key, request.now, {**times, **names, "car": car})
