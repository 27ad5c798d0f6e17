"""The clockwork: what the office does by itself. All that must survive a restart is in the
database; APScheduler only beats time, and any number of processes may beat.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from bot.duty import anew, feeds, incidents, notices, roster, shifts, swaps
from bot.leaders import digest
from bot.matters import nudges, story
from bot.office import morning as rules
from bot.office.calendar import stand_in, years
from bot.papers import questions, weights
from bot.papers.rounds import steps as rounds
from bot.research import votes, wanted
from bot.who import days
from handlers.slack import members
from handlers.slack.delivery import deliver_next
from handlers.slack.desk import Bot
from handlers.slack.postman import BEAT, Postman
from handlers.slack.wording import request_for
from storage.duty import swaps as asked
from storage.papers import rounds as stored
from storage.research import votes as running

A_YEAR = timedelta(days=366)


def tick(bot: Bot) -> None:
    """End what has had its time; turn what is due into letters: nudges and notes of every kind."""
    now = bot.clock()
    while _end_one(bot, now):
        pass
    while _sweep(bot, now) or _reroute(bot, now):
        pass
    with bot.sessions.begin() as session:
        today = days.of_office(session, bot.tz)
        rules.morning(session, now, today)
        weights.weekly(session, now, today)
        digest.sweep(session, now, today)
        story.redraw(session, now, today)
        for year in years.look(session, now, today):
            anew.year_known(request_for(bot, session, None, now), year)
        shifts.speak(session, now, today)
        incidents.speak(session, now, today)
        shifts.warn_of_gaps(session, now, today)
        stand_in.hand_back(session, now, today)
        wanted.nudge(session, now, today)
        shifts.remind(session, now)
        notices.speak(session, now, today)
        notices.follow(session, now)
    bot.wake.set()


def _end_one(bot: Bot, now: datetime) -> bool:
    """A round, a swap or a vote whose time has come. True if there was one: call again."""
    with bot.sessions.begin() as session:
        ends: Sequence[tuple[Any, Callable[..., Any]]] = (
            (stored.due(session, now), rounds.close_by_itself),
            (asked.over(session, now), swaps.lapse),
            (running.due(session, now), votes.come_due),
        )
        for found, end in ends:
            if found is not None:
                request = request_for(bot, session, found.matter.opened_by, now)
                end(replace(request, surface=story.BY_ITSELF), found)
        return any(found is not None for found, _ in ends)


def _sweep(bot: Bot, now: datetime) -> bool:
    with bot.sessions.begin() as session:
        return nudges.sweep(session, now, days.of_office(session, bot.tz))


def _reroute(bot: Bot, now: datetime) -> bool:
    with bot.sessions.begin() as session:
        return questions.reroute(request_for(bot, session, None, now))


def deliver(bot: Bot) -> None:
    """Send all that waits."""
    while deliver_next(bot):
        pass


def tidy(bot: Bot) -> None:
    """Now and then: forget what is of no use, and ask Slack who is there."""
    with bot.sessions.begin() as session:
        now, today = bot.clock(), days.of_office(session, bot.tz)
        rules.tidy(session, now)
        roster.retime(session, now, today, today.today(now) + A_YEAR)
        feeds.tidy(session)
    members.meet_everybody(bot.sessions, bot.slack, bot.workspace, bot.clock())


class Clockwork:
    """The beats of one process, and its postman, who is woken after each commit."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.over = threading.Event()
        # APScheduler's own defaults would drop a beat that starts one second late.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self.beats = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
        self.beats.add_job(
            tick, "interval", [bot], seconds=1, id="tick", next_run_time=datetime.now(UTC)
        )
        self.beats.add_job(tidy, "interval", [bot], hours=6, id="tidy")
        self.postman = Postman(bot)
        self.keeper = threading.Thread(target=self._keep_time, name="keeper")

    def start(self) -> None:
        tick(self.bot)  # what was missed joins what waits, before any of it goes out
        self.beats.start()
        self.postman.start()
        self.keeper.start()

    def stop(self) -> None:
        self.over.set()
        self.keeper.join()
        self.beats.shutdown(wait=True)
        self.postman.stop()

    def _keep_time(self) -> None:
        while not self.over.wait(BEAT):
            pass
