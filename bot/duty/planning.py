"""A roster is proposed: who has had least of a kind of day is next, and nobody twice within days.

A day goes, of those who can, to whoever has done least of its class in the last twelve months, and
of these to whoever's last duty lies longest back. What cannot be filled is named with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.duty.roster import ONE_DAY, Class, class_of, on_leave
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.duty import roster as stored
from storage.duty.roster import Tier
from storage.who.people import Person, Role, everyone

APART = 2  # days between two duties of one person, at least
A_YEAR = timedelta(days=365)
LEADS = BOARD | DIRECTORS | {Role.DEPUTY_DIRECTOR, Role.OTHER_LEADER}


@dataclass
class Count:
    """What one person has done, by class of day; and when they were on last."""

    done: Counter[Class] = field(default_factory=Counter)
    last: date = date.min


@dataclass(frozen=True)
class Plan:
    days: Mapping[date, Mapping[Tier, Person]]
    unfilled: Sequence[tuple[date, Tier, int, int]]  # how many on leave, how many just on duty


def propose(request: Request, first: date, last: date) -> Plan:
    """The days from the first to the last that nobody has; what is published stays."""
    counts = _counts(request, first)
    there = {(s.day, s.tier): s.person for s in stored.between(request.session, first, last)}
    days: dict[date, dict[Tier, Person]] = {}
    unfilled = []
    busy = {
        (s.day, s.person_id)
        for s in stored.between(request.session, first - ONE_DAY * APART, last + ONE_DAY * APART)
    }
    for n in range((last - first).days + 1):
        day = first + n * ONE_DAY
        for tier in Tier:
            if (day, tier) in there:
                continue
            chosen, away, resting = _next(request, tier, day, counts, busy)
            if chosen is None:
                unfilled.append((day, tier, away, resting))
                continue
            days.setdefault(day, {})[tier] = chosen
            busy.add((day, chosen.slack_id))
            _note(counts, chosen, day, class_of(request.calendar, day))
    return Plan(days, unfilled)


def _next(
    request: Request,
    tier: Tier,
    day: date,
    counts: Mapping[str, Count],
    busy: set[tuple[date, str]],
) -> tuple[Person | None, int, int]:
    """Whoever is next for it; else how many are away, and how many have just been or will be on."""
    kind, able = class_of(request.calendar, day), pool(request, tier)
    there = [one for one in able if not on_leave(request, one, day)]
    near = {day + n * ONE_DAY for n in range(-APART + 1, APART)}
    rested = [one for one in there if not any((other, one.slack_id) in busy for other in near)]
    if not rested:
        return None, len(able) - len(there), len(there)

    def turn(one: Person) -> tuple[int, date, str]:
        count = counts[one.slack_id]
        return count.done[kind], count.last, one.slack_id

    return min(rested, key=turn), 0, 0


def pool(request: Request, tier: Tier) -> list[Person]:
    """Leaders lead; everybody else of the office keeps the desk."""
    office = [
        one
        for one in everyone(request.session)
        if one.active and not one.guest and not one.robot and one.role is not Role.OUTSIDER
    ]
    return [one for one in office if (one.role in LEADS) == (tier is Tier.LEAD)]


def _counts(request: Request, before: date) -> dict[str, Count]:
    """What was worked in the last twelve months, swaps and all; who is new begins with the least
    that anybody has done: nobody catches up for the time before they came.
    """
    counts = {one.slack_id: Count() for tier in Tier for one in pool(request, tier)}
    for shift in stored.between(request.session, before - A_YEAR, before - ONE_DAY):
        _note(counts, shift.person, shift.day, class_of(request.calendar, shift.day))
    for tier in Tier:
        known = [counts[one.slack_id] for one in pool(request, tier)]
        veterans = [one for one in known if one.last > date.min]
        for newcomer in (one for one in known if one.last == date.min and veterans):
            for kind in Class:
                newcomer.done[kind] = min(one.done[kind] for one in veterans)
    return counts


def _note(counts: dict[str, Count], person: Person, day: date, kind: Class) -> None:
    count = counts.setdefault(person.slack_id, Count())
    count.done[kind] += 1
    count.last = max(count.last, day)
