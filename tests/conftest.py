"""A whole office at the door: real Bolt, real SQLAlchemy, the real tick; Slack is the rehearsal's
core, in this process, and the clock stands still until it is told to wait.

    door.types("UWANG", "/draft assign …")    door.says("ULINA", "what's overdue?")
    door.presses("ULINA", "Accept")           door.fills_in("UWANG", title="…")
    door.waits(days=2)                        door.reads("ULINA")
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from storage.db import Sessions, open_database
from storage.schema import migrate
from tests.databases import Postgres
from tests.door import Door

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@cache
def _migrated() -> sqlite3.Connection:
    """An empty office, migrated once: every test gets a copy."""
    sessions = open_database("sqlite://")
    migrate(sessions)
    connection = sessions.kw["bind"].raw_connection().driver_connection
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.backup(kept)
    sessions.kw["bind"].dispose()
    return kept


SPARE: list[Sessions] = []  # of finished tests: their engines know every statement already


def empty_office() -> Sessions:
    sessions = SPARE.pop() if SPARE else open_database("sqlite://")
    _migrated().backup(sessions.kw["bind"].raw_connection().driver_connection)
    return sessions


@pytest.fixture
def door() -> Iterator[Door]:
    """The seeded office on a Wednesday morning, everybody in their role."""
    opened = Door(empty_office(), WEDNESDAY)
    opened.casts()
    yield opened
    opened.closes()
    SPARE.append(opened.bot.sessions)


@pytest.fixture
def fresh_door() -> Iterator[Door]:
    """An office nobody has set up yet."""
    opened = Door(empty_office(), WEDNESDAY)
    yield opened
    opened.closes()
    SPARE.append(opened.bot.sessions)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real PostgreSQL, started when the first test wants it."""
    server = Postgres(tmp_path_factory.mktemp("postgres"))
    yield server
    server.close()


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    """An empty office that many may work in at once."""
    if request.param == "postgres":
        opened = request.getfixturevalue("postgres").empty_office()
    else:
        opened = open_database(f"sqlite:///{tmp_path}/office.db")
        migrate(opened)
    yield opened
    opened.kw["bind"].dispose()
