"""What goes before an event is due at the latest when that begins."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.processes import turns, ways
from bot.processes.reading import read
from storage.processes.cases import Case
from tests.processes.test_cases import _each_does_what_is_theirs, fills
from tests.processes.test_supervision import SHANGHAI

EVENTS = {
    "car": "leaves", "information": "due", "meeting": "held", "reception": "held", "room": "begins",
}  # fmt: skip


def test_which_ways_have_an_event():
    each = {name: read(name, text) for name, text in ways.shipped().items()}
    found = {
        name: {event for step in way.steps.values() if (event := way.event(step))}
        for name, way in each.items()
    }
    assert {name: one for name, one in found.items() if one} == {
        name: {one} for name, one in EVENTS.items()
    }


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("今天上午11点", (11, 25, 11)),
        ("今天下午3点", (11, 25, 15)),
        ("明天早上6点", (11, 26, 6)),
        ("12月10日上午9点", (12, 10, 9)),
    ],
)
@pytest.mark.parametrize("name", sorted(EVENTS))
def test_nothing_that_goes_before_an_event_is_due_after_it(door, name, said, begins):
    way, event = read(name, ways.shipped()[name]), EVENTS[name]
    large = {"size": "large"} if "size" in way.fields else {}
    door.types("UCHEN", f"/office 走{way.called['zh']}流程")
    assert door.fills_in("UCHEN", **fills(way, **{event: said} | large)) == {}
    at = datetime(2026, *begins, tzinfo=SHANGHAI)
    due: dict[str, datetime] = {}
    for _ in way.steps:
        with door.bot.sessions() as session:
            now = turns.live(session.get_one(Case, 1))
            due |= {one.name: one.due_at for one in now}
        _each_does_what_is_theirs(door, way)
    assert due.keys() == way.steps.keys()
    for step in way.steps.values():
        if way.event(step):
            assert due[step.name] <= at, step.name
    assert name == "information" or max(due.values()) > at
