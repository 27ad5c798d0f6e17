"""Places (A1.12): 青山镇 and Qingshan township are one, and in one county with 红岩村, as far as
the office has said so; of others their names alone speak.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters import changes, journal
from bot.matters.moves import Field
from bot.research.trip_rules import may_settle
from bot.who.request import Request
from bot.who.standing import insist
from storage.research import places as stored
from storage.research.places import Place

LETTERS, NAMES, DEEP = 40, 8, 4  # of a name; other names; larger places round a place
PLACE = (Field("name", "line"), Field("also", "line", False), Field("within", "line", False))


class Atlas:
    """What is known of places at one time."""

    def __init__(self, session: Session) -> None:
        self.names = {
            folded(name): one for one in stored.known(session) for name in reversed(one.names)
        }

    def are_one(self, said: str, other: str) -> bool:
        """青山镇 and 青山镇政府 are, too."""
        first, second = self.find(said), self.find(other)
        return _holds(said, other) or (first is not None and first is second)

    def around_both(self, said: str, other: str) -> str:
        """The nearest place both lie in, or one is and the other lies in; "" if none is known."""
        theirs = {folded(one) for one in self._around(other)}
        return next((one for one in self._around(said) if folded(one) in theirs), "")

    def find(self, said: str) -> Place | None:
        """The one of the longest name in what was said, or that what was said begins."""
        low = folded(said).strip()
        held = [one for one in self.names if one in low or (len(low) > 1 and one.startswith(low))]
        return self.names[max(held, key=len)] if held else None

    def _around(self, said: str) -> list[str]:
        """From the place itself outwards, by the names they are kept by."""
        found, name = list[str](), said
        while name and name not in found and len(found) < DEEP:
            place = self.find(name)
            found.append(place.name if place else name)
            name = place.within if place else ""
        return found


def _holds(one: str, other: str) -> bool:
    first, second = folded(one), folded(other)
    return first in second or second in first


def keep(request: Request, told: dict[str, str], number: int = 0) -> Place:
    """A place, or what is to be changed of one. Raises Refused."""
    insist(may_settle(request), "director")
    values = {name: told.get(name, "").strip() for name in ("name", "within")}
    also = [one.strip() for one in re.split(r"[,，、;；\n]", told.get("also", "")) if one.strip()]
    for field, one in (("name", values["name"]), *(("also", one) for one in also)):
        _insist_free(request, field, one, number)
    if len(also) > NAMES or len(values["within"]) > LETTERS:
        raise Refused("places.long", field="also", most=LETTERS, names=NAMES)
    place = request.session.get(Place, number) if number else None
    if place is None:
        place = Place(name=values["name"], also="", within="")
        request.session.add(place)
        request.session.flush()
    before, after = changes.apply((place,), values | {"also": "\n".join(also)})
    request.session.flush()
    journal.record(request, "places.keep", before=before, after=after | {"name": place.name})
    return place


def _insist_free(request: Request, field: str, name: str, number: int) -> None:
    """A name is of one place alone."""
    if not name or len(name) > LETTERS:
        raise Refused("places.long", field=field, most=LETTERS, names=NAMES)
    for one in stored.known(request.session):
        if one.id != number and folded(name) in map(folded, one.names):
            raise Refused("places.there", field=field, name=name, place=one.name)


def forget(request: Request, number: int) -> str:
    """Its name comes back. Raises Refused."""
    insist(may_settle(request), "director")
    place = request.session.get(Place, number)
    if place is None:
        raise Refused("office.old-button")
    before = {"name": place.name, "also": place.also, "within": place.within}
    request.session.delete(place)
    journal.record(request, "places.forget", before=before)
    return before["name"]
