"""A whole office at the door: real Bolt, real SQLAlchemy, the real tick; Slack is the rehearsal's
core, in this process, and the clock stands still until it is told to wait.

    door.types("UWANG", "/draft assign …")    door.says("ULINA", "what's overdue?")
    door.presses("ULINA", "Accept")           door.fills_in("UWANG", title="…")
    door.waits(days=2)                        door.reads("ULINA")
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, wraps
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from bot import hearing
from bot.settings import DATA
from storage.db import Sessions, open_database
from tests.databases import Postgres, in_a_file, migrated
from tests.door import Door, Kept

hearing.learn(DATA / "learned")  # where every bot that is started finds it

WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


LONGEST = (  # who waits for a browser or a process beside who computes
    *("test_starts", "test_linear", "test_browser_topic", "test_upgrade", "test_lengths"),
    *("test_browser_draft", "test_cases", "test_votes", "test_apart", "test_understanding"),
    *("test_browser_process", "test_demo", "test_backup", "test_processes", "test_log_of_all"),
    *("test_browser_people", "test_planted", "test_trouble", "test_topics_walk", "test_end_to_end"),
    *("test_outages", "test_kill", "test_visibility", "test_browser", "test_relief"),
    *("test_discretion", "test_supervision_through", "test_pace_page", "test_outbox"),
)


@pytest.hookimpl(optionalhook=True)  # one test is run without it
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: now and then each waits for a browser or a process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no worker waits for the other in the end."""
    place = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_collection_finish() -> None:
    """What was read for all tests is never rubbish, and is no longer searched for any."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


SPARE: list[Sessions] = []  # of finished tests: their engines know every statement already


def _somewhere() -> Sessions:
    return SPARE.pop() if SPARE else open_database("sqlite://")


def empty_office() -> Sessions:
    sessions = _somewhere()
    migrated().backup(sessions.kw["bind"].raw_connection().driver_connection)
    return sessions


@cache
def _in_their_places() -> Kept:
    """The seeded office with everybody in their role, set up once: every test gets a copy."""
    opened = Door(empty_office(), WEDNESDAY)
    opened.casts()
    kept = opened.keeps()
    opened.closes()
    return kept


@pytest.fixture
def door() -> Iterator[Door]:
    """The seeded office on a Wednesday morning, everybody in their role."""
    opened = Door(_somewhere(), WEDNESDAY, begun=_in_their_places())
    yield opened
    opened.closes()
    SPARE.append(opened.bot.sessions)


def scene(play: Callable[[Any], Door]) -> Any:
    """A fixture that is played at the door once; every test begins where it ended.

    It may go on from another scene: whatever its one parameter names.
    """
    [before] = signature(play).parameters
    kept: list[Kept] = []

    @wraps(play)
    def begin(request: pytest.FixtureRequest, door: Door) -> Door:
        if kept:
            door.goes_on_from(kept[0])
        else:
            kept.append(play(request.getfixturevalue(before)).keeps())
        return door

    del begin.__dict__["__wrapped__"]  # what it needs is not what it is played with
    return pytest.fixture(begin)


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
        opened = in_a_file(tmp_path / "office.db")
    yield opened
    opened.kw["bind"].dispose()
