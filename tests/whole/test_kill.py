"""Killed at any moment, the bot loses nothing and says nothing twice."""

from __future__ import annotations

from tests.kill import rehearse


def test_killed_again_and_again_while_nudges_fall_due():
    """`python -m tests.kill` does it with 50 kills and 500 nudges."""
    outcome = rehearse(kills=6, nudges=60)

    assert (outcome.posted, outcome.lost, outcome.doubled) == (60, 0, 0)
