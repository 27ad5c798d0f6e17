"""Places (A1.12): 青山镇 and Qingshan township are one, and in one county with 红岩村, as far as
the office has said so; of others their names alone speak.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.matters.rows import Rows
from bot.research.trip_rules import may_settle
from bot.who.request import Request
from bot.who.standing import insist
from storage.research import places as stored
from storage.research.places import Place

LETTERS, NAMES, DEEP = 40, 8, 4  # of a name; other names; larger places round a place
ROWS = Rows("places", Place, ("name", "within", "also"))
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


def keep(request: Request, told: Mapping[str, str], number: int = 0) -> tuple[Place, int]:
    """A place, or what is to be changed of one, and the entry by which it is taken back. What was
    called otherwise is called so as well; what lies in it goes on lying there. Raises Refused.
    """
    insist(may_settle(request), "director")
    place = ROWS.find(request, number) if number else None
    said = {name: told.get(name, "").strip() for name in ("name", "within")}
    also = [one.strip() for one in re.split(r"[,，、;；\n]", told.get("also", "")) if one.strip()]
    known = stored.known(request.session)
    for field, one in (("name", said["name"]), *(("also", one) for one in also)):
        _insist_free([one for one in known if one is not place], field, one)
    if len(also) > NAMES:
        raise Refused("places.long", field="also", most=LETTERS, names=NAMES)
    if len(said["within"]) > LETTERS:
        raise Refused("places.long", field="within", most=LETTERS, names=NAMES)
    was = place.name if place else said["name"]
    if was != said["name"] and was not in also:
        also.append(was)
    inner = [one for one in known if was != said["name"] and one.within == was]
    moved = [(one, _facts(one) | {"within": said["name"]}) for one in inner]
    facts = {**said, "also": "\n".join(also)}
    entry = ROWS.change(request, "keep", [(place, facts), *moved])
    return stored.called(request.session, said["name"]), entry


def _facts(place: Place) -> dict[str, str]:
    return {"name": place.name, "within": place.within, "also": place.also}


def _insist_free(others: Sequence[Place], field: str, name: str) -> None:
    """A name is of one place alone."""
    if not name or len(name) > LETTERS:
        raise Refused("places.long", field=field, most=LETTERS, names=NAMES)
    for one in others:
        if folded(name) in map(folded, one.names):
            raise Refused("places.there", field=field, name=name, place=one.name)


def named(request: Request, said: str) -> Place:
    """The one that is called so, by any of its names. Raises Refused."""
    found = Atlas(request.session).names.get(folded(said).strip())
    if found is None:
        raise Refused("places.unknown", field="name", text=said.strip())
    return found


def forget(request: Request, number: int) -> tuple[str, int]:
    """Its name comes back, and the entry by which it is taken back. Raises Refused."""
    insist(may_settle(request), "director")
    place = ROWS.find(request, number)
    name = place.name
    return name, ROWS.change(request, "forget", [(place, None)])
