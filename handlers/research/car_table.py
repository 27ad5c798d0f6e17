"""Which car is out when: a row for each day, what each car has on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.matters.sight import may_see
from bot.research import cars
from bot.who.request import Request
from handlers.slack.said import unmarked
from storage.processes import bookings
from storage.processes.bookings import CAR, Booking
from storage.research import cars as stored
from storage.research.cars import Car
from storage.research.trips import Trip

ONE_DAY = timedelta(days=1)


def rows(request: Request, pool: Sequence[Car], days: Sequence[date]) -> list[list[str]]:
    heads = [unmarked(request, "cars.column", name=one.name, seats=one.seats) for one in pool]
    begins = [request.calendar.moment(one, time.min) for one in days]
    trips = stored.booked(request.session, begins[0], begins[-1] + ONE_DAY)
    cases = bookings.during(request.session, begins[0], begins[-1] + ONE_DAY)
    found = [[unmarked(request, "cars.day"), *heads]]
    for day, at in zip(days, begins, strict=True):
        of_day = [one for one in trips if one.is_during(at, at + ONE_DAY)]
        beside = [one for one in cases if one.begins_at < at + ONE_DAY and one.ends_at > at]
        cells = [_cell(request, car, of_day, beside) for car in pool]
        found.append([unmarked(request, "cars.of-day", day=day), *cells])
    return found


def _cell(request: Request, car: Car, trips: Sequence[Trip], cases: Sequence[Booking]) -> str:
    """What it has on a day; of what is not to be seen, that it is taken."""
    found = [one for one in trips if one.vehicle_id == car.id]
    first = [one for one in found if one.shares_id is None]
    each = [_taken(request, car, one, cars.aboard(found, one.id)) for one in first]
    each += [_of_case(request, one) for one in cases if one.what == f"{CAR}{car.id}"]
    return "; ".join(each) or unmarked(request, "cars.free")


def _of_case(request: Request, one: Booking) -> str:
    times, matter = _times(request, one.begins_at, one.ends_at), one.case.matter
    if not may_see(request.session, request.me, matter):
        return unmarked(request, "cars.cell-case-taken", **times)
    return unmarked(request, "cars.cell-case", **matter.named, **times)


def _times(request: Request, leaves: datetime, returns: datetime) -> dict[str, str]:
    tz = request.calendar.tz
    return {
        "from": f"{leaves.astimezone(tz):%H:%M}",
        "until": f"{returns.astimezone(tz):%H:%M}",
    }


def _taken(request: Request, car: Car, trip: Trip, n: int) -> str:
    times = _times(request, trip.leaves_at, trip.returns_at)
    counts = {"n": n, "seats": car.seats}
    if not may_see(request.session, request.me, trip.matter):
        return unmarked(request, "cars.cell-taken", **times, **counts)
    names = {"number": trip.matter.number, "place": trip.place}
    return unmarked(request, "cars.cell", **names, **times, **counts)
