"""The clockwork: what the office does by itself. All that must survive a restart is in the
database; APScheduler only beats time, and any number of processes may beat.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot.leaders import digest
from bot.matters import nudges, story
from bot.office import morning as rules
from bot.office.calendar import years
from bot.papers import questions, weights
from bot.papers.rounds import steps as rounds
from bot.who import days
from handlers import members
from handlers.delivery import deliver_next
from handlers.desk import Office
from handlers.wording import request_for
from storage.papers import rounds as stored

log = logging.getLogger(__name__)

BREATH = 0.05  # seconds from the bell to the first letter: whoever rang it answers first


def look_around(office: Office) -> None:
    """End what has had its time; turn what is due into letters: nudges and notes of every kind."""
    now = office.clock()
    while _end_a_round(office, now):
        pass
    while _sweep(office, now) or _reroute(office, now):
        pass
    with office.sessions.begin() as session:
        today = days.of_office(session, office.tz)
        rules.morning(session, now, today)
        weights.weekly(session, now, today)
        digest.sweep(session, now, today)
        story.redraw(session, now, today)
        years.look(session, now, today)
    office.bell.set()


def _end_a_round(office: Office, now: datetime) -> bool:
    """True if there was one whose time had come: call again."""
    with office.sessions.begin() as session:
        found = stored.due(session, now)
        if found is not None:
            request = request_for(office, session, found.matter.opened_by, now)
            rounds.close_by_itself(replace(request, surface=story.BY_ITSELF), found)
        return found is not None


def _sweep(office: Office, now: datetime) -> bool:
    with office.sessions.begin() as session:
        return nudges.sweep(session, now, days.of_office(session, office.tz))


def _reroute(office: Office, now: datetime) -> bool:
    with office.sessions.begin() as session:
        return questions.reroute(request_for(office, session, None, now))


def deliver(office: Office) -> None:
    """Send all that waits."""
    while deliver_next(office):
        pass


def tidy(office: Office) -> None:
    """Now and then: forget what is of no use, and ask Slack who is there."""
    with office.sessions.begin() as session:
        rules.tidy(session, office.clock())
    members.meet_everybody(office.sessions, office.slack, office.house, office.clock())


class Clockwork:
    """The beats of one process, and its postman, who wakes at the bell after each commit."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.over = threading.Event()
        # APScheduler's own defaults would drop a beat that starts one second late.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self.beats = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
        at_once = datetime.now(UTC)
        self.beats.add_job(look_around, "interval", [office], seconds=1, next_run_time=at_once)
        self.beats.add_job(office.bell.set, "interval", seconds=1, next_run_time=at_once)
        self.beats.add_job(tidy, "interval", [office], hours=6)
        self.postman = threading.Thread(target=self._carry, name="postman")

    def start(self) -> None:
        look_around(self.office)  # what was missed joins what waits, before any of it goes out
        self.beats.start()
        self.postman.start()

    def stop(self) -> None:
        """Let the letter in hand go out, and no other."""
        self.beats.shutdown(wait=True)
        self.over.set()
        self.office.bell.set()
        self.postman.join()

    def _carry(self) -> None:
        while not self.over.is_set():
            self.office.bell.wait()
            self.over.wait(BREATH)
            self.office.bell.clear()
            try:
                while not self.over.is_set() and deliver_next(self.office):
                    pass
            except Exception:
                log.exception("the postman stumbled; at the next bell he goes on")
