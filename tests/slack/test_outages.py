"""Slack away for hours, or our token refused: nothing is lost, nothing doubled, and it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene
from tests.door import Door

SHANGHAI = ZoneInfo("Asia/Shanghai")
ELEVEN = datetime(2026, 11, 25, 11, tzinfo=SHANGHAI)
EVER = 10**6  # times


@scene
def due(door):
    """Li Na and Sun Lei are to be reminded of a call at eleven. Liu Yang looks after the bot."""
    door.types("ULINA", "/office remind me to call today at 11:00")
    door.types("USUN", "/office 今天 11:00 提醒我 call")
    door.opens_home("ULIU")
    return door


def goes_wrong_for(door: Door, fault: str, method: str = "*", by: int = 1, **time: float) -> None:
    """From eleven o'clock on; then all is well again."""
    door.waits_until(ELEVEN - timedelta(seconds=1))
    door.slack.fault(method, fault, times=EVER)
    door.waits_until(ELEVEN)
    steps(door, by, **time)
    door.slack.faults.clear()


def steps(door: Door, by: int = 1, **time: float) -> None:
    """The clockwork beats `by` so many minutes."""
    until = door.clock.now() + timedelta(**time)
    while door.clock.now() < until:
        door.waits(minutes=by)


def reminded(door: Door) -> list[int]:
    """How many messages about the call each sees, beside the card."""
    return [sum("call" in text for text in door.reads(who)) - 1 for who in ("ULINA", "USUN")]


def told(door: Door, who: str = "ULIU") -> list[str]:
    return [text for text in door.reads(who) if text.startswith("📮")]


@pytest.mark.parametrize("fault", ["drop_before", "http_500", "invalid_auth", "token_revoked"])
def test_after_hours_without_slack_all_arrives_once_and_the_admin_hears_of_it_once(due, fault):
    goes_wrong_for(due, fault, by=3, hours=3)
    assert reminded(due) == [0, 0]

    steps(due, minutes=10)

    assert reminded(due) == [1, 1]
    assert told(due) == [
        "📮 Slack took nothing from me since Wed 25 Nov 11:00, and takes it again: "
        "2 messages waited, and are on their way."
    ]
    assert "could not be delivered" not in due.opens_home("ULIU")


def test_what_arrived_just_before_slack_went_away_is_found_and_not_doubled(due):
    due.waits_until(ELEVEN - timedelta(seconds=1))
    due.slack.fault("chat.postMessage", "drop_after", times=2)
    due.waits_until(ELEVEN)
    due.slack.fault("*", "drop_before", times=EVER)
    steps(due, hours=2)
    due.slack.faults.clear()
    steps(due, minutes=10)

    assert reminded(due) == [1, 1]


def test_the_steps_grow_and_none_is_longer_than_five_minutes(due):
    goes_wrong_for(due, "invalid_auth", hours=2)
    tried = [
        call.at
        for call in due.slack.log.calls("chat.postMessage")
        if "LINA" in str(call.asked["channel"]) and call.at >= ELEVEN
    ]
    waits = [later - sooner for sooner, later in pairwise(tried)]
    assert waits == sorted(waits)
    assert (len(waits), max(waits)) == (27, timedelta(minutes=5))


def test_without_the_scope_to_write_at_all_letters_wait_for_it(due):
    due.waits_until(ELEVEN - timedelta(seconds=1))
    app = due.slack.app
    due.slack.app = replace(app, scopes=tuple(one for one in app.scopes if one != "chat:write"))
    due.waits_until(ELEVEN)
    steps(due, hours=1)
    due.slack.app = app
    steps(due, minutes=10)
    assert (reminded(due), len(told(due))) == ([1, 1], 1)


def test_a_short_trouble_is_no_news(due):
    goes_wrong_for(due, "drop_before", minutes=3)
    steps(due, minutes=10)
    assert (reminded(due), told(due)) == ([1, 1], [])


def test_after_a_day_they_are_set_aside_for_the_admin_to_send_again(due):
    goes_wrong_for(due, "account_inactive", "chat.postMessage", 3, hours=24, minutes=6)
    assert "2 messages could not be delivered: account_inactive" in due.home("ULIU")

    due.presses_home("ULIU", "Send again")

    # That of yesterday at eleven, and that of this morning, which has waited for the first to go.
    assert reminded(due) == [2, 2]
    assert all(len(set(due.reads(who))) == len(due.reads(who)) for who in ("ULINA", "USUN"))


@pytest.mark.parametrize(
    "word", ["channel_not_found", "user_not_found", "msg_too_long", "invalid_blocks"]
)
def test_a_letter_that_is_itself_wrong_is_set_aside_at_once_and_holds_up_nobody(due, word):
    # A direct message that is not found is opened anew, once.
    due.slack.fault("chat.postMessage", word, times=4 if word == "channel_not_found" else 2)
    due.waits_until(ELEVEN)
    assert f"2 messages could not be delivered: {word}" in due.home("ULIU")
    assert "call" in due.says("ULINA", "what's on my plate?")
    assert told(due) == []
