"""Days are filled fairly: each in turn first, then by seeded exchanges. Values only; the same task
is always filled alike.

The turn of a kind of day is a person's: of those who can, whoever has done least of it, and of
these whoever did it longest ago. It moves only on days of that kind, and stays where it is when
somebody else comes or goes. What is sought is the least `cost`; a wish is met where nobody does
more for it.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.duty.roster import Class
from storage.duty.roster import Tier

WEIGHT = {Class.WORKING: 1, Class.REST: 3, Class.STATUTORY: 5}
HOLE, WISH = 10_000, 1
TRIALS, TRIALS_A_SLOT = 20_000, 150
HOT, COLD = 8.0, 0.3  # in the units of cost: what a trial may lose at first, and at last


class Why(StrEnum):
    """Somebody cannot have a day."""

    AWAY = "away"
    TRIP = "trip"  # on a trip of research
    CANNOT = "cannot"  # by their own word
    DUE = "due"  # a text of theirs is due in its morning
    RESTING = "resting"  # on duty just before or after
    PARTNER = "partner"  # the other of their A/B post is on that day


@dataclass(frozen=True)
class Slot:
    """`more`: days that go with the first, where one turn is several."""

    day: date
    tier: Tier
    kind: Class
    more: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        return (self.day, *self.more)


@dataclass(frozen=True)
class Task:
    """`able`: who may have a tier; `barred`: who cannot on which day, and why; `held`: whose a day
    is already; `partners`: of one A/B post; `apart`: days from one duty of somebody to the next,
    at least; `done`: how often, by kind of day, and `last`: when last; `rather`: days wished for.
    """

    slots: Sequence[Slot]
    able: Mapping[Tier, Sequence[str]]
    apart: int = 2
    barred: Mapping[tuple[str, date], Why] = field(default_factory=dict)
    held: Mapping[date, frozenset[str]] = field(default_factory=dict)
    partners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    done: Mapping[tuple[str, Class], int] = field(default_factory=dict)
    last: Mapping[tuple[str, Class], date] = field(default_factory=dict)
    rather: frozenset[tuple[str, date]] = frozenset()


Filled = list[str | None]  # who has each slot


def fill(task: Task) -> Filled:
    """Who has each slot; None for one that nobody found here can have."""
    work = _Work(task)
    work.in_turn()
    work.exchange()
    return work.best


def cost(task: Task, who: Filled) -> int:
    """The less the better: holes before all; then what each does of a kind, squared, so that it is
    spread; then wishes.
    """
    done = Counter(task.done)
    total = 0
    for slot, one in zip(task.slots, who, strict=True):
        if one is None:
            total += HOLE
        else:
            done[one, slot.kind] += len(slot.days)
            total -= WISH * sum((one, day) in task.rather for day in slot.days)
    counted = {one for able in task.able.values() for one in able}
    return total + sum(WEIGHT[kind] * done[one, kind] ** 2 for one in counted for kind in Class)


def reasons(task: Task, who: Filled, n: int) -> Counter[Why]:
    """Why nobody has a slot: how many could not for which reason."""
    work = _Work(task, who)
    able = task.able[task.slots[n].tier]
    return Counter(why for one in able if (why := work.why_not(n, one)) is not None)


class _Work:
    """A filling as it is tried out; `best` is the cheapest so far."""

    def __init__(self, task: Task, who: Filled | None = None) -> None:
        self.task, self.slots = task, task.slots
        self.who: Filled = [None] * len(task.slots)
        self.cost, self.trail = HOLE * len(task.slots), list[tuple[int, str | None]]()
        self.done, self.last = Counter(task.done), dict(task.last)
        self.theirs: dict[str, dict[int, int]] = defaultdict(dict)  # by day, the slot they have
        self.days = [[day.toordinal() for day in slot.days] for slot in task.slots]
        self.fixed = {day.toordinal(): held for day, held in task.held.items()}
        self.open = [
            [one for one in task.able[slot.tier] if self._barred(n, one) is None]
            for n, slot in enumerate(task.slots)
        ]
        for n, one in enumerate(who or ()):
            self._put(n, one)
        self.best, self.least = self.who.copy(), self.cost

    # --- what is so -----------------------------------------------------------------------

    def why_not(self, n: int, one: str) -> Why | None:
        """Why somebody cannot have a slot, beside what is filled in; None if they can."""
        if why := self._barred(n, one):
            return why
        return next((why for _, why in self._in_the_way(n, one)), None)

    def _barred(self, n: int, one: str) -> Why | None:
        """What no exchange can change."""
        for day in self.slots[n].days:
            if why := self.task.barred.get((one, day)):
                return why
        partners, days = self.task.partners.get(one, frozenset()), self.days[n]
        if any(one in self.fixed.get(day + near, ()) for day in days for near in self._near()):
            return Why.RESTING
        on = any(partners & self.fixed.get(day, frozenset()) for day in days)
        return Why.PARTNER if on else None

    def _near(self) -> range:
        return range(1 - self.task.apart, self.task.apart)

    def _in_the_way(self, n: int, one: str) -> Iterator[tuple[int, Why]]:
        """The slots that would have to be given up for it."""
        theirs = self.theirs[one]
        for day in self.days[n]:
            for near in self._near():
                if (other := theirs.get(day + near, n)) != n:
                    yield other, Why.RESTING
            for partner in self.task.partners.get(one, ()):
                if (other := self.theirs[partner].get(day, n)) != n:
                    yield other, Why.PARTNER

    def _price(self, n: int, one: str) -> int:
        """What a slot more of theirs costs."""
        slot, k = self.slots[n], len(self.days[n])
        wished = WISH * sum((one, day) in self.task.rather for day in slot.days)
        return WEIGHT[slot.kind] * k * (2 * self.done[one, slot.kind] + k) - wished

    # --- what is tried --------------------------------------------------------------------

    def _put(self, n: int, one: str | None) -> None:
        was, kind, days = self.who[n], self.slots[n].kind, self.days[n]
        self.trail.append((n, was))
        if was is not None:
            self.done[was, kind] -= len(days)
            for day in days:
                del self.theirs[was][day]
            self.cost += HOLE - self._price(n, was)
        if one is not None:
            self.cost += self._price(n, one) - HOLE
            self.done[one, kind] += len(days)
            for day in days:
                self.theirs[one][day] = n
        self.who[n] = one

    def in_turn(self) -> None:
        for n, slot in enumerate(self.slots):
            free = [one for one in self.open[n] if not any(self._in_the_way(n, one))]
            if free:
                one = min(free, key=lambda one: self._turn(slot, one))
                self._put(n, one)
                self.last[one, slot.kind] = slot.days[-1]
        self.best, self.least = self.who.copy(), self.cost

    def _turn(self, slot: Slot, one: str) -> tuple[int, bool, date, str]:
        rather = any((one, day) in self.task.rather for day in slot.days)
        last = self.last.get((one, slot.kind), date.min)
        return self.done[one, slot.kind], not rather, last, one

    def exchange(self) -> None:
        """Give slots to others, at first also where it costs a little: what is cheapest stays."""
        movable = [n for n, open_ in enumerate(self.open) if open_]
        trials = min(TRIALS, TRIALS_A_SLOT * len(movable))
        lot = random.Random(len(movable))  # the same for the same task
        for trial in range(trials):
            heat = HOT * (COLD / HOT) ** (trial / trials)
            self._try(lot, movable, heat)

    def _try(self, lot: random.Random, movable: Sequence[int], heat: float) -> None:
        before, self.trail = self.cost, []
        n = lot.choice(movable)
        one = lot.choice(self.open[n])
        if one == self.who[n]:
            return
        left = [other for other, _ in self._in_the_way(n, one)]
        if not left and self.theirs[one] and lot.random() < 0.5:  # for another of theirs
            left = [lot.choice([*self.theirs[one].values()])]
        was = self.who[n]
        for other in dict.fromkeys(left):
            self._put(other, None)
        self._put(n, one)
        for other in dict.fromkeys(left):
            self._refill(other, was)
        worse = self.cost - before
        if worse > 0 and lot.random() >= math.exp(-min(worse / heat, 50)):
            for slot, who in reversed(self.trail):
                self._put(slot, who)
        elif self.cost < self.least:
            self.best, self.least = self.who.copy(), self.cost

    def _refill(self, n: int, was: str | None) -> None:
        """For whoever has given up theirs, if they can; else for whom it costs least."""
        free = [one for one in self.open[n] if not any(self._in_the_way(n, one))]
        if free:
            self._put(n, was if was in free else min(free, key=lambda one: self._price(n, one)))
