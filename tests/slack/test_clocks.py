"""Clocks that do not agree, one that is set back: nothing is doubled, and nobody waits an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.matters import letters
from handlers.clockwork import Watch, catch_up, deliver, notice
from handlers.slack.delivery import take
from storage.matters import turned
from storage.matters.outbox import Letter, LetterState
from storage.matters.paces import Budget
from tests.conftest import scene
from tests.door import Door

AN_HOUR = timedelta(hours=1)


@scene
def told(door):
    """Li Na has a message from the bot; nothing else waits."""
    write(door, "ULINA")
    deliver(door.bot)
    return door


def write(door: Door, *to: str) -> None:
    with door.bot.sessions.begin() as session:
        for who in to:
            letters.note(session, who, "people.welcome", door.bot.clock(), {})


def passes(door: Door, seconds: float) -> None:
    """Time, five seconds at a time."""
    for _ in range(round(seconds / 5)):
        door.clock.turn(seconds=5)
        deliver(door.bot)


def reads(door: Door, who: str = "ULINA") -> int:
    return len(door.reads(who))


# --- ours and Slack's -----------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [8, 60, 3600, -8, -3600])
def test_what_arrived_is_found_whatever_our_clock_shows(told, ahead):
    told.bot = replace(told.bot, clock=lambda: told.clock.now() + timedelta(seconds=ahead))
    told.slack.fault("chat.postMessage", "drop_after")
    write(told, "ULINA")
    passes(told, 60)
    assert reads(told) == 2


# --- set back -------------------------------------------------------------------------------------


class SetBack:
    """A bot whose clock is set back, seen as its clockwork sees it."""

    def __init__(self, door: Door) -> None:
        self.door, self.by, began = door, timedelta(), door.clock.now()
        door.bot = replace(door.bot, clock=lambda: door.clock.now() - self.by)
        self.watch = Watch(door.bot.clock, lambda: (door.clock.now() - began).total_seconds())
        notice(door.bot, self.watch)

    def sets_back(self, by: timedelta) -> None:
        self.by += by
        self.door.clock.turn(seconds=1)
        notice(self.door.bot, self.watch)


def test_what_was_to_wait_ten_seconds_waits_ten_and_no_hour(told):
    clock = SetBack(told)
    told.slack.fault("chat.postMessage", "drop_before")
    write(told, "ULINA")
    deliver(told.bot)
    clock.sets_back(AN_HOUR)
    passes(told, 5)
    assert not told.slack.log.calls("conversations.history")
    passes(told, 20)
    assert reads(told) == 2


def test_what_was_due_goes_out_at_once_and_what_is_for_later_keeps_its_time(told):
    clock = SetBack(told)
    with told.bot.sessions.begin() as session:
        at = told.bot.clock()
        letters.note(session, "USUN", "people.welcome", at, {})
        letters.note(session, "ULINA", "people.welcome", at + timedelta(hours=2), {})
    clock.sets_back(AN_HOUR)
    deliver(told.bot)
    assert (reads(told, "USUN"), reads(told)) == (1, 1)

    told.clock.turn(hours=3, seconds=-2)
    deliver(told.bot)
    assert reads(told) == 1
    told.clock.turn(seconds=2)
    deliver(told.bot)
    assert reads(told) == 2


def test_one_that_was_being_sent_when_its_sender_died_is_looked_for_after_its_minute(told):
    clock = SetBack(told)
    write(told, "ULINA")
    take(told.bot)  # and there it ends
    clock.sets_back(AN_HOUR)
    passes(told, 90)
    assert reads(told) == 2


def test_a_channel_told_to_wait_by_slack_waits_as_long_as_it_was_told(told):
    clock = SetBack(told)
    told.bot = replace(told.bot, budget=Budget())
    told.slack.fault("chat.postMessage", "ratelimited", seconds=30)
    told.clock.turn(seconds=5)
    write(told, "ULINA")
    deliver(told.bot)
    for _ in range(2):  # two processes notice it
        clock.sets_back(AN_HOUR)
        clock.by -= timedelta(seconds=1)
    asked = len(told.slack.log.calls("chat.postMessage"))
    passes(told, 20)
    assert len(told.slack.log.calls("chat.postMessage")) == asked
    passes(told, 15)
    assert reads(told) == 2


def test_of_all_who_notice_one_sees_to_it(told):
    now = told.clock.now()
    with told.bot.sessions.begin() as session:
        turned.set_back(session, now + AN_HOUR, now)
    with told.bot.sessions.begin() as session:
        letters.note(session, "ULINA", "people.welcome", now + timedelta(minutes=30), {})
    with told.bot.sessions.begin() as session:
        turned.set_back(session, now + AN_HOUR + timedelta(seconds=1), now + timedelta(seconds=1))
    deliver(told.bot)
    assert reads(told) == 1  # it was written after the first had seen to it


def test_set_back_while_nobody_looked_no_letter_waits_for_longer_than_any_is_told_to(told):
    """The process starts again, and knows nothing of the hour."""
    write(told, "ULINA", "USUN")
    took = take(told.bot)
    assert took is not None
    with told.bot.sessions.begin() as session:
        answer = {"channel": "UZHOU", "text": "Here it is.", "blocks": []}
        letters.answer(session, "UZHOU", answer, told.bot.clock())
    told.bot = replace(told.bot, clock=lambda: told.clock.now() - AN_HOUR)
    with told.bot.sessions.begin() as session:
        turned.clip(session, told.bot.clock())
        kept = session.get_one(Letter, took[1][0].letter.id)
        assert kept.state is LetterState.SENDING
        assert kept.lease_until == told.bot.clock() + timedelta(seconds=60)
    deliver(told.bot)
    assert reads(told, "UZHOU") == 1


def test_the_beats_of_a_clock_that_was_set_back_go_on():
    now, beats = datetime.now(UTC), BackgroundScheduler(timezone=UTC)
    for seconds, ahead in ((1, AN_HOUR), (2, timedelta(seconds=2)), (7200, AN_HOUR)):
        beats.add_job(print, "interval", seconds=seconds, next_run_time=now + ahead)
    beats.start(paused=True)

    catch_up(beats, now)

    due = {one.trigger.interval_length: one.next_run_time - now for one in beats.get_jobs()}
    assert due == {1: timedelta(), 2: timedelta(seconds=2), 7200: AN_HOUR}
    beats.shutdown()
