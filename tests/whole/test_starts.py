"""Starts that cannot be: each ends with one line that says what to do, and no line to Slack."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import text

from rehearsal import Rehearsal
from storage.db import Sessions
from storage.schema import migrate
from tests.bot_process import Stage, typed
from tests.databases import Postgres, in_a_file
from tests.door import MANIFEST
from tests.whole.test_end_to_end import free_port, wait_for

ROOT = Path(__file__).parents[2]
NEWER = (
    "callboard: DATABASE_URL: a newer version of Callboard has been at this database; "
    "start that one, or restore the back-up made before it"
)
OLDER = (
    "callboard: DATABASE_URL: its tables are not those of this version; make a back-up, then type: "
    "env DATABASE_URL=ADDRESS .venv/bin/python -m bot migrate"
)


def test_a_missing_setting_ends_the_start_with_one_line():
    """Typed in a shell, as all the others may be."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-m", "bot"],
        cwd=ROOT,
        env=kept | {"SLACK_BOT_TOKEN": "xoxb-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (
        2,
        "callboard: SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) "
        "must be set\n",
    )


def test_a_token_that_slack_refuses_ends_the_start_with_one_line(tmp_path):
    with Rehearsal(MANIFEST) as slack:
        ended = typed(
            SLACK_BOT_TOKEN=slack.bot_token,
            SLACK_APP_TOKEN="xapp-of-yesterday",
            SLACK_API_URL=slack.api_url,
            DATABASE_URL=f"sqlite:///{tmp_path}/bot.db",
        )
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (
        2,
        "callboard: SLACK_APP_TOKEN: Slack says invalid_auth",
    )
    assert "Traceback" not in ended.stderr


# --- the database ---------------------------------------------------------------------------------


@pytest.fixture
def slack() -> Iterator[Rehearsal]:
    with Rehearsal(MANIFEST) as opened:
        yield opened


def last_line(slack: Rehearsal, url: str) -> str:
    """What a start says of this database; it has ended, and never had a line to Slack."""
    ended = typed(
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_API_URL=slack.api_url,
        DATABASE_URL=url,
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert slack.slack.log.calls("apps.connections.open") == []
    return ended.stderr.splitlines()[-1]


def url_of(sessions: Sessions) -> str:
    return str(sessions.kw["bind"].url.render_as_string(hide_password=False))


def does(sessions: Sessions, statement: str) -> str:
    """Something is done to a database; its address."""
    with sessions.begin() as session:
        session.execute(text(statement))
    sessions.kw["bind"].dispose()
    return url_of(sessions)


@pytest.fixture
def office(tmp_path: Path) -> Sessions:
    return in_a_file(tmp_path / "bot.db")


def test_a_start_that_fails_half_way_ends_and_holds_no_line(slack, office):
    line = last_line(slack, does(office, "DROP TABLE rounds"))
    assert line == "callboard: DATABASE_URL: (sqlite3.OperationalError) no such table: rounds"


def test_a_database_of_a_later_version_is_left_alone(slack, office):
    url = does(office, "UPDATE alembic_version SET version_num = '9999'")
    assert last_line(slack, url) == NEWER


@pytest.mark.postgres
def test_on_a_server_nothing_is_altered_and_it_is_said_what_to_type(slack, postgres: Postgres):
    empty = postgres.empty_database()
    assert last_line(slack, url_of(empty)) == OLDER

    migrate(empty, "0013")
    assert last_line(slack, url_of(empty)) == OLDER

    newer = does(empty, "UPDATE alembic_version SET version_num = '9999'")
    assert last_line(slack, newer) == NEWER


@pytest.mark.postgres
def test_what_it_says_to_type_helps(slack, postgres: Postgres):
    empty = postgres.empty_database()
    url = url_of(empty)
    assert typed("migrate", DATABASE_URL=url).returncode == 0

    assert "rounds" in last_line(slack, does(empty, "DROP TABLE rounds CASCADE"))

    does(empty, "UPDATE alembic_version SET version_num = '9999'")
    ended = typed("migrate", DATABASE_URL=url)
    assert (ended.returncode, ended.stderr) == (2, f"{NEWER}\n")


# --- a server that is away --------------------------------------------------------------------


class Way:
    """The way to a server: barred, opened, and cut again with whoever is on it."""

    def __init__(self, sessions: Sessions) -> None:
        url = sessions.kw["bind"].url
        sessions.kw["bind"].dispose()
        self.there = f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"
        self.port = free_port()
        self.url = str(url.set(host="127.0.0.1", port=self.port, query={}).render_as_string(False))
        self.on_it: list[socket.socket] = []
        self.door: socket.socket | None = None

    def opens(self) -> None:
        self.door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._lets_in, args=(self.door,), daemon=True).start()

    def bars(self) -> None:
        for one in (self.door, *self.on_it):
            assert one is not None
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.on_it = []

    def _lets_in(self, door: socket.socket) -> None:
        with suppress(OSError):  # barred
            while True:
                near, far = door.accept()[0], socket.socket(socket.AF_UNIX)
                far.connect(self.there)
                self.on_it += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carries, args=(one, other), daemon=True).start()


def _carries(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def way(postgres: Postgres) -> Iterator[Way]:
    found = Way(postgres.empty_office())
    yield found
    if found.door is not None:
        found.bars()


class Waiting(Stage):
    """A bot whose database is at the end of a way."""

    def __init__(self, slack: Rehearsal, folder: Path, way: Way) -> None:
        super().__init__(slack, folder, slack_app_token=slack.app_token)
        self.settings = self.settings.model_copy(update={"database_url": way.url})

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text() if file.exists() else ""

    def is_told_to_stop(self, bot: BaseProcess) -> int | None:
        bot.terminate()
        bot.join(10)
        return bot.exitcode


@pytest.mark.postgres
def test_a_server_that_is_away_is_waited_for_and_slack_hears_of_us_after_that(slack, tmp_path, way):
    stage = Waiting(slack, tmp_path, way)
    bot = stage.starts_bot()
    assert wait_for(lambda: "waiting for the database" in stage.log(), 30)
    assert (
        slack.slack.log.calls("auth.test") == slack.slack.log.calls("apps.connections.open") == []
    )

    way.opens()
    assert wait_for(lambda: "the office is open" in stage.log(), 30), stage.log()
    assert stage.log().count("waiting for the database") == 1
    assert stage.is_told_to_stop(bot) == 0


@pytest.mark.postgres
def test_told_to_stop_a_start_that_waits_ends_at_once(slack, tmp_path, way):
    stage = Waiting(slack, tmp_path, way)
    bot = stage.starts_bot()
    assert wait_for(lambda: "waiting for the database" in stage.log(), 30)
    assert stage.is_told_to_stop(bot) == 0


@pytest.mark.postgres
def test_a_server_that_goes_during_a_start_is_waited_for(slack, tmp_path, way):
    stage = Waiting(slack, tmp_path, way)
    slack.slack.fault("users.list", "slow", seconds=1)
    way.opens()
    bot = stage.starts_bot()
    assert wait_for(lambda: slack.slack.log.calls("users.list"))

    way.bars()
    assert wait_for(lambda: "waiting for the database" in stage.log(), 30), stage.log()
    assert slack.slack.log.calls("apps.connections.open") == []
    way.opens()
    assert wait_for(lambda: "the office is open" in stage.log(), 30), stage.log()

    way.bars()  # and now it is away while the bot is at work
    assert stage.is_told_to_stop(bot) is not None
    assert slack.sockets.count == 0
