"""What work on fixed ways costs: a case begun, and a morning with 2,000 open steps beside the same
minute of an office that has none.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from bot.matters import life
from bot.processes import ways
from bot.processes.cases import KIND
from bot.who.request import Request
from handlers.clockwork import tick
from handlers.demo.cast import POSTS
from handlers.slack.wording import request_for
from storage.db import Sessions, open_database
from storage.matters.outbox import Letter, LetterKind
from storage.schema import migrate
from storage.who.people import Person
from tests.bench.roster import Reads
from tests.door import Door

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # a Tuesday, 15:00 in Shanghai
MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
CASES = 2_000 // len(POSTS)  # everybody has a step of each
NAME = "read-it"
WAY = """
[data]
called = { en = "Read it", zh = "传阅" }
[data.field.title]
kind = "line"
needed = true
label = { en = "What", zh = "事由" }
[data.field.readers]
kind = "people"
needed = true
label = { en = "Who", zh = "谁" }
[[data.step]]
name = "read"
called = { en = "Read", zh = "传阅" }
who = "readers"
due = "1 d"
"""


def bench() -> None:
    print(f"\nWork on fixed ways, {CASES * len(POSTS):,} open steps of {len(POSTS)} people")
    _morning("a morning with none", 0)
    _morning("a morning with them", CASES)


def _morning(name: str, cases: int) -> None:
    with TemporaryDirectory() as folder:
        sessions = open_database(f"sqlite:///{folder}/cases.db")
        migrate(sessions)
        door = Door(sessions, NOW)
        door.casts()
        if cases:
            _begins(door, sessions, cases)
        tick(door.bot)  # what a first beat alone does
        door.clock.turn_to(MORNING + timedelta(seconds=1))
        reads, started = Reads(sessions), time.process_time()
        tick(door.bot)
        whole = (time.process_time() - started) * 1000
        print(f"  {name}: {reads.n} statements, {whole:.0f} ms CPU; nudges {_nudges(sessions)}")
        door.closes()


def _begins(door: Door, sessions: Sessions, cases: int) -> None:
    """One after the other, each in a transaction of its own."""
    with sessions.begin() as session:
        director = session.get_one(Person, "UZHAO")
        ways.publish(request_for(door.bot, session, director, NOW), NAME, WAY)
    reads, laps = Reads(sessions), []
    for n in range(cases):
        at, started = reads.n, time.process_time()
        with sessions.begin() as session:
            request = request_for(door.bot, session, session.get_one(Person, "UCHEN"), NOW)
            life.begin(request, KIND, _told(request, n))
        laps.append((reads.n - at, (time.process_time() - started) * 1000))
    statements, taken = (statistics.median(one) for one in zip(*laps, strict=True))
    print(f"  a case begun, {len(POSTS)} steps: {statements:.0f} statements, {taken:.1f} ms CPU")


def _told(request: Request, n: int) -> dict[str, Any]:
    people = [request.session.get_one(Person, who) for who in POSTS]
    told = {"readers": people, "title": f"通知 {n + 1}"}
    return {"process": ways.current(request, NAME), "title": told["title"], "facts": told}


def _nudges(sessions: Sessions) -> str:
    """How many messages each is sent, the least and the most."""
    with sessions() as session:
        sent = select(Letter.to).where(Letter.kind == LetterKind.NUDGE)
        each = Counter(session.scalars(sent))
    least, most = min(each.values(), default=0), max(each.values(), default=0)
    return f"to {len(each)} people, {least} to {most} each"


if __name__ == "__main__":
    bench()
