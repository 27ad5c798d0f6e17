"""The clockwork: what the office does by itself. All that must survive a restart is in the
database; APScheduler only beats time, and any number of processes may beat.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.duty import anew, feeds, incidents, notices, roster, shifts, swaps
from bot.language.workdays import Calendar
from bot.leaders import coverage, digest, reports, waits
from bot.matters import nudges, story
from bot.office import morning as rules
from bot.office.calendar import stand_in, years
from bot.papers import questions, weights
from bot.papers.rounds import steps as rounds
from bot.people import (
    appointments,
    assessments,
    goals,
    pulse,
    seats,
    strengths,
    talks,
)
from bot.processes import bulletin, counts, positions, supervision
from bot.processes.regulations import gaps
from bot.processes.regulations import life as regulations
from bot.research import mileage, quarter, votes, wanted
from bot.who import days
from bot.who.request import Request
from handlers.slack import members
from handlers.slack.alarm import watched
from handlers.slack.delivery import deliver_next
from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from handlers.slack.postman import BEAT, Postman
from handlers.slack.wording import request_for
from storage import memory
from storage.duty.incidents import INCIDENTS_SPEAKING
from storage.duty.notices import FOLLOWED
from storage.duty.roster import POINTS_DUE, SHIFTS_SPEAKING
from storage.duty.swaps import SWAPS_OVER
from storage.matters import due, turned
from storage.matters.followups import TO_NUDGE
from storage.matters.journal import BY_ITSELF
from storage.matters.matter import OLD_CARDS
from storage.papers.questions import TO_ANSWER
from storage.papers.rounds import ROUNDS_OVER
from storage.people.goals import GOALS_JOINED
from storage.people.opportunities import SEATS_SPEAKING
from storage.people.pulse import PULSES_DUE
from storage.people.strengths import STRENGTHS_SAID
from storage.processes.cases import TO_GO_UP
from storage.processes.regulations import REVIEWS_DUE
from storage.processes.supervision import EFFECT_DUE
from storage.research.votes import VOTES_DUE
from storage.who.people import Person

log = logging.getLogger(__name__)

A_STEP = timedelta(seconds=2)  # more than clocks are set right by as they run
A_YEAR = timedelta(days=366)


# What is done when a moment has come, and who waits for it: one statement asks for all of them.
Waiting = dict[Callable[..., Any], Select[Any]]
ENDS: Waiting = {  # each by itself, in a transaction of its own
    rounds.close_by_itself: ROUNDS_OVER,
    swaps.lapse: SWAPS_OVER,
    votes.come_due: VOTES_DUE,
    pulse.come_due: PULSES_DUE,
    reports.follow: reports.OUT_OF_STEP,
    waits.follow: waits.OUT_OF_STEP,
    supervision.wonder: EFFECT_DUE,
    positions.go_up: TO_GO_UP,
    regulations.fall_due: REVIEWS_DUE,
}
SWEEPS: Waiting = {nudges.sweep: TO_NUDGE, questions.reroute: TO_ANSWER}
SAYS: Waiting = {
    story.redraw: OLD_CARDS,
    shifts.speak: SHIFTS_SPEAKING,
    incidents.speak: INCIDENTS_SPEAKING,
    seats.remind: SEATS_SPEAKING,
    strengths.yearly: STRENGTHS_SAID,
    goals.warn: GOALS_JOINED,
    lambda session, now, _: shifts.remind(session, now): POINTS_DUE,
    lambda session, now, _: notices.follow(session, now): FOLLOWED,
}
# What is done at a time of day looks for itself whether it has come.
BY_THE_CLOCK: Sequence[Callable[[Session, datetime, Calendar], None]] = (
    rules.morning,
    weights.weekly,
    bulletin.monthly,
    mileage.monthly,
    digest.sweep,
    shifts.warn_of_gaps,
    stand_in.hand_back,
    stand_in.remind,
    wanted.nudge,
    quarter.write,
    notices.speak,
    coverage.weekly,
    gaps.monthly,
    counts.monthly,
)
# What is begun in the name of whoever directs, once its day has come.
Director = Callable[[Session, datetime, Calendar], Person | None]
BEGUN: Mapping[Director, Callable[[Request], None]] = {
    assessments.come: assessments.begin_all,
    pulse.come: pulse.begin,
}


@watched
def tick(bot: Bot) -> None:
    """End what has had its time; turn what is due into letters: nudges and notes of every kind."""
    now = bot.clock()
    come = _look(bot, now)
    while come & ENDS.keys():
        _end(bot, now, come)
        come = _look(bot, now)
    while nudges.sweep in come and _sweep(bot, now):
        pass
    while questions.reroute in come and _reroute(bot, now):
        pass
    with bot.sessions.begin() as session:
        today = days.of_office(session, bot.tz)
        memory.rows(session, Person)  # for when nothing can be asked
        if bot.days != [today]:  # they have changed since the last beat, or there was none
            roster.retime(session, now, today)
        for do in BY_THE_CLOCK:
            do(session, now, today)
        for year in years.look(session, now, today):
            anew.year_known(request_for(bot, session, None, now), year)
        for is_due, begin in BEGUN.items():
            if director := is_due(session, now, today):
                begin(replace(request_for(bot, session, director, now), surface=BY_ITSELF))
        for say in (one for one in SAYS if one in come):
            say(session, now, today)
    bot.days[:] = [today]
    bot.wake.set()


def _look(bot: Bot, now: datetime) -> set[Callable[..., Any]]:
    """What is to be done now of all that waits for a moment."""
    midnight = datetime.combine(now.astimezone(bot.tz), time_of_day.min, bot.tz)
    with bot.sessions.begin() as session:
        return due.come(session, ENDS | SWEEPS | SAYS, now, midnight)


def _end(bot: Bot, now: datetime, come: Collection[Callable[..., Any]]) -> None:
    """One of each: a round, a swap, a vote whose time has come."""
    with bot.sessions.begin() as session:
        found = {end: due.first(session, ENDS[end], now) for end in ENDS if end in come}
        for end, one in found.items():
            if one is not None:
                request = request_for(bot, session, one.matter.opened_by, now)
                end(replace(request, surface=BY_ITSELF), one)


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
        now = bot.clock()
        rules.tidy(session, now)
        feeds.tidy(session)
        talks.tidy(session, now)
        appointments.tidy(session, now)
    members.meet_everybody(bot.sessions, bot.slack, bot.workspace, bot.clock())


class Clockwork:
    """The beats of one process, and its postman, who is woken after each commit. Without `beats`
    he carries what visits have written at once, and leaves the rest to processes that have them.
    """

    def __init__(self, bot: Bot, beats: bool = True) -> None:
        self.bot, self.has_beats = bot, beats
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
        if self.has_beats:
            with self.bot.sessions.begin() as session:
                turned.clip(session, self.bot.clock())
            tick(self.bot)  # what was missed joins what waits, before any of it goes out
            self.beats.start()
        self.postman.start()
        self.keeper.start()

    def stop(self) -> None:
        self.over.set()
        self.keeper.join()
        if self.has_beats:
            self.beats.shutdown(wait=True)
        self.postman.stop()

    def _keep_time(self) -> None:
        """The beats follow a clock that somebody may set; this counts by one that nobody can."""
        while not self.over.wait(BEAT):
            try:
                notice(self.bot, self.watch)
            except SQLAlchemyError as error:
                log.error("the clock was not looked after: %s", whence(error))
            if self.has_beats:
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
