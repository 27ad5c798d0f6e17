"""The cars' ledger of a month (domain 2.11): who went where in which, how far, on how much fuel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from sqlalchemy.orm import Session

from bot.language.catalog import files
from bot.language.dates.numbers import number
from bot.language.dates.said import MONTHS, month_from
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import regular
from bot.who.lookups import directors
from bot.who.request import Request
from storage.research import cars as stored
from storage.research.cars import Car
from storage.research.trips import Trip
from storage.who.people import Person

MORNING = time(9)
MONTHS_A_YEAR = 12
YEARS = {"去年": -1, "今年": 0, "明年": 1}


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
    """Its first day: this month, 上月, 10月, 2025年3月, "October"; without its year the last that
    has begun. Raises Refused for what is none, and for one to come.
    """
    found = _months().fullmatch(folded(said).strip())
    if said.strip() and found is None:
        raise Refused("mileage.no-month", text=said)
    return _first_day(said, found, today)


def month_in(sentence: str, today: date) -> date:
    """That of the month it names, if it names one."""
    found = _months().search(folded(sentence))
    return _first_day(found[0] if found else "", found, today)


def _first_day(said: str, found: re.Match[str] | None, today: date) -> date:
    this = month_from(today, 0)
    if found is None or found["this"]:
        return this
    if found["back"]:
        return month_from(this, -1)
    n, year = _named(found), _year(found, today)
    if not 1 <= n <= MONTHS_A_YEAR:
        raise Refused("mileage.no-month", text=said)
    first = date(year or today.year - (n > today.month), n, 1) if not found["next"] else None
    if first is None or first > this:
        raise Refused("mileage.to-come", text=said)
    return first


def _named(found: re.Match[str]) -> int:
    """Which month of its year; of the next one any will do."""
    if found["next"]:
        return 1
    if name := found["name"]:
        return MONTHS.index(name[:3]) + 1
    try:
        return number(found["n"] or found["n_iso"])
    except (KeyError, ValueError):  # 十十月
        return 0


def _year(found: re.Match[str], today: date) -> int:
    if which := found["which"]:
        return today.year + YEARS[which]
    return int(found["year"] or found["year_iso"] or found["year_en"] or 0)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(files()["mileage"]["data"]["month"], re.ASCII)


def of_month(session: Session, office: Calendar, first: date) -> list[Driven]:
    """Each car that was out in it, by the day it left; those the office no longer has, too."""
    begins, ends = _moments(office, first)
    by_car: dict[int, list[Trip]] = {}
    for trip in stored.driven(session, begins, ends):
        by_car.setdefault(trip.vehicle_id or 0, []).append(trip)
    return [Driven(found[0].vehicle, found) for _, found in sorted(by_car.items())]


def _moments(office: Calendar, first: date) -> tuple[datetime, datetime]:
    return office.moment(first, time.min), office.moment(month_from(first, 1), time.min)


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """To directors, on the first working day of a month, of the one before, if a car was out."""
    first = regular.month_over(office, now, MORNING)
    if first is None:
        return

    def was_driven(_: Person) -> bool:
        return bool(stored.driven(session, *_moments(office, first)))

    told = {"first": first.isoformat()}
    regular.write(session, directors(session), "mileage:month", told, was_driven, now, office)


def day_of(request: Request, trip: Trip) -> date:
    return request.calendar.today(trip.leaves_at)
