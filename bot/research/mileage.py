"""The cars' ledger of a month (domain 2.11): who went where in which, how far, on how much fuel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.catalog import files
from bot.language.dates.said import MONTHS
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import regular
from bot.who.lookups import directors
from bot.who.request import Request
from storage.research import cars as stored
from storage.research.cars import Car
from storage.research.trips import Trip

MORNING = time(9)
NUMBER = re.compile(r"1[0-2]|[1-9]")


@dataclass(frozen=True)
class Driven:
    """A car in a month. `fuel` is in litres; trips that went along in it are among its `trips`, and
    have driven nothing themselves.
    """

    car: Car
    trips: Sequence[Trip]

    @property
    def km(self) -> int:
        return sum(km(one) or 0 for one in self.trips)

    @property
    def fuel(self) -> float:
        return sum(one.fuel or 0 for one in self.trips)


def km(trip: Trip) -> int | None:
    """How far it went in a car of its own; None as long as that is not said."""
    if trip.shares_id is not None or trip.odometer_in is None or trip.odometer_out is None:
        return None
    return trip.odometer_in - trip.odometer_out


def month_of(said: str, today: date) -> date:
    """Its first day: this month, 上月, 10月, "October"; of a name the last that has begun. Raises
    Refused for what is none.
    """
    word, first = folded(said).strip(), today.replace(day=1)
    if not word or word in files()["mileage"]["data"]["this"]:
        return first
    if word in files()["mileage"]["data"]["last"]:
        return (first - timedelta(days=1)).replace(day=1)
    named = NUMBER.match(word)
    n = int(named[0]) if named else MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0
    if not n:
        raise Refused("mileage.no-month", text=said)
    return date(today.year - (n > today.month), n, 1)


def after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def of_month(session: Session, office: Calendar, first: date) -> list[Driven]:
    """Each car that was out in it, by the day it left; those the office no longer has, too."""
    begins, ends = _moments(office, first)
    by_car: dict[int, list[Trip]] = {}
    for trip in stored.driven(session, begins, ends):
        by_car.setdefault(trip.vehicle_id or 0, []).append(trip)
    return [Driven(found[0].vehicle, found) for _, found in sorted(by_car.items())]


def _moments(office: Calendar, first: date) -> tuple[datetime, datetime]:
    return office.moment(first, time.min), office.moment(after(first), time.min)


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """To directors, on the first working day of a month, of the one before, if a car was out."""
    today = office.today(now)
    this = today.replace(day=1)
    if not regular.has_come(office, now, MORNING) or today != regular.first_working(office, this):
        return
    first = (this - timedelta(days=1)).replace(day=1)
    told = {"first": first.isoformat()}
    some = bool(stored.driven(session, *_moments(office, first)))
    regular.write(session, directors(session), "mileage:month", told, lambda _: some, now, office)


def day_of(request: Request, trip: Trip) -> date:
    return request.calendar.today(trip.leaves_at)
