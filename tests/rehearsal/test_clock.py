"""The clock that can be turned."""

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal import Clock
from tests.rehearsal.conftest import WEDNESDAY


def test_a_frozen_clock_stands_until_it_is_turned():
    clock = Clock(at=WEDNESDAY)

    assert clock.now() == clock() == WEDNESDAY
    clock.turn(hours=1, minutes=30)
    assert clock.now() == WEDNESDAY + timedelta(minutes=90)
    assert clock.frozen


def test_a_running_clock_goes_on_from_where_it_is_turned_to():
    clock = Clock()

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    clock.turn_to(WEDNESDAY)
    first = clock.now()
    assert timedelta() <= clock.now() - first < timedelta(seconds=1)
    assert not clock.frozen


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        Clock(at=WEDNESDAY.replace(tzinfo=None))


def test_watchers_are_told():
    clock, told = Clock(at=WEDNESDAY), []
    clock.watch(lambda: told.append(clock.now()))

    clock.turn(days=1)

    assert told == [WEDNESDAY + timedelta(days=1)]
