"""The doctor: a line for each thing an office needs, and what to do where it is not well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from handlers.upkeep.doctor import looked_at
from rehearsal import Rehearsal
from storage.db import Sessions, open_database
from storage.matters.outbox import Letter, LetterKind
from tests.bot_process import typed
from tests.databases import in_a_file
from tests.door import MANIFEST
from tests.whole.test_starts import does


@pytest.fixture
def slack() -> Iterator[Rehearsal]:
    with Rehearsal(MANIFEST) as opened:
        yield opened


@pytest.fixture
def office(tmp_path: Path) -> Sessions:
    sessions = in_a_file(tmp_path / "bot.db")
    sessions.kw["bind"].dispose()
    (tmp_path / "bot.db").chmod(0o600)
    return sessions


def told(slack: Rehearsal, office: Sessions, **settings: object) -> dict[str, str]:
    given: dict[str, object] = {
        "database_url": str(office.kw["bind"].url),
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "ballot_secret": "x",
    }
    found = list(looked_at(Settings(**(given | settings))))
    return {one.what: str(one) for one in found}


def bad(said: dict[str, str]) -> list[str]:
    return [line for line in said.values() if line.startswith("BAD")]


def test_where_all_is_well_every_line_says_so(slack, office):
    said = told(slack, office)
    assert bad(said) == []
    assert said["scopes"] == "ok   scopes: those of the manifest"
    assert said["clock"] == "ok   clock: as Slack's"
    assert said["database"].startswith("ok   database: sqlite 3")
    assert {"settings", "delivery", "database file", "disk", "bot token", "app token"} <= set(said)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "a newer version of Callboard"),
        ("UPDATE alembic_version SET version_num = '0013'", "python -m bot migrate"),
    ],
)
def test_a_database_of_another_version(slack, office, statement, says):
    does(office, statement)
    [line] = bad(told(slack, office))
    assert says in line


def test_what_is_stuck_what_anybody_reads_and_what_goes_in_the_open(slack, office, tmp_path):
    (tmp_path / "bot.db").chmod(0o644)
    tmp_path.chmod(0o755)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    with office.begin() as session:
        session.add(Letter(kind=LetterKind.NOTE, to="ULINA", not_before=long_ago))
    said = told(slack, office, public_url="http://office.example.org")
    assert "does a bot run?" in said["delivery"]
    assert "chmod 600" in said["database file"]
    assert "not https" in said["PUBLIC_URL"]
    assert len(bad(said)) == 3


def test_what_slack_refuses(slack, office):
    assert bad(told(slack, office, slack_bot_token="xoxb-old")) == [
        "BAD  Slack: Slack says invalid_auth"
    ]
    [line] = bad(told(slack, office, slack_app_token="xapp-old"))
    assert "invalid_auth" in line
    [away] = bad(told(slack, office, slack_api_url="http://127.0.0.1:1/"))
    assert "refused" in away


def test_a_scope_that_is_missing_is_named():
    without = {**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}}}
    with Rehearsal(without) as slack:
        said = told(slack, open_database("sqlite://"))
    assert "im:write" in said["scopes"]
    assert "manifest.json" in said["scopes"]


def test_it_is_typed_and_its_status_tells():
    ended = typed("doctor", SLACK_BOT_TOKEN="xoxb-1")
    assert (ended.returncode, "BAD  settings: SLACK_APP_TOKEN" in ended.stdout) == (1, True)
