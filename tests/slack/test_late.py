"""What was said while nobody listened: done late, or said to be missed; never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from handlers.clockwork import deliver
from handlers.slack.unheard import Ear
from rehearsal.faults import Fault
from storage.matters import listened, turned
from storage.office.settings import settings
from tests.conftest import scene

MINE = "remind me to call the bank tomorrow"
AHEAD = "I could not hear you then"
MISSED = "Nothing was done about it"


@scene
def away(door):
    """The bot has listened until now; from now on nothing reaches it, and Slack gives up on what it
    cannot deliver.
    """
    with door.bot.sessions.begin() as session:
        listened.note(session, door.clock.now())
    door.says("ULINA", "thanks")
    return door


def unheard(door, who, text, channel="DM", **thread):
    """Said while nobody is there, and not said again by Slack."""
    door.slack.delivery.deliver, kept = None, door.slack.delivery.deliver
    door.slack.says(who, channel, text, **thread)
    door.slack.delivery._waiting.clear()
    door.slack.delivery.deliver = kept


def is_back(door, **after):
    """So long after, somebody listens again; how much was heard."""
    door.clock.turn(**after)
    heard = Ear(door.bot, lambda: True).look()
    deliver(door.bot)
    return heard


def reminders(door, who="ULINA"):
    return sum("call the bank" in line for line in door.says(who, "mine").splitlines())


def test_what_was_said_meanwhile_is_done_once_with_a_word_ahead(away):
    unheard(away, "ULINA", MINE)
    before = len(away.reads("ULINA"))
    assert is_back(away, minutes=20) == 1
    read = away.reads("ULINA")[before:]
    [said] = [one for one in read if AHEAD in one]
    assert (
        said == "You said this Wed 25 Nov 10:00. I could not hear you then, and read it only now."
    )
    assert sum("*F-1*" in one for one in read) == 1
    assert is_back(away, minutes=20) == 0
    assert reminders(away) == 1


def test_in_their_language(away):
    unheard(away, "UZHANG", "帮助")
    is_back(away, minutes=20)
    assert "这是你 11月25日 周三 10:00 说的。当时我听不到，现在才看到。" in away.reads("UZHANG")[-1]
    unheard(away, "UZHANG", "提醒我明天打电话")
    is_back(away, hours=2)
    missed = "我当时没有听到，什么都没有办。还需要的话，请再说一遍。"
    assert away.reads("UZHANG")[-1].endswith(f"说的“提醒我明天打电话”{missed}")


@pytest.mark.parametrize("after", [{"minutes": 61}, {"hours": 20}])
def test_an_hour_late_nothing_is_done_and_no_form_is_offered(away, after):
    unheard(away, "ULINA", MINE)
    unheard(away, "UZHAO", "assign a draft")
    assert is_back(away, **after) == 2
    assert MISSED in away.reads("ULINA")[-1]
    assert away.reads("UZHAO")[-1] == (
        "你 11月25日 周三 10:00 说的“assign a draft”"
        "我当时没有听到，什么都没有办。还需要的话，请再说一遍。"
    )
    assert reminders(away) == 0


def test_tomorrow_is_another_day_after_midnight(away):
    away.waits(hours=13, minutes=50)
    with away.bot.sessions.begin() as session:
        listened.note(session, away.clock.now())
    unheard(away, "ULINA", MINE)
    is_back(away, minutes=20)
    assert MISSED in away.reads("ULINA")[-1]
    assert reminders(away) == 0


def test_what_slack_says_again_has_a_word_ahead_too_and_is_not_heard_a_second_time(away):
    away.slack.delivery.deliver, kept = None, away.slack.delivery.deliver
    away.slack.says("ULINA", "DM", MINE)
    away.clock.turn(seconds=70)
    away.slack.delivery.deliver = kept
    away.slack.run_due()
    deliver(away.bot)
    assert [AHEAD in one for one in away.reads("ULINA")].count(True) == 1
    is_back(away, minutes=2)
    assert reminders(away) == 1


def test_what_slack_says_for_the_first_time_is_not_late_however_long_its_way_was(away):
    away.waits(hours=13, minutes=58)
    heard = away.slack.delivery.deliver

    def after_midnight(envelope):
        away.clock.turn(minutes=3)
        return heard(envelope)

    away.slack.delivery.deliver = after_midnight
    said = away.says("ULINA", MINE)
    assert "*F-1*" in said
    assert AHEAD not in said


def test_a_clock_that_was_turned_makes_nobody_ask_too_fast(away):
    for _ in range(4):
        away.says("ULINA", "help")
    away.bot.limit.burst = 3
    read = len(away.reads("ULINA"))
    assert is_back(away, hours=5) == 0
    assert len(away.reads("ULINA")) == read


def test_a_mention_is_said_to_be_missed_to_whoever_wrote_it_alone(away):
    before = len(away.reads("UWANG", "COFFICE"))
    with away.bot.sessions.begin() as session:
        settings(session).channel = "COFFICE"
    unheard(away, "ULINA", f"@callboard {MINE}", channel="COFFICE")
    unheard(away, "ULINA", "nothing for you", channel="COFFICE")
    assert is_back(away, minutes=5) == 1
    assert MISSED in away.reads("ULINA", "COFFICE")[-1]
    assert len(away.reads("UWANG", "COFFICE")) == before + 2
    assert reminders(away) == 0


def test_who_was_told_that_nothing_can_be_written_is_not_obeyed_later(away):
    unheard(away, "ULINA", MINE)
    dm = away.slack.place("DM", "ULINA").id
    away.bot.post.chat_postMessage(channel=dm, text="I cannot write at the moment")
    assert is_back(away, minutes=5) == 0
    assert reminders(away) == 0


def test_a_mark_of_state_secrecy_is_refused_late_too_and_not_said_back(away):
    unheard(away, "UZHANG", "机密★10年 洪水通报")
    is_back(away, hours=2)
    assert "洪水" not in "".join(one for one in away.reads("UZHANG")[-1:])
    assert MISSED not in away.reads("UZHANG")[-1]


def test_a_stranger_reads_what_a_stranger_reads(away):
    read = away.says("UHE", "帮助")
    unheard(away, "UHE", "帮助")
    is_back(away, hours=2)
    assert away.reads("UHE")[-1] == read


def test_whoever_cannot_be_reached_does_not_say_that_somebody_listens(away):
    unheard(away, "ULINA", MINE)
    away.clock.turn(minutes=10)
    assert Ear(away.bot, lambda: False).look() == 0
    with away.bot.sessions.begin() as session:
        assert away.clock.now() - listened.until(session) == timedelta(minutes=10)
    assert is_back(away, seconds=1) == 1


def test_a_look_that_takes_its_time_is_over_when_it_is_over(away):
    unheard(away, "ULINA", MINE)
    away.clock.turn(minutes=20)
    slow = replace(away.bot, clock=lambda: away.clock.turn(minutes=1))
    assert Ear(slow, lambda: True).look() == 1
    with away.bot.sessions.begin() as session:
        assert listened.until(session) == away.clock.now()


def test_what_another_has_noted_later_stands_until_the_clock_is_set_back(away):
    now = away.clock.now()
    with away.bot.sessions.begin() as session:
        listened.note(session, now - timedelta(minutes=2))
        assert listened.until(session) == now
        turned.set_back(session, now, now - timedelta(hours=1))
        session.expire_all()
        assert listened.until(session) == now - timedelta(hours=1)


@pytest.mark.parametrize("error", ["http_500", "invalid_auth"])
def test_where_slack_is_away_nothing_counts_as_heard(away, error):
    unheard(away, "ULINA", MINE)
    away.clock.turn(minutes=10)
    away.slack.faults.plan(Fault("conversations.history", error))
    with pytest.raises(SlackApiError):
        Ear(away.bot, lambda: True).look()
    assert is_back(away, seconds=1) == 1


def test_whoever_asks_too_fast_waits_as_long_as_slack_says(away):
    unheard(away, "ULINA", MINE)
    away.slack.faults.plan(Fault("conversations.history", "ratelimited", times=3, seconds=0))
    assert is_back(away, minutes=10) == 1


def test_who_is_told_to_stop_waits_for_nothing_and_leaves_the_rest_to_the_next(away):
    unheard(away, "ULINA", MINE)
    away.clock.turn(minutes=10)
    ear = Ear(away.bot, lambda: True)
    ear.over.set()
    away.slack.faults.plan(Fault("conversations.history", "ratelimited", seconds=30))
    with pytest.raises(SlackApiError):
        ear.look()
    ear.noted = float("-inf")
    assert ear.look() == 0  # one place, in which nothing was said
    assert is_back(away, seconds=1) == 1
