"""The office's own cars (公务用车, domain 2.11): how many each holds, who drives it."""

from __future__ import annotations

from datetime import timedelta

from bot.language.refusals import Refused
from bot.matters.rows import Rows
from bot.research.trip_rules import may_settle
from bot.who.request import Request
from bot.who.standing import insist
from storage.processes import bookings
from storage.research import cars as stored
from storage.research.cars import Car
from storage.who.people import Person

LETTERS, SEATS = 30, 60  # of a name; the most of a coach
FAR = timedelta(days=366)
ROWS = Rows("cars", Car, ("name", "seats", "driver_id", "retired_at"))


def keep(
    request: Request, name: str, seats: str, driver: Person | None, number: int = 0
) -> tuple[Car, int]:
    """A car the office has, or what is to be changed of one, and the entry by which it is taken
    back. Raises Refused.
    """
    insist(may_settle(request), "director")
    name = name.strip()
    if not name or len(name) > LETTERS:
        raise Refused("cars.bad-name", field="name", most=LETTERS)
    if not seats.strip().isdecimal() or not 1 <= int(seats) <= SEATS:
        raise Refused("cars.bad-seats", field="seats", most=SEATS)
    for one in stored.pool(request.session):
        if one.name == name and one.id != number:
            raise Refused("cars.there", field="name", name=one.name)
    car = _in_the_pool(request, number) if number else None
    facts = {"name": name, "seats": int(seats), "retired_at": None}
    facts["driver_id"] = driver.slack_id if driver else None
    entry = ROWS.change(request, "keep", [(car, facts)])
    return next(one for one in stored.pool(request.session) if one.name == name), entry


def retire(request: Request, number: int) -> tuple[Car, int]:
    """The office has it no longer. Not while a trip, or a case, to come has it."""
    insist(may_settle(request), "director")
    car = _in_the_pool(request, number)
    for trip in stored.booked(request.session, request.now, request.now + FAR):
        if trip.vehicle_id == car.id:
            raise Refused("cars.in-use", name=car.name, leaves=trip.leaves_at)
    if case := bookings.of_car(request.session, car.id, request.now, request.now + FAR):
        raise Refused("cars.in-use", name=car.name, leaves=case.begins_at)
    gone = {"name": car.name, "seats": car.seats, "driver_id": car.driver_id}
    entry = ROWS.change(request, "retire", [(car, gone | {"retired_at": request.now.isoformat()})])
    return car, entry


def take_back(request: Request, entry_id: int) -> None:
    """Not where a trip was given the car that was added. Raises Refused."""
    ROWS.take_back(request, entry_id, lambda car: not stored.was_given(request.session, car.id))


def _in_the_pool(request: Request, number: int) -> Car:
    car = stored.hold(request.session, number)
    if car is None or car.retired_at is not None:
        raise Refused("cars.gone")
    return car
