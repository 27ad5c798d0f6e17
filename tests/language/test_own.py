"""What is said without a number is of what whoever speaks has, owes, or takes part in."""

from __future__ import annotations

import pytest

from tests.conftest import scene


@scene
def to_approve(door):
    """Two trips wait for the head's word."""
    for who, place, number in (("USUN", "青山镇", "T-1"), ("UZHANG", "白河镇", "T-2")):
        door.says(who, f"后天上午8点半去{place}调研，2个人，下午5点回")
        door.says(who, f"{number} 送审")
    return door


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("孙磊那个出差我同意了", "T-1"),
        ("张伟那趟差我没意见", "T-2"),
        ("I'm fine with Sun Lei's trip", "T-1"),
        ("nothing against Zhang Wei's trip from me", "T-2"),
    ],
)
def test_a_yes_to_somebodys_trip_is_to_the_one_that_waits_for_it(to_approve, said, number):
    offered = to_approve.says("UCHEN", said)
    assert number in offered.splitlines()[0]
    assert "[就这样]" in offered
    to_approve.presses("UCHEN", "就这样")
    assert "陈静" in to_approve.says("UCHEN", f"{number} 的来龙去脉")


@scene
def goes_along(door):
    door.says("USUN", "后天上午8点半去青山镇调研，@li.na 一起，下午5点回")
    return door


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("I can't come along on this trip", "Stay at home"),
        ("move my trip to Friday", "Move the trip to other days"),
    ],
)
def test_whoever_only_goes_along_speaks_of_the_trip_too(goes_along, said, what):
    offered = goes_along.says("ULINA", said)
    assert f"*{what}*" in offered or f"[{what}]" in offered
    assert "T-1" in offered
