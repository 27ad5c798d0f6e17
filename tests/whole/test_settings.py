"""The settings: read from the environment, complete or refused in one line that says what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import DATA, BadSettingError, read_settings
from tests.bot_process import typed

ROOT = Path(__file__).parents[2]
NAMES = {
    *("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"),
    *("BALLOT_SECRET", "SLACK_API_URL", "OFFICE_TZ", "OFFICE_LANG", "OFFICE_ADMINS", "PORT"),
    *("PUBLIC_URL", "HOST", "HEALTH_PORT", "LOG_FORMAT", "SENDERS"),
}
ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """These of our variables, and no other."""
    before = dict(os.environ)
    for name in NAMES:
        os.environ.pop(name, None)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def settings(**variables):
    with environment(**(ENOUGH | variables)):
        return read_settings()


def refusal(**variables):
    with environment(**variables), pytest.raises(BadSettingError) as refused:
        read_settings()
    return str(refused.value)


def test_two_tokens_are_enough():
    given = settings()
    assert (given.slack_bot_token, given.slack_app_token) == ("xoxb-1-secret", "xapp-1-secret")
    assert given.database_url == f"sqlite:///{DATA}/callboard.db"
    assert given.slack_api_url == "https://slack.com/api/"
    assert (given.office_tz, given.office_lang, given.port) == ("Asia/Shanghai", "zh", 3000)
    assert (given.admins, given.host) == (frozenset(), "127.0.0.1")
    assert not given.is_heard_over_http
    assert settings(PORT="3000").is_heard_over_http


def test_all_of_it_can_be_set():
    given = settings(
        DATABASE_URL="sqlite:////srv/office.db",
        SLACK_SIGNING_SECRET="abc",
        SLACK_API_URL="http://127.0.0.1:8400/api",
        OFFICE_TZ="Europe/London",
        OFFICE_LANG="en",
        OFFICE_ADMINS="U1, U2,W3",
        PORT="8080",
        SENDERS="4",
    )
    assert given.database_url == "sqlite:////srv/office.db"
    assert given.slack_api_url == "http://127.0.0.1:8400/api/"
    assert (given.tz.key, given.office_lang, given.port) == ("Europe/London", "en", 8080)
    assert given.senders == 4
    assert given.admins == {"U1", "U2", "W3"}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_may_be_written_as_hosts_write_it(scheme):
    given = settings(DATABASE_URL=f"{scheme}://office:pw@db/office")
    assert given.database_url == "postgresql+psycopg://office:pw@db/office"


def test_an_empty_variable_is_as_good_as_none():
    assert settings(PORT="", OFFICE_TZ="", OFFICE_ADMINS="").port == 3000


WRONG = [
    ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN: give the app's bot token; it begins with xoxb-"),
    (
        {"SLACK_BOT_TOKEN": "xapp-1"},
        "SLACK_BOT_TOKEN: give the app's bot token; it begins with xoxb-",
    ),
    (
        {"SLACK_APP_TOKEN": "xoxb-1"},
        "SLACK_APP_TOKEN: give the app-level token for Socket Mode; it begins with xapp-",
    ),
    (
        {"SLACK_APP_TOKEN": ""},
        "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) must be set",
    ),
    ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL: give an address that begins with https://"),
    (
        {"OFFICE_TZ": "Beijing"},
        "OFFICE_TZ: give a zone of the tz database, such as Asia/Shanghai",
    ),
    ({"OFFICE_LANG": "fr"}, "OFFICE_LANG: give one of en, zh"),
    (
        {"OFFICE_ADMINS": "@wang"},
        "OFFICE_ADMINS: give Slack member ids such as U012AB3CD, apart by commas",
    ),
    ({"HEALTH_PORT": "70000"}, "HEALTH_PORT: give a number from 1 to 65535"),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT: give text or json"),
    ({"SENDERS": "0"}, "SENDERS: give a number from 1 to 64"),
    ({"PORT": "http"}, "PORT: give a number from 1 to 65535"),
    ({"PORT": "0"}, "PORT: give a number from 1 to 65535"),
    ({"PORT": "65536"}, "PORT: give a number from 1 to 65535"),
    (
        {"DATABASE_URL": "mysql://x"},
        "DATABASE_URL: give an address that begins with sqlite:/// or postgresql://",
    ),
    (
        {"DATABASE_URL": "office.db"},
        "DATABASE_URL: give an address that begins with sqlite:/// or postgresql://",
    ),
]


@pytest.mark.parametrize(("variables", "line"), WRONG)
def test_what_is_missing_or_wrong_is_named_in_one_line_that_says_what_to_do(variables, line):
    assert refusal(**(ENOUGH | variables)) == line


def test_settings_do_not_change_after_the_start():
    given = settings()
    with pytest.raises(ValidationError, match="frozen"):
        given.port = 1


def test_secrets_are_not_shown_when_settings_are():
    given = settings(SLACK_SIGNING_SECRET="hush", DATABASE_URL="postgresql://me:hush@db/x")
    assert "secret" not in repr(given).replace("signing_secret", "")
    assert "hush" not in repr(given)


def test_a_wrong_secret_is_not_repeated():
    assert "hush" not in refusal(SLACK_BOT_TOKEN="hush", SLACK_APP_TOKEN="hush")


def test_a_wrong_setting_ends_the_start_without_a_traceback():
    ended = typed(**ENOUGH, PORT="http")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "callboard: PORT: give a number from 1 to 65535\n"
