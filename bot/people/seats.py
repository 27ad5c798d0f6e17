"""Seats of a chance: how many there are, which are free again, which nobody has yet (A1.15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.language.dates.numbers import number
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import ladders, letters, regular
from bot.matters.moves import Told
from bot.who.request import Request
from storage.people.opportunities import HAD, Opportunity, alike, speaking, taken, with_seats
from storage.people.opportunities import OpportunityState as S

SEATED = ("seat", "trip")  # of these there may be so many
MOST, DAYS_BEFORE = 50, 5  # seats; working days before, when those nobody has are told of


def read(told: Told) -> int:
    """How many there are; 0 where nothing is said of it, and of what has none."""
    said = told.get("seats", "")
    if not said or told["sort"] not in SEATED:
        return 0
    try:
        n = number(said)
    except (KeyError, ValueError):
        n = 0
    if not 1 <= n <= MOST:
        raise Refused("opportunities.seats", field="seats", most=MOST)
    return n


def tell_of_free_seat(request: Request, item: Opportunity) -> None:
    """Of so many one is free again: whoever was offered one and has not answered, and found none
    left, hears it. Nothing is said while more than this one are free.
    """
    if not item.seats or item.state in HAD or taken(request.session, item) != item.seats - 1:
        return
    for one in alike(request.session, item):
        if one is not item and one.state is S.OFFERED and request.now <= one.matter.due_at:
            said, to = {**one.matter.named, "due": one.matter.due_at}, one.matter.owner_id
            key = "opportunities.free-seat"
            letters.note(request.session, to, key, request.now, said, matter_id=one.id, loud=True)


@dataclass(frozen=True)
class Unfilled:
    """Of what is offered, how many have no taker; how many were asked and have not answered."""

    item: Opportunity
    left: int
    asked: int


def unfilled(request: Request) -> list[Unfilled]:
    """Of what whoever asks has offered, within five working days: what has seats left."""
    office = request.calendar
    day = office.add_working_days(office.today(request.now), DAYS_BEFORE)
    until = office.moment(day, time.max)
    found: dict[tuple[str, datetime, str], list[Opportunity]] = {}
    for one in with_seats(request.session, request.now, until):
        if one.matter.opened_by_id == request.me.id:
            found.setdefault((one.matter.title, one.matter.due_at, one.sort), []).append(one)
    each = [_counted(together) for together in found.values()]
    return [one for one in each if one.left > 0]


def _counted(together: Sequence[Opportunity]) -> Unfilled:
    seats, states = max(one.seats for one in together), [one.state for one in together]
    left = seats - sum(state in HAD for state in states)
    return Unfilled(together[-1], left, states.count(S.OFFERED))


def speaks(request: Request, seats: int, due: datetime | None) -> datetime | None:
    """The morning, five working days before, when seats that nobody has are told of (A1.15)."""
    office = request.calendar
    if not seats or due is None:
        return None
    at = office.moment(office.add_working_days(office.today(due), -DAYS_BEFORE), ladders.MORNING)
    return at if at > request.now else None


def remind(session: Session, now: datetime, office: Calendar) -> None:
    """Whoever gives what has that many seats hears of those that nobody has: once a day."""
    found = speaking(session, now)
    for one in found:
        one.speaks_at = None
    givers = dict.fromkeys(one.matter.opened_by for one in found)
    told = [one for one in givers if not one.is_out]
    regular.write(session, told, "opportunities:unfilled", {}, lambda _: True, now, office)
