"""The last days are played before the page opens: each line at its time, by the hands of the people
in the rehearsal.
"""

from __future__ import annotations

import json
import time

from bot.who import days
from handlers.clockwork import deliver, tick
from handlers.demo import cast
from handlers.demo.lately import lines
from handlers.slack.desk import Bot
from rehearsal import Clock
from rehearsal.slack import Slack
from storage.matters import sending

AN_ANSWER = 1.0  # second; a press may be answered where it was
PATIENCE = 20.0  # seconds in which what the demo waits for has to be there


def play(bot: Bot, clock: Clock, slack: Slack) -> None:
    """What was said in the last days, each at its time; then it is now again."""
    now = clock.now()
    with bot.sessions() as session:
        calendar = days.of_office(session, bot.tz)
    story = list(lines(now, calendar))
    clock.turn_to(story[0][0])
    cast.greet(bot.sessions, clock.now())
    deliver(bot)
    for at, who, words in story:
        _wait_for_the_postmen(bot)
        clock.turn_to(at)
        tick(bot)
        deliver(bot)
        there = len(slack.sees(who, "DM"))
        if isinstance(words, dict):
            slack.submits(who, **words)
        elif words.startswith("["):  # a button of what they read last
            _press(slack, who, words.strip("[]"))
        else:
            slack.says(who, "DM", words)
            there += 1
        deliver(bot)
        _wait_for_an_answer(bot, slack, who, there)
    _wait_for_the_postmen(bot)
    clock.turn_to(now)


def _wait_for_the_postmen(bot: Bot) -> None:
    """What they have in hand would be late, as their clock is the one that is turned."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with bot.sessions() as session:
            if not sending.is_under_way(session):
                return
        time.sleep(0.01)


def _press(slack: Slack, who: str, label: str) -> None:
    """The newest button of that name, as soon as it is there: others carry letters, too."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for message in reversed(slack.sees(who, "DM")):
            if f'"{label}"' in json.dumps(message.blocks, ensure_ascii=False):
                slack.presses(who, "DM", message.ts, label)
                return
        time.sleep(0.05)
    raise LookupError(f"{who} sees no {label!r}")


def _wait_for_an_answer(bot: Bot, slack: Slack, who: str, there: int) -> None:
    """What was said is done before the clock goes on: it came to the bot by another line. A form
    that opened is an answer, too.
    """
    until = time.monotonic() + AN_ANSWER
    while len(slack.sees(who, "DM")) <= there and time.monotonic() < until:
        if slack.modal(who):
            return
        time.sleep(0.02)
        deliver(bot)
