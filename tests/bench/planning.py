"""What it costs to plan a year of duty for 36 people: 12 who lead, 24 who keep the desk."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.duty.filling import Slot, Task, Why, cost, fill
from bot.duty.roster import Class, class_of
from bot.language.workdays import Calendar
from storage.duty.roster import Tier


def a_year() -> Task:
    """2026 in China, with three weeks of absence a person, by lot."""
    lot, calendar, first = Random(1), Calendar(ZoneInfo("Asia/Shanghai")), date(2026, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    able = {Tier.LEAD: [f"L{n}" for n in range(12)], Tier.OFFICER: [f"O{n}" for n in range(24)]}
    away = {
        (one, days[at + n]): Why.AWAY
        for of in able.values()
        for one in of
        for at in (lot.randrange(350) for _ in range(3))
        for n in range(7)
    }
    slots = [Slot(day, tier, class_of(calendar, day)) for day in days for tier in able]
    return Task(slots, able, apart=4, barred=away)


def bench() -> None:
    task = a_year()
    started = time.perf_counter()
    who = fill(task)
    took = time.perf_counter() - started
    done = Counter((one, slot.kind) for one, slot in zip(who, task.slots, strict=True) if one)
    spread = {kind.value: [max(of) - min(of) for of in counts(task, done, kind)] for kind in Class}
    print(
        f"\nplanning a year for 36 people: {took:.2f} s, {who.count(None)} unfilled, "
        f"cost {cost(task, who)}, most minus least by kind of day {spread}"
    )


def counts(task: Task, done: Counter[tuple[str, Class]], kind: Class) -> list[list[int]]:
    """How many of a kind each has, a list a tier."""
    return [[done[one, kind] for one in of] for of in task.able.values()]
