"""The inbox: what Slack says twice is done once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rehearsal.control import add_members
from storage.matters import inbox, listened
from tests.databases import NOW, together

MINE = "remind me to call the bank tomorrow"


def reminders(door, who: str = "ULINA") -> int:
    """How many reminders there are; their numbers count on without a gap."""
    return sum("call the bank" in line for line in door.says(who, "mine").splitlines())


def events(door) -> list[dict]:
    """The envelopes of all that was said to the bot."""
    said = door.slack.log.envelopes("events_api")
    return [one.asked for one in said if one.asked["payload"]["event"]["type"] != "user_change"]


def hears_again(door, envelope: dict, **changes: object) -> None:
    """Slack delivers an envelope once more, maybe under other names."""
    payload = envelope["payload"]
    event = payload["event"] | {k: v for k, v in changes.items() if k in ("type", "ts")}
    ids = {k: v for k, v in changes.items() if k == "event_id"}
    door.slack.delivery.send(envelope | {"payload": payload | ids | {"event": event}})


def test_the_same_event_retried_is_done_once(door):
    door.says("ULINA", MINE)
    (said,) = events(door)
    read = door.reads("ULINA")

    hears_again(door, said)

    assert door.waits(seconds=1) == []
    assert door.reads("ULINA") == read
    assert reminders(door) == 1


def test_one_message_under_two_event_ids_is_done_once(door):
    """Slack does that: the same client_msg_id, another event, another time stamp."""
    door.says("ULINA", MINE)
    (said,) = events(door)
    assert said["payload"]["event"]["client_msg_id"]

    hears_again(door, said, event_id="EvANOTHER", ts="1795572001.000200")

    assert door.waits(seconds=1) == []
    assert reminders(door) == 1


def test_a_mention_that_comes_as_a_message_too_is_answered_once(door):
    door.says("ULINA", f"@callboard {MINE}", channel="COFFICE")

    assert [one["payload"]["event"]["type"] for one in events(door)] == ["app_mention"]
    (said,) = events(door)
    hears_again(door, said, event_id="EvANOTHER", type="message")
    assert door.waits(seconds=1) == []
    assert reminders(door) == 1


def test_what_is_said_twice_by_a_person_is_done_twice(door):
    door.says("ULINA", MINE)
    door.says("ULINA", MINE)
    assert reminders(door) == 2


def test_an_event_that_failed_is_answered_once_too(door):
    """Slack cannot say who somebody is: they are told, and the retry says nothing more."""
    (stranger,) = add_members(door.slack, 1)
    door.slack.fault("users.info", "internal_error")
    assert "⚠️ 系统出了问题，什么都没有改动。" in door.says(stranger, "hello")

    (said,) = events(door)
    hears_again(door, said)

    assert door.waits(seconds=1) == []


def test_a_form_sent_twice_is_done_once(door):
    door.types("UZHAO", "/draft")
    door.fills_in("UZHAO", person="UZHANG", title="年度总结", due="12月4日")
    (sent,) = [
        one.asked
        for one in door.slack.log.envelopes("interactive")
        if one.asked["payload"]["type"] == "view_submission"
    ]

    door.slack.delivery.send(sent)
    door.waits(seconds=1)

    assert sum("年度总结" in text for text in door.reads("UZHANG")) == 2  # the card and its story


def test_old_keys_are_forgotten_and_new_ones_are_not(door):
    with door.bot.sessions.begin() as session:
        assert inbox.is_new(session, ["old"], NOW - timedelta(days=4))
        assert inbox.is_new(session, ["new"], NOW)
    with door.bot.sessions.begin() as session:
        inbox.forget(session, NOW - timedelta(days=3))
    with door.bot.sessions.begin() as session:
        assert [inbox.is_new(session, [key], NOW) for key in ("old", "new")] == [True, False]


@pytest.mark.parametrize("keys", [["Ev1"], ["Ev1", "C1:1.0", "client-1"]])
def test_told_by_six_processes_at_once_one_does_it(sessions, keys):
    def hear(n: int) -> bool:
        with sessions.begin() as session:
            return inbox.is_new(session, keys, NOW)

    assert sorted(together(6, hear)) == [False] * 5 + [True]


def test_noted_by_six_processes_at_once_it_is_one_moment(sessions):
    def note(n: int) -> None:
        with sessions.begin() as session:
            listened.note(session, NOW)

    together(6, note)
    with sessions.begin() as session:
        assert listened.until(session) == NOW


def test_one_of_its_names_is_enough_to_know_it(sessions):
    def hear(*keys: str) -> bool:
        with sessions.begin() as session:
            return inbox.is_new(session, list(keys), NOW)

    assert hear("Ev1", "C1:1.0", "client-1")
    assert not hear("Ev2", "C1:2.0", "client-1")
    assert not hear("Ev3", "C1:1.0")
    assert hear("Ev4", "C1:4.0", "client-4")
