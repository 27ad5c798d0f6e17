"""The clockwork: what the office does by itself. All that must survive a restart is in the
database; APScheduler only beats time, and any number of processes may beat.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

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
from handlers.slack.discretion import whence
from handlers.slack.postman import BEAT, Postman
from handlers.slack.wording import request_for
from storage.duty import swaps as asked
from storage.matters import turned
from storage.papers import rounds as stored
from storage.research import votes as running

log = logging.getLogger(__name__)

A_STEP = timedelta(seconds=2)  # more than clocks are set right by as they run
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
        self.watch = Watch(bot.clock, time.monotonic)
        self.keeper = threading.Thread(target=self._keep_time, name="keeper")

    def start(self) -> None:
        self.watch.look()
        with self.bot.sessions.begin() as session:
            turned.clip(session, self.bot.clock())
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
        """The beats follow a clock that somebody may set; this counts by one that nobody can."""
        while not self.over.wait(BEAT):
            try:
                notice(self.bot, self.watch)
            except SQLAlchemyError as error:
                log.error("the clock was not looked after: %s", whence(error))
            catch_up(self.beats, datetime.now(UTC))


@dataclass
class Watch:
    """Sees a clock go back, by another that does not step."""

    clock: Callable[[], datetime]
    steady: Callable[[], float]
    last: tuple[datetime, float] | None = None

    def look(self) -> tuple[datetime, datetime] | None:
        """What it should show and what it shows, if it has been set back since it was looked at."""
        now, steady = self.clock(), self.steady()
        before, self.last = self.last, (now, steady)
        if before is None:
            return None
        was = before[0] + timedelta(seconds=steady - before[1])
        return (was, now) if was - now > A_STEP else None


def notice(bot: Bot, watch: Watch) -> None:
    """If the clock has gone back, nobody waits for it to come round again."""
    if step := watch.look():
        was, now = step
        log.warning("the clock was set back by %s", was - now)
        with bot.sessions.begin() as session:
            turned.set_back(session, was, now)
        bot.wake.set()


def catch_up(beats: BackgroundScheduler, now: datetime) -> None:
    """A beat that lies further ahead than it is from one to the next is due."""
    for beat in beats.get_jobs():
        if beat.next_run_time is not None and beat.next_run_time - now > beat.trigger.interval:
            beat.modify(next_run_time=now)
