"""Who comes first, and how fast: answers before all else, no faster than Slack allows, and never
before the time Slack has said.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.matters import letters
from handlers.clockwork import deliver
from handlers.slack.delivery import carry, take
from handlers.slack.postman import EARLY, Postman
from rehearsal import Slack
from storage.matters.paces import SHORTEST, Budget
from tests.conftest import WEDNESDAY
from tests.databases import in_a_file
from tests.door import Door, InProcess

TOLD = "The office's drafts"  # as each letter of a backlog begins
STEP = Budget().step


@pytest.fixture
def paced(door):
    """The office at the pace of a real one."""
    door.bot = replace(door.bot, budget=Budget())
    return door


def write(door: Door, *to: str, each: int = 1) -> None:
    with door.bot.sessions.begin() as session:
        for who in to * each:
            letters.note(session, who, "people.welcome", door.clock.now(), {})


def posts(door: Door) -> list[tuple[str, str]]:
    """To whom Slack was asked to post since this was asked last, and what became of it."""
    calls = door.slack.log.calls("chat.postMessage")
    seen, door.seen = getattr(door, "seen", 0), len(calls)
    return [(str(one.asked["channel"])[1:], one.fate) for one in calls[seen:]]


def passes(door: Door, seconds: float) -> None:
    door.clock.turn(seconds=seconds)
    deliver(door.bot)


# --- who comes first ------------------------------------------------------------------------------


def test_an_answer_overtakes_all_that_waits_for_the_same_reader(paced):
    write(paced, "ULINA", "USUN", each=20)
    paced.slack.says("ULINA", "DM", "what's on my plate?")
    deliver(paced.bot)
    assert posts(paced) == [("LINA", "ok"), ("SUN", "ok")]
    assert paced.reads("ULINA")[-1].startswith("Today: 0 due")


def test_what_one_does_comes_to_oneself_before_what_waits(paced):
    """The card of whoever assigns, then the rest of the morning, then the writer's."""
    write(paced, "USUN")
    paced.slack.commands("UWANG", "COFFICE", "/draft assign @li.na Budget memo by Friday 5pm")
    deliver(paced.bot)
    assert [who for who, _ in posts(paced)] == ["WANG", "WANG", "SUN", "LINA"]


def test_a_call_waits_for_no_message_of_a_morning(paced):
    write(paced, "ULINA", "UZHOU")
    with paced.bot.sessions.begin() as session:
        at = paced.clock.now()
        said = {"group": "SDUTY", "error": "missing_scope"}
        letters.page(session, "UZHOU", "notices:trouble", said, at, loud=True)
    deliver(paced.bot)
    assert [who for who, _ in posts(paced)] == ["ZHOU", "LINA"]
    assert not any(text.startswith(TOLD) for text in paced.reads("UZHOU"))


# --- no faster than Slack allows ------------------------------------------------------------------


def test_each_channel_has_one_message_a_second_and_no_more(paced):
    write(paced, "ULINA", "USUN", each=3)
    deliver(paced.bot)
    assert posts(paced) == [("LINA", "ok"), ("SUN", "ok")]
    passes(paced, STEP - 0.1)
    assert posts(paced) == []
    passes(paced, 0.1)
    assert posts(paced) == [("LINA", "ok"), ("SUN", "ok")]


def test_the_pace_is_that_of_all_processes_together(paced):
    write(paced, "ULINA", each=2)
    deliver(paced.bot)
    deliver(replace(paced.bot, name="another"))
    assert posts(paced) == [("LINA", "ok")]


def test_what_left_later_than_it_was_taken_is_counted_from_when_it_left(paced):
    """Whoever had to wait for the machine in between is not too early with the next."""
    write(paced, "ULINA", each=2)
    _, (first,) = take(paced.bot)
    paced.clock.turn(seconds=0.5)
    carry(paced.bot, first)
    passes(paced, STEP - 0.1)
    assert posts(paced) == [("LINA", "ok")]
    passes(paced, 0.1)
    assert posts(paced) == [("LINA", "ok")]


def test_some_answers_may_go_at_once_and_are_paid_for_later(paced):
    """Slack lets a few pass now and then."""
    for n in range(6):
        paced.slack.says("ULINA", "DM", f"remind me to call {n} tomorrow")
    deliver(paced.bot)
    at_once = len(posts(paced))
    assert 3 <= at_once <= 4
    passes(paced, 4 * STEP)
    assert 3 <= len(posts(paced)) <= 4


def test_the_postman_takes_a_letter_a_little_ahead_and_knows_when_it_may_leave(paced):
    """Nobody else does, and an answer waits for nothing."""
    write(paced, "ULINA", each=2)
    deliver(paced.bot)
    postman, free_at = Postman(paced.bot), paced.clock.now().timestamp() + STEP
    paced.clock.turn(seconds=STEP - EARLY - 0.05)
    assert take(postman.bot) == (False, [])
    paced.clock.turn(seconds=0.1)
    assert take(paced.bot) == (False, [])
    _, (early,) = take(postman.bot)
    assert early.letter.leaves_at == pytest.approx(free_at)
    paced.slack.says("ULINA", "DM", "help")
    _, (answer,) = take(postman.bot)
    assert answer.letter.leaves_at == 0


# --- not before Slack's time ----------------------------------------------------------------------


def test_a_channel_that_is_told_to_wait_is_not_asked_even_for_an_answer(paced):
    paced.slack.fault("chat.postMessage", "ratelimited", seconds=30)
    write(paced, "ULINA")
    deliver(paced.bot)
    paced.slack.says("ULINA", "DM", "help")
    paced.slack.says("USUN", "DM", "help")
    passes(paced, 29)
    assert posts(paced) == [("LINA", "ratelimited"), ("SUN", "ok")]
    passes(paced, 1)
    passes(paced, 2)
    assert posts(paced) == [("LINA", "ok"), ("LINA", "ok")]


def test_two_channels_refused_in_a_row_mean_the_whole_workspace(paced):
    paced.slack.fault("chat.postMessage", "ratelimited", times=2, seconds=30)
    write(paced, "ULINA", "USUN", "UZHOU", "UCHEN")
    deliver(paced.bot)
    paced.slack.says("UWANG", "DM", "help")
    passes(paced, 29)
    assert posts(paced) == [("LINA", "ratelimited"), ("SUN", "ratelimited")]

    passes(paced, 1)

    fates = posts(paced)
    assert fates[0] == ("WANG", "ok")  # an answer is first again
    assert sorted(fates[1:]) == [("CHEN", "ok"), ("LINA", "ok"), ("SUN", "ok"), ("ZHOU", "ok")]


def test_a_workspace_that_is_refused_again_goes_by_steps(paced):
    """The first time it only waits; when that has not helped, calls are apart from each other."""
    for at_once in (["ok", "ok"], ["ok"]):
        paced.slack.fault("chat.postMessage", "ratelimited", times=2, seconds=10)
        write(paced, "ULINA", "USUN")
        passes(paced, 2)
        assert [fate for _, fate in posts(paced)] == ["ratelimited"] * 2
        passes(paced, 10)
        assert [fate for _, fate in posts(paced)] == at_once
    passes(paced, SHORTEST)
    assert [fate for _, fate in posts(paced)] == ["ok"]


def test_a_limit_on_looking_holds_up_the_letter_in_doubt_only(paced):
    paced.slack.fault("chat.postMessage", "drop_after")
    paced.slack.fault("conversations.history", "ratelimited", seconds=30)
    write(paced, "ULINA")
    deliver(paced.bot)
    passes(paced, 10)
    write(paced, "USUN")
    passes(paced, 1)
    assert posts(paced) == [("LINA", "drop_after"), ("SUN", "ok")]
    passes(paced, 28)
    assert len(paced.slack.log.calls("conversations.history")) == 1

    passes(paced, 1)

    looked = [one.fate for one in paced.slack.log.calls("conversations.history")]
    assert (looked, posts(paced)) == (["ratelimited", "ok"], [])


@pytest.mark.parametrize("word", ["token_revoked", "invalid_auth"])
def test_while_slack_takes_nothing_it_is_not_asked_for_every_letter(paced, word, caplog):
    crowd = ("ULINA", "USUN", "UZHOU", "UCHEN", "UZHANG", "UWANG", "UZHAO", "ULIU")
    paced.slack.fault("*", word, times=10**6)
    write(paced, *crowd)
    deliver(paced.bot)
    assert [fate for _, fate in posts(paced)] == [word]
    assert f"Slack takes nothing from us: {word}" in caplog.text
    passes(paced, 9)
    assert posts(paced) == []

    paced.slack.faults.clear()
    passes(paced, 1)

    assert sorted(who for who, _ in posts(paced)) == sorted(one[1:] for one in crowd)


# --- many senders ---------------------------------------------------------------------------------


class Hanging(InProcess):
    """Some of Slack's channels do not answer until they are let go."""

    def __init__(self, slack: Slack, *channels: str) -> None:
        super().__init__(slack)
        self.channels, self.let_go, self.hung = channels, threading.Event(), threading.Semaphore(0)

    def api_call(self, api_method: str, **kwargs: Any) -> Any:
        asked = str(kwargs.get("json", {}).get("channel") or kwargs.get("params", {}))
        if any(one in asked for one in self.channels):
            self.hung.release()
            self.let_go.wait(30)
        return super().api_call(api_method, **kwargs)


def wait_for(look: Callable[[], bool]) -> bool:
    """Whatever comes of itself has come; half a minute is longer than anything takes."""
    rest = 3000
    while not look() and (rest := rest - 1):
        threading.Event().wait(0.01)
    return rest > 0


def test_a_channel_that_hangs_holds_up_its_own_reader_only(tmp_path: Path):
    """Three do, of four senders: the fourth is kept for answers, and carries one."""
    sessions = in_a_file(tmp_path / "office.db")
    door = Door(sessions, WEDNESDAY)
    door.casts()
    stuck, others = ("ULINA", "USUN", "UCHEN"), ("UZHANG", "UZHAO")
    hanging = Hanging(door.slack, *(one[1:] for one in stuck))
    door.bot = replace(door.bot, post=hanging, senders=4)
    write(door, *stuck, *others)
    postman = Postman(door.bot)
    postman.start()
    try:
        assert all(hanging.hung.acquire(timeout=30) for _ in stuck)
        door.slack.says("UZHOU", "DM", "help")
        assert wait_for(lambda: len(door.reads("UZHOU")) == 2)
        assert [door.reads(who) for who in others] == [[], []]

        hanging.let_go.set()
        assert wait_for(lambda: all(door.reads(who) for who in (*stuck, *others)))
    finally:
        hanging.let_go.set()
        postman.stop()
    assert [len(door.reads(who)) for who in (*stuck, *others)] == [1] * 5
    door.closes()
