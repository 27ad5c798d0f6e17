"""10,000 reminders while all that can go wrong does: each is said, and once.

So many reminders with `REMINDERS=2000 python -m tests.faults thousands`.
"""

from __future__ import annotations

import os
import random
import signal
import time
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError

from storage.db import table_of
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Reader, Visibility
from storage.matters.outbox import Letter
from tests.databases import Postgres
from tests.faults.office import WEDNESDAY, Office, office, until
from tests.faults.rows import Found, row
from tests.faults.traps import MOMENTS, Traps

REMINDERS = int(os.environ.get("REMINDERS", "10000"))
ROUNDS, AT_ONCE = 10, 10  # so many to each person, in each round: as many as a message has lines
APART = timedelta(minutes=3)  # from round to round
FAULTS = ("ratelimited", "http_500", "drop_before", "drop_after", "internal_error")
LATENCY, A_ROUND, QUIET, TO_REST = 0.01, 8, 1, 240  # seconds
MOST_OF_THEM = 0.8  # of a round's messages are out before the next begins, or time is up


@row("lost 0, doubled 0", mostly_waits=True)
def six_processes_on_a_server() -> Found:
    """10,000 reminders, six processes, and two restarts of the database (PostgreSQL)."""
    with TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        server = Postgres(Path(folder))
        try:
            url = server.empty_office().kw["bind"].url.render_as_string(hide_password=False)
            return _played(processes=6, server=server, database_url=url)
        finally:
            server.close()


@row("lost 0, doubled 0", mostly_waits=True)
def one_process_on_a_file() -> Found:
    """10,000 reminders, one process (SQLite)."""
    return _played(processes=1)


@row("lost 0, doubled 0", mostly_waits=True)
def two_processes_on_a_file() -> Found:
    """10,000 reminders, two processes (SQLite)."""
    return _played(processes=2)


@dataclass
class Campaign:
    """What goes wrong, in an order that a seed decides, and how often it did."""

    opened: Office
    processes: int
    server: Postgres | None
    traps: Traps
    dice: random.Random = field(default_factory=lambda: random.Random(13))
    done: Counter[str] = field(default_factory=Counter)

    def plays(self) -> None:
        moments = cycle(MOMENTS)
        for n in range(ROUNDS):
            self.opened.stage.turn(seconds=APART.total_seconds())
            for fault in FAULTS:
                after = self.dice.randrange(len(self.opened.crowd))
                self.opened.slack.fault("chat.postMessage", fault, 3, after=after, seconds=5)
            for _ in range(2):
                self.traps.set(next(moments), after=self.dice.randrange(60))
            if n % 3 == 1:
                self._freezes()
            if self.server is not None and n in (3, 6):
                self.server.restarts()
                self.done["restarts of the database"] += 1
            self._waits_for_most_of_a_round()
            self._replaces_the_dead()
        self.opened.slack.faults.clear()
        self._comes_to_rest()

    def _comes_to_rest(self) -> None:
        """The clock is turned only while nothing comes: leases are to run out for the dead, not for
        those whom this machine keeps waiting.
        """
        end = time.monotonic() + TO_REST
        while not self._all_is_said() and time.monotonic() < end:
            if not self._one_comes():
                self.opened.stage.turn(seconds=5)

    def _one_comes(self) -> bool:
        there = self.opened.arrived().total()
        return until(lambda: self.opened.arrived().total() > there, QUIET)

    def _waits_for_most_of_a_round(self) -> None:
        opened = self.opened
        wanted = opened.arrived().total() + len(opened.crowd) * MOST_OF_THEM
        until(lambda: opened.arrived().total() >= wanted, A_ROUND)

    def _freezes(self) -> None:
        """One stands still for longer than its lease, and goes on as if nothing had been."""
        time.sleep(self.dice.uniform(0.5, 1.5))
        self._replaces_the_dead()
        victim = self.dice.choice(self.opened.running)
        with suppress(ProcessLookupError):  # a trap was faster
            os.kill(victim.pid, signal.SIGSTOP)
            self.opened.stage.turn(seconds=65)
            time.sleep(0.5)
            self.opened.stage.turn(seconds=30)
            os.kill(victim.pid, signal.SIGCONT)
            self.done["freezes past the lease"] += 1

    def _replaces_the_dead(self) -> None:
        running = self.opened.running
        running[:] = [one for one in running if one.is_alive()]
        missing = self.processes - len(running)  # one that starts may fall into a trap at once
        running += [self.opened.stage.starts_bot() for _ in range(missing)]

    def _all_is_said(self) -> bool:
        self._replaces_the_dead()
        with self.opened.looks() as connection:
            untold = select(func.count()).where(FollowUp.nudge_at == FollowUp.due_at)
            return not connection.scalar(untold) and self.opened.is_settled()

    def found(self) -> Found:
        told = _told(self.opened)
        lost, doubled = REMINDERS - len(told), told.total() - len(told)
        for moment in self.traps.sprung:
            self.done[f"killed {moment}"] += 1
        seen = ", ".join(f"{what} {often}" for what, often in self.done.items())
        posted = self.opened.arrived().total()
        return Found(
            f"{REMINDERS} reminders in {posted} messages; {seen}; lost {lost}, doubled {doubled}",
            lost == doubled == 0 and self.done.keys() > {f"killed {one}" for one in MOMENTS},
        )


def _played(processes: int, server: Postgres | None = None, **settings: object) -> Found:
    with office(people=REMINDERS // (ROUNDS * AT_ONCE), **settings) as opened:
        opened.admits_the_crowd()
        _remind(opened)
        traps = Traps(lambda letter: _sender(opened, letter), LATENCY)
        opened.slack.faults, opened.slack.latency = traps, LATENCY
        opened.begins(processes)
        campaign = Campaign(opened, processes, server, traps)
        campaign.plays()
        return campaign.found()


def _remind(opened: Office) -> None:
    """Everybody in the crowd of ten things at a time."""
    told = {"kind": "followups", "prefix": "F", "visibility": Visibility.NAMED, "source": ""}
    owed = {"duty": "followups.duty", "ladder": "reminder", "opened_at": WEDNESDAY}
    rows: list[dict[str, object]] = [
        {"n": n, "who": who, "due": WEDNESDAY + (n % ROUNDS + 1) * APART}
        for n, who in zip(range(1, REMINDERS + 1), cycle(_each_ten_times(opened)), strict=False)
    ]
    matters = [
        {"id": one["n"], "title": f"Paper {one['n']}", "opened_by_id": one["who"],
         "owner_id": one["who"], "due_at": one["due"], "opened_at": WEDNESDAY, **told}
        for one in rows
    ]  # fmt: skip
    followups = [
        {"id": one["n"], "matter_id": one["n"], "person_id": one["who"],
         "asked_by_id": one["who"], "due_at": one["due"], "nudge_at": one["due"], **owed}
        for one in rows
    ]  # fmt: skip
    readers = [{"matter_id": one["n"], "person_id": one["who"], "copied": False} for one in rows]
    with opened.sessions.begin() as session:
        for kind, of in ((Matter, matters), (FollowUp, followups), (Reader, readers)):
            session.execute(insert(table_of(kind)), of)


def _each_ten_times(opened: Office) -> list[str]:
    return [who for who in opened.crowd for _ in range(ROUNDS)]


def _sender(opened: Office, letter: int) -> int | None:
    """The process that has it in hand: a lease names it. None while the database is away."""
    with suppress(OperationalError), opened.looks() as connection:
        owner = connection.scalar(select(Letter.lease_owner).where(Letter.id == letter))
        if owner:
            return int(owner.split(":")[1])
    return None


def _told(opened: Office) -> Counter[int]:
    """How often each reminder stands in Slack: by the letters that stand there, and their lines."""
    with opened.looks() as connection:
        letters = connection.execute(select(Letter.id, Letter.blanks)).all()
    lines = {number: [one for one, _ in said.get("lines", ())] for number, said in letters}
    told: Counter[int] = Counter()
    for letter, often in opened.arrived().items():
        for one in lines[int(letter)]:
            told[one] += often
    return told
