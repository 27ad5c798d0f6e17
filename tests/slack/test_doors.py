"""The doors: what Slack really sends, odd or late, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.clockwork import deliver
from tests.door import Door


def event(door: Door, **said: Any) -> dict[str, Any] | None:
    """An event as Slack would send it, whatever a client would never write."""
    told = {"type": "message", "channel": "DULINA", "channel_type": "im", "ts": "1764000000.1"}
    body = {"type": "event_callback", "team_id": "TOFFICE", "event_id": "Ev1"}
    acked = door._dispatch({"payload": body | {"event": told | said}})
    deliver(door.bot)
    return acked


@pytest.fixture
def opened(door: Door) -> Door:
    """Li Na and the bot have spoken before."""
    door.says("ULINA", "hello")
    return door


def dm(door: Door) -> str:
    return door.slack.place("DM", "ULINA").id


@pytest.mark.parametrize(
    "said",
    [
        {"subtype": "bot_message", "bot_id": "B7", "text": "what's overdue?"},
        {"user": "ULINA", "bot_id": "B7", "text": "what's overdue?"},
        {"subtype": "message_changed", "message": {"user": "ULINA", "text": "what's overdue?"}},
        {"subtype": "channel_join", "user": "ULINA", "text": "joined"},
    ],
)
def test_what_no_person_said_is_taken_in_and_not_answered(opened, said):
    before = opened.reads("ULINA")

    assert event(opened, channel=dm(opened), **said) == {}
    assert opened.reads("ULINA") == before


def test_a_mention_by_another_robot_is_not_answered_and_fails_nowhere(opened):
    said = {"type": "app_mention", "channel": "COFFICE", "channel_type": "channel"}
    robots = (
        {"bot_id": "B7", "text": "<@UBOT> help"},
        {"bot_id": "B7", "user": "UROBOT", "text": "<@UBOT> help"},
        {"bot_id": "B7", "text": None},
    )
    for number, robot in enumerate(robots):
        assert event(opened, **said, **robot, event_id=f"Ev{number}") == {}
    assert opened.reads("UZHAO", "COFFICE") == []


def test_a_message_without_a_word_gets_an_answer_all_the_same(opened):
    before = len(opened.reads("ULINA"))

    assert event(opened, channel=dm(opened), user="ULINA", text=None) == {}
    assert len(opened.reads("ULINA")) == before + 1


def test_a_reply_also_sent_to_the_conversation_is_heard(opened):
    said = {"user": "ULINA", "subtype": "thread_broadcast", "text": "what's overdue?"}
    event(opened, channel=dm(opened), **said)

    assert opened.reads("ULINA")[-1] == "Nothing that you can see is overdue."


def test_a_mention_in_the_direct_message_is_only_a_manner_of_speaking(opened):
    assert opened.says("ULINA", "<@UBOT> what's overdue?") == "Nothing that you can see is overdue."


def test_a_form_that_slack_will_not_open_any_more_waits_behind_a_button(door):
    door.slack.fault("views.open", "expired_trigger_id")
    door.types("UZHAO", "/draft assign @li.na Budget memo")

    assert door.reads("UZHAO")[-1].endswith("[打开表单]")
    door.presses("UZHAO", "打开表单")
    blocks = {block["block_id"]: block for block in door.form("UZHAO")["blocks"]}
    assert blocks["title"]["element"]["initial_value"] == "Budget memo"


def test_a_message_where_the_bot_is_no_member_keeps_its_link(door):
    said = door.slack.says("UWANG", "GLEADERS", "明年的会议怎么开")
    door.slack.shortcut("UWANG", "drafts:from-message", "GLEADERS", said.ts)
    door.fills_in("UWANG", person="ULINA", due="下周五")

    link = f"archives/GLEADERS/p{said.ts.replace('.', '')}"
    assert link in door.card("UWANG")


TOO_FAST = "Not done: you ask faster than I answer. Wait a minute, then go on."


def test_who_asks_faster_than_anybody_types_is_told_so_once_and_holds_up_nobody(door):
    door.bot.limit.burst, door.bot.limit.each = 3, 3600.0
    for _ in range(3):
        assert TOO_FAST not in door.says("ULINA", "thanks")
    door.types("USUN", "/office help")
    assert door.says("ULINA", "thanks") == TOO_FAST
    assert door.says("ULINA", "thanks") == ""
    assert door.types("ULINA", "/office remind me to call the bank tomorrow") == TOO_FAST
    assert TOO_FAST not in door.types("USUN", "/office help")

    door.bot.limit.each = 0.001  # and some time later
    assert "F-1" in door.types("ULINA", "/office remind me to call the bank tomorrow")
