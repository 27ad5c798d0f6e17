"""Days are filled: as well as the best of all fillings, in turn, and never against a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.duty.filling import Filled, Slot, Task, Why, cost, fill, reasons
from bot.duty.roster import Class
from storage.duty.roster import Tier

FIRST = date(2026, 12, 1)
LEADS, OFFICERS = ("A", "B", "C"), ("p", "q", "r", "s")


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def some_task(seed: int, days: int, leads: int, officers: int, *, apart: int = 2) -> Task:
    """Days, people, what they did and cannot do, drawn by lot; a day may be held already."""
    lot = Random(seed)
    able = {Tier.LEAD: LEADS[:leads], Tier.OFFICER: OFFICERS[:officers]}
    everybody = [one for of in able.values() for one in of]
    held = {day(n): frozenset({lot.choice(everybody)}) for n in (-1, days) if lot.random() < 0.5}
    kinds = [lot.choice([*Class]) for _ in range(days)]
    return Task(
        slots=[Slot(day(n), tier, kinds[n]) for n in range(days) for tier in able if able[tier]],
        able=able,
        apart=apart,
        barred={
            (one, day(n)): lot.choice([Why.AWAY, Why.CANNOT, Why.DUE])
            for one in everybody
            for n in range(days)
            if lot.random() < 0.25
        },
        held=held,
        partners={"A": frozenset("p"), "p": frozenset("A")} if lot.random() < 0.5 else {},
        done=Counter({(one, kind): lot.randrange(3) for one in everybody for kind in Class}),
        rather=frozenset(
            (one, day(n)) for one in everybody for n in range(days) if lot.random() < 0.2
        ),
    )


def is_allowed(task: Task, who: Filled) -> bool:
    """The rules, said once more and otherwise."""
    on = [(slot.day, one) for slot, one in zip(task.slots, who, strict=True) if one]
    on += [(day_, one) for day_, people in task.held.items() for one in people]
    mine = [(slot.day, one) for slot, one in zip(task.slots, who, strict=True) if one]
    if any(one in task.barred for one in ((who, day_) for day_, who in mine)):
        return False
    for n, (day_, one) in enumerate(on):
        for other_day, other in on[n + 1 :]:
            if one == other and abs((day_ - other_day).days) < task.apart:
                return False
            if day_ == other_day and other in task.partners.get(one, ()):
                return False
    return True


def all_fillings(task: Task) -> Iterator[Filled]:
    choices = [(None, *task.able[slot.tier]) for slot in task.slots]
    return ([*one] for one in product(*choices) if is_allowed(task, [*one]))


def test_it_is_as_good_as_the_best_of_all_that_there_are():
    compared = 0
    for seed in range(40):
        task = some_task(seed, days=3, leads=2 + seed % 2, officers=3 + seed % 2)
        if task.held and not is_allowed(task, [None] * len(task.slots)):
            continue
        best = min(cost(task, who) for who in all_fillings(task))
        assert cost(task, fill(task)) == best, seed
        compared += best < cost(task, [None] * len(task.slots))
    assert compared > 20


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 3))
def test_no_rule_is_broken_and_a_hole_has_its_reasons(seed, days, apart):
    task = some_task(seed, days, 3, 4, apart=apart)
    who = fill(task)
    unfilled = [n for n, one in enumerate(who) if one is None]
    assert is_allowed(task, who) or not is_allowed(task, [None] * len(who))
    for n in unfilled:
        assert sum(reasons(task, who, n).values()) == len(task.able[task.slots[n].tier])
    assert fill(task) == who


# --- the turn --------------------------------------------------------------------------------


def turns(kinds: str, people: str, last: dict[str, int], done: int = 3) -> str:
    """Who has each day; w, r and s are kinds of day, `last` is when each was on last."""
    kind = {"w": Class.WORKING, "r": Class.REST, "s": Class.STATUTORY}
    task = Task(
        slots=[Slot(day(n), Tier.OFFICER, kind[one]) for n, one in enumerate(kinds)],
        able={Tier.OFFICER: [*people], Tier.LEAD: []},
        apart=1,
        done=Counter({(who, one): done for who in people for one in Class}),
        last={(who, one): day(-ago) for who, ago in last.items() for one in Class},
    )
    return "".join(one or "-" for one in fill(task))


def test_the_turn_moves_only_on_days_of_its_kind():
    last = {"a": 40, "b": 30, "c": 20, "d": 10}
    assert turns("wwww", "abcd", last) == "abcd"
    mixed = turns("wrrwwsrw", "abcd", last)
    assert (
        "".join(one for one, kind in zip(mixed, "wrrwwsrw", strict=True) if kind == "w") == "abcd"
    )
    assert "".join(one for one, kind in zip(mixed, "wrrwwsrw", strict=True) if kind == "r") == "abc"


def test_the_turn_stays_with_its_person_when_somebody_leaves_or_joins():
    last = {"a": 40, "b": 30, "c": 20, "d": 10}
    assert turns("wwww", "abcd", last)[:2] == "ab"
    assert turns("www", "bcd", last) == "bcd"  # a has left: b is next as before, nobody is skipped
    joined = turns("wwwww", "abcde", last | {"e": 5})
    assert joined == "abcde"
