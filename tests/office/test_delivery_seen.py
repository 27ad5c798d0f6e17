"""What is stuck, and why, as whoever looks after the bot sees it."""

from __future__ import annotations

import pytest

from bot.matters import letters
from handlers.clockwork import deliver
from tests.door import Door


def writes(door: Door, to: str) -> None:
    with door.bot.sessions.begin() as session:
        letters.note(session, to, "home.retried", door.clock.now(), {})
    deliver(door.bot)


@pytest.mark.parametrize("said", ["/office delivery", "are any messages stuck", "what is stuck?"])
def test_where_nothing_waits_that_is_said(door, said):
    writes(door, "ULINA")
    door.clock.turn(minutes=5)
    asks = door.types if said.startswith("/") else door.says
    shown = asks("ULIU", said)
    assert "Nothing waits. The last message arrived Wed 25 Nov 10:0" in shown


def test_what_waits_is_told_with_slacks_word_and_what_helps(door):
    writes(door, "ULINA")
    door.slack.fault("chat.postMessage", "invalid_auth", times=2)
    writes(door, "ULINA")
    door.clock.turn(minutes=3)
    shown = door.types("ULIU", "/office delivery")
    assert shown.splitlines()[1].startswith("• 1 × “invalid_auth” since Wed 25 Nov 10:00")
    assert "put the right one into the settings" in shown
    assert "[Send again]" not in shown


def test_what_was_given_up_can_be_sent_again_and_home_says_so(door):
    door.opens_home("UZHAO")
    door.slack.fault("chat.postMessage", "channel_not_found")
    writes(door, "ULINA")
    shown = door.types("UZHAO", "/office 送达")
    assert "1 条 “channel_not_found”" in shown
    assert "不再试了" in shown
    assert "channel_not_found" in door.home("UZHAO")
    assert "Nothing waits" not in door.home("UZHAO")
    door.presses("UZHAO", "重新发送", "COFFICE")
    assert len(door.reads("ULINA")) == 1


def test_what_waits_long_stands_on_the_admins_home_and_on_no_other(door):
    door.slack.fault("chat.postMessage", "service_unavailable", times=9)
    writes(door, "ULINA")
    door.clock.turn(minutes=3)
    assert "service_unavailable" in door.opens_home("ULIU")
    assert "service_unavailable" not in door.opens_home("USUN")


@pytest.mark.parametrize(("who", "answer"), [("USUN", "主任"), ("UHE", "请问")])
def test_nobody_else_reads_it(door, who, answer):
    door.slack.fault("chat.postMessage", "channel_not_found")
    writes(door, "ULINA")
    shown = door.says(who, "哪些消息没送到")
    assert answer in shown
    assert "channel_not_found" not in shown
