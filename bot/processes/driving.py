"""Whoever drives a car of the office hears when a case has it, and when it has it no more."""

from __future__ import annotations

from bot.matters import letters
from bot.who.request import Request
from storage.processes.bookings import CAR, Wanted
from storage.processes.cases import Case, CaseState
from storage.research.cars import Car


def tell(request: Request, case: Case, was: Wanted | None, now: Wanted | None) -> None:
    """Of what is to come: one note, where the car is the same; nothing once it is back."""
    before, after = _driven(request, was), _driven(request, now)
    if was and before and before != after and case.state is not CaseState.DONE:
        _note(request, before, "cars.slip-case-off", case, was)
    if now and after:
        key = "cars.slip-case-anew" if before == after else "cars.slip-case"
        _note(request, after, key, case, now)


def _driven(request: Request, wanted: Wanted | None) -> Car | None:
    """The car, if it is to be driven yet by somebody who is here."""
    if wanted is None or not wanted.what.startswith(CAR) or wanted.begins <= request.now:
        return None
    car = request.session.get(Car, int(wanted.what.removeprefix(CAR)))
    return car if car and car.driver_id else None


def _note(request: Request, car: Car, key: str, case: Case, wanted: Wanted) -> None:
    assert car.driver_id is not None  # somebody drives it
    times = {"leaves": wanted.begins, "returns": wanted.ends}
    names = {"car": car.name, "who": case.matter.opened_by.name, "title": case.matter.title}
    letters.note(request.session, car.driver_id, key, request.now, {**times, **names})
