"""What "who is on duty?" costs over a year of rosters in which a thousand days were swapped."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from bot.duty import roster
from bot.duty.roster import Change
from bot.who.request import Request
from handlers.duty.roster import who
from handlers.slack.wording import request_for
from storage.db import Sessions, open_database
from storage.duty import roster as stored
from storage.duty.roster import Tier
from storage.schema import migrate
from storage.who.people import Person
from tests.door import Door

NOW = datetime(2025, 12, 25, 2, 0, tzinfo=UTC)
FIRST, DAYS, SWAPS, ASKED = date(2026, 1, 1), 365, 1_000, 500
TIERS = {Tier.LEAD: ("UWANG", "ULIU", "UZHAO"), Tier.OFFICER: ("UZHANG", "ULINA", "USUN", "UZHOU")}


class Reads:
    """How many statements, and how much CPU the database took for them, in milliseconds."""

    def __init__(self, sessions: Sessions) -> None:
        self.n, self.taken, self._began = 0, 0.0, 0.0
        event.listen(sessions.kw["bind"], "before_cursor_execute", self._begin)
        event.listen(sessions.kw["bind"], "after_cursor_execute", self._end)

    def _begin(self, *_: Any) -> None:
        self._began = time.process_time()

    def _end(self, *_: Any) -> None:
        self.n, self.taken = self.n + 1, self.taken + (time.process_time() - self._began) * 1000


def bench() -> None:
    with TemporaryDirectory() as folder:
        sessions = open_database(f"sqlite:///{folder}/roster.db")
        migrate(sessions)
        door = Door(sessions, NOW)
        door.casts()
        drawn = random.Random(1)
        with sessions.begin() as session:
            request = request_for(door.bot, session, None, NOW)
            _publish(request)
            for _ in range(SWAPS):
                _swap(request, drawn)
        shifts = DAYS * len(TIERS)
        print(f"\nWho is on duty, a year of {shifts} shifts, {SWAPS} swaps, {ASKED} times")
        _measure("who is on, at a minute", door, sessions, drawn, answer=False)
        _measure("the whole answer", door, sessions, drawn, answer=True)
        door.closes()


def _publish(request: Request) -> None:
    people = {one: request.session.get_one(Person, one) for of in TIERS.values() for one in of}
    found = [
        Change(FIRST + timedelta(days=n), tier, None, people[of[n % len(of)]])
        for n in range(DAYS)
        for tier, of in TIERS.items()
    ]
    roster.put(request, found)


def _swap(request: Request, drawn: random.Random) -> None:
    """Two days of a month change hands."""
    tier, n = drawn.choice(list(TIERS)), drawn.randrange(DAYS - 30)
    first = FIRST + timedelta(days=n)
    there = stored.between(request.session, first, first + timedelta(days=29))
    one, other = drawn.sample([shift for shift in there if shift.tier is tier], 2)
    mine, theirs = one.person, other.person
    roster.put(
        request, [Change(one.day, tier, mine, theirs), Change(other.day, tier, theirs, mine)]
    )


def _measure(
    name: str, door: Door, sessions: Sessions, drawn: random.Random, *, answer: bool
) -> None:
    reads, laps = Reads(sessions), []
    for _ in range(ASKED):
        now = NOW + timedelta(days=8, minutes=drawn.randrange(350 * 24 * 60))
        with sessions() as session:
            person = session.get_one(Person, "ULINA")
            request = replace(request_for(door.bot, session, person, now), now=now)
            n, taken, started = reads.n, reads.taken, time.process_time()
            said = who(request, {}) if answer else stored.running(session, now)
            whole = (time.process_time() - started) * 1000
            laps.append((reads.n - n, reads.taken - taken, whole - (reads.taken - taken)))
            assert said is not None
    statements, database, ours = (statistics.median(one) for one in zip(*laps, strict=True))
    print(
        f"  {name}: {statements:.0f} statements, {database:.2f} ms CPU; beside them {ours:.2f} ms"
    )


if __name__ == "__main__":
    bench()
