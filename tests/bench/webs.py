"""Requests a second, and how long the slowest wait, with one, two and four processes that answer.

As many people as there are lines ask as fast as they are answered. A bare echo, one process, takes
its turn in the same minute: ratios to that are what counts.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import update

from storage.db import open_database
from storage.schema import migrate
from storage.who.people import Person, Role
from tests.bench.stage import Stage, stage
from tests.databases import Postgres

PROCESSES, LINES = (1, 2, 4), 12
WARM_UP, SECONDS = 3.0, 6.0
CROWD = 300  # nobody comes over their own limit
ASKED, ECHOED = "/office overdue", "/draft overdue"
COLUMNS = "{:<24}{:>10}{:>10}{:>12}{:>12}"


def bench() -> None:
    print(f"\nRequests a second over signed HTTP, {LINES} at a time, {ASKED!r}")
    print(COLUMNS.format("", "a second", "p99 ms", "/ echo", "p99 / echo"))
    with TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        for n in PROCESSES:
            _compare("SQLite", n, f"sqlite:///{folder}/{n}.db")
        server = Postgres(Path(folder) / "server")
        try:
            for n in PROCESSES:
                url = server.empty_office().kw["bind"].url
                _compare("PostgreSQL", n, url.render_as_string(hide_password=False))
        finally:
            server.close()


def _compare(name: str, processes: int, url: str) -> None:
    """A part of the time for each in turn, so that the noise of the machine strikes both."""
    with ExitStack() as opened:
        echo = opened.enter_context(
            stage(["tests.bench.echo", "inline"], "signed HTTP", crowd=CROWD)
        )
        ours = opened.enter_context(_webs(processes, url))
        laps: dict[Stage, list[float]] = {echo: [], ours: []}
        for one in laps:
            _asks(one, WARM_UP, ASKED if one is ours else ECHOED)
            one.watch.taken()
        for _ in range(2):
            for one in laps:
                _asks(one, SECONDS / 2, ASKED if one is ours else ECHOED)
                laps[one] += one.watch.taken()
        mishaps = echo.watch.mishaps + ours.watch.mishaps
    (floor, least), (rate, slow) = (_of(laps[one]) for one in (echo, ours))
    shown = [f"{rate:.0f}", f"{slow:.0f}", f"{rate / floor:.2f}", f"{slow / least:.1f}"]
    print(COLUMNS.format(f"{name}, {processes} web", *shown), flush=True)
    if mishaps:
        print(f"{mishaps} were not answered")


def _of(laps: list[float]) -> tuple[float, float]:
    """Answers a second, and the time in milliseconds within which 99 in 100 came."""
    return len(laps) / SECONDS, sorted(laps)[int(len(laps) * 0.99)]


@contextmanager
def _webs(processes: int, url: str) -> Iterator[Stage]:
    sessions = open_database(url)
    migrate(sessions)
    sessions.kw["bind"].dispose()
    app = ["bot", "web"]
    with stage(app, "signed HTTP", processes, CROWD, DATABASE_URL=url) as opened:
        _let_in(url)
        yield opened


def _let_in(url: str) -> None:
    """The crowd is of the office."""
    sessions = open_database(url)
    with sessions.begin() as session:
        session.execute(update(Person).values(role=Role.STAFF))
    sessions.kw["bind"].dispose()


def _asks(one: Stage, seconds: float, line: str) -> None:
    end = time.monotonic() + seconds

    def asks() -> None:
        while time.monotonic() < end:
            one.types(line)

    with ThreadPoolExecutor(LINES) as lines:
        for asked in [lines.submit(asks) for _ in range(LINES)]:
            asked.result()
