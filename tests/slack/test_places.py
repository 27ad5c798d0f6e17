"""Where a letter is read: where it can be found again, and where Slack knows its reader to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from handlers.clockwork import deliver
from handlers.slack.delivery import deliver_next
from rehearsal.workspace import BOT_USER
from storage.matters.matter import Card
from storage.who.people import Person
from tests.conftest import scene
from tests.door import Door, InProcess

SHANGHAI = ZoneInfo("Asia/Shanghai")


def passes(door: Door, seconds: int) -> None:
    """Time, a second at a time."""
    for _ in range(seconds):
        door.clock.turn(seconds=1)
        deliver(door.bot)


# --- for one person's eyes, and so in no history --------------------------------------------------


def mentions(door: Door) -> None:
    """Li Na asks in the channel; the answer is for her eyes only."""
    door.says("ULINA", f"<@{BOT_USER}> what's overdue?", "COFFICE")


def answers(door: Door, channel: str) -> list[str]:
    return [
        text
        for text in door.reads("ULINA", channel)
        if "Nothing that you can see is overdue." in text
    ]


@pytest.mark.parametrize(("fault", "seen"), [("drop_after", 1), ("drop_before", 0)])
def test_an_answer_for_one_that_may_have_come_comes_once_more_where_it_can_be_found(
    door, fault, seen
):
    door.slack.fault("chat.postEphemeral", fault)
    door.slack.fault("chat.postMessage", "drop_after")
    mentions(door)
    passes(door, seconds=120)

    assert len(answers(door, "COFFICE")) == seen
    [again] = answers(door, "DM")
    assert again.startswith("Slack did not say whether this reached you in <#COFFICE>.")


def test_an_answer_for_one_that_slack_did_not_take_comes_where_it_was_asked_for(door):
    door.slack.fault("chat.postEphemeral", "ratelimited", seconds=5)
    mentions(door)
    passes(door, seconds=60)
    assert (len(answers(door, "COFFICE")), answers(door, "DM")) == (1, [])


def test_an_answer_for_one_whose_sender_died_comes_once_more_where_it_can_be_found(door):
    class Dying(InProcess):
        def api_call(self, api_method: str, **kwargs: Any) -> Any:
            super().api_call(api_method, **kwargs)
            raise KeyboardInterrupt

    door.slack.says("ULINA", "COFFICE", f"<@{BOT_USER}> what's overdue?")
    with pytest.raises(KeyboardInterrupt):
        deliver_next(replace(door.bot, post=Dying(door.slack)))
    passes(door, seconds=120)
    assert (len(answers(door, "COFFICE")), len(answers(door, "DM"))) == (1, 1)


# --- what Slack contradicts -----------------------------------------------------------------------

ELEVEN = datetime(2026, 11, 25, 11, tzinfo=SHANGHAI)


@scene
def due(door):
    """Li Na is to be reminded of a call at eleven."""
    door.types("ULINA", "/office remind me to call today at 11:00")
    return door


def test_a_direct_message_slack_knows_nothing_of_is_asked_for_anew(due):
    """The app was made anew: its conversations have other ids, and its messages are not ours."""
    with due.bot.sessions.begin() as session:
        session.get_one(Person, "ULINA").dm = "DBEFORE"
        for card in session.scalars(select(Card).where(Card.person_id == "ULINA")):
            card.channel = "DBEFORE"
    due.types("ULINA", "/office remind me to write today at 12:00")
    due.waits_until(ELEVEN)

    assert sum("F-1 _call_ ·" in text for text in due.reads("ULINA")) == 1
    due.says("ULINA", "F-1 done")
    with due.bot.sessions() as session:
        assert session.get_one(Person, "ULINA").dm == "DLINA"
        places = select(Card.channel).where(Card.person_id == "ULINA")
        assert set(session.scalars(places)) == {"DLINA"}
    assert "could not be delivered" not in due.opens_home("ULIU")


def test_a_reader_slack_knows_nothing_of_is_not_asked_for_for_ever(due):
    due.slack.fault("chat.postMessage", "channel_not_found", times=10)
    due.waits_until(ELEVEN)
    asked = due.slack.log.calls("chat.postMessage")
    assert [one.fate for one in asked] == ["channel_not_found"] * 2
    assert "channel_not_found" in due.opens_home("ULIU")


def test_a_home_that_slack_shows_empty_is_published_anew(due):
    shown = due.opens_home("ULINA")
    del due.slack.workspace.homes["ULINA"]
    assert due.opens_home("ULINA") == shown
    assert len(due.slack.log.calls("views.publish")) == 2
