"""Starts that cannot be: each ends with one line that says what to do, and no line to Slack."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from rehearsal import Rehearsal
from storage.db import Sessions, open_database
from storage.schema import migrate
from tests.databases import Postgres
from tests.door import MANIFEST

ROOT = Path(__file__).parents[2]
NEWER = (
    "callboard: DATABASE_URL: a newer version of Callboard has been at this database; "
    "start that one, or restore the back-up made before it"
)
OLDER = (
    "callboard: DATABASE_URL: its tables are not those of this version; make a back-up, then type: "
    "env DATABASE_URL=ADDRESS .venv/bin/alembic upgrade head"
)


def started_with(**environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` with these settings, and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_missing_setting_ends_the_start_with_one_line():
    ended = started_with(SLACK_BOT_TOKEN="xoxb-1")
    assert (ended.returncode, ended.stderr) == (
        2,
        "callboard: SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) "
        "must be set\n",
    )


def test_a_token_that_slack_refuses_ends_the_start_with_one_line(tmp_path):
    with Rehearsal(MANIFEST) as slack:
        ended = started_with(
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
    ended = started_with(
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
    sessions = open_database(f"sqlite:///{tmp_path}/bot.db")
    migrate(sessions)
    return sessions


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
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    alembic = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(alembic, cwd=ROOT, env=kept | {"DATABASE_URL": url}, check=True, timeout=60)

    assert "rounds" in last_line(slack, does(empty, "DROP TABLE rounds CASCADE"))
