"""`python -m bot doctor`: what a running office needs, looked at one by one; a line each, and what
to do where it is not well. It changes nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.settings import DATA, BadSettingError, Settings, read_settings
from handlers.manifest import SCOPES
from handlers.upkeep.starting import age_of
from storage.backup import file_of
from storage.db import Sessions, open_database, within
from storage.matters import stuck
from storage.schema import Age
from storage.trouble import reason

TIMEOUT = 5  # seconds for one call to Slack
CLOCKS_DIFFER = 5.0  # seconds: more, and dates are wrong; at 300 Slack's requests are refused
ROOM = 200 * 1024 * 1024  # bytes that should be free on the disk
STUCK = timedelta(minutes=10)


@dataclass(frozen=True)
class Found:
    """`well`: True, False, or None where it is only to be known."""

    what: str
    well: bool | None
    said: str

    def __str__(self) -> str:
        sign = {True: "ok  ", False: "BAD ", None: "note"}[self.well]
        return f"{sign} {self.what}: {self.said}"


def doctor() -> int:
    """Exit status 1 if anything is not well."""
    try:
        settings = read_settings()
    except BadSettingError as problem:
        print(Found("settings", False, str(problem)))
        return 1
    well = True
    for found in looked_at(settings):
        print(found, flush=True)
        well = well and found.well is not False
    return 0 if well else 1


def looked_at(settings: Settings) -> Iterator[Found]:
    yield from _settings(settings)
    yield from _safely("database", partial(_database, settings))
    yield from _safely("files", partial(_files, settings))
    yield from _safely("Slack", partial(_slack, settings))


def _safely(what: str, look: Callable[[], Iterator[Found]]) -> Iterator[Found]:
    try:
        yield from look()
    except SlackApiError as error:
        yield Found(what, False, f"Slack says {error.response['error']}")
    except BadSettingError as problem:
        yield Found(what, False, str(problem))
    except Exception as error:
        yield Found(what, False, reason(error))


def _settings(settings: Settings) -> Iterator[Found]:
    how = "Socket Mode" if settings.slack_app_token else f"HTTP at {settings.host}:{settings.port}"
    yield Found("settings", True, f"complete; {how}, {settings.office_tz}, {settings.office_lang}")
    if not settings.ballot_secret:
        told = "not set: votes are sealed by the bot token, and do not outlive its renewal"
        yield Found("BALLOT_SECRET", None, told)
    if not settings.notes_keys:
        told = "not set: private notes are sealed by the bot token, and are lost with its renewal"
        yield Found("NOTES_KEYS", None, told)
    if settings.public_url.startswith("http://"):
        told = "it is not https: addresses of calendars, which are secrets, can be read on the way"
        yield Found("PUBLIC_URL", False, told)
    if settings.host not in ("127.0.0.1", "localhost", "::1"):
        told = f"listens at {settings.host}: only a proxy may reach it, and pass on no /metrics"
        yield Found("HOST", None, told)


# --- the database -------------------------------------------------------------------------------


def _database(settings: Settings) -> Iterator[Found]:
    url = settings.database_url
    if url.startswith("sqlite") and not file_of(url).exists():
        yield Found("database", None, f"{file_of(url)} is not there yet: the start makes it")
        return
    sessions = open_database(url)
    with within(2):
        age = age_of(sessions)
    kind = sessions.kw["bind"].dialect
    version = ".".join(map(str, kind.server_version_info or ()))
    if age is Age.OLDER:
        told = "its tables are older: make a back-up, then python -m bot migrate"
        yield Found("database", False, told)
        return
    yield Found("database", True, f"{kind.name} {version}, tables of this version")
    yield from _delivery(sessions)
    sessions.kw["bind"].dispose()


def _delivery(sessions: Sessions) -> Iterator[Found]:
    now = datetime.now(UTC)
    with within(2), sessions() as session:
        oldest, held = stuck.oldest(session, now), stuck.held(session)
    if not held and (oldest is None or now - oldest < STUCK):
        yield Found("delivery", True, "nothing is stuck")
    elif not held:
        told = f"messages wait since {oldest:%Y-%m-%d %H:%M} UTC: does a bot run?"
        yield Found("delivery", False, told)
    for one in held:
        what = "given up" if one.over else "waiting"
        told = f"{one.count} {what} since {one.since:%Y-%m-%d %H:%M} UTC, Slack says {one.error}"
        yield Found("delivery", False, f"{told}; /office delivery says what helps")


# --- files --------------------------------------------------------------------------------------


def _files(settings: Settings) -> Iterator[Found]:
    file = file_of(settings.database_url) if settings.database_url.startswith("sqlite") else None
    if file is not None and file.exists():
        mode = stat.S_IMODE(file.stat().st_mode)
        others = mode & (stat.S_IROTH | stat.S_IWOTH) and file.parent.stat().st_mode & stat.S_IXOTH
        told = f"chmod 600 {file}" if others else f"only its owner and group read {file}"
        yield Found("database file", not others, told)
        free = shutil.disk_usage(file.parent).free
        told = f"{free // 1024 // 1024} MB free on its disk"
        yield Found("disk", free > ROOM, told if free > ROOM else f"{told}: make room")
    folder = next(one for one in (DATA, *DATA.parents) if one.exists())
    told = f"{DATA} keeps what is learned between starts"
    if not os.access(folder, os.W_OK):
        told = f"{folder} cannot be written: every start learns anew, some seconds"
        yield Found("data folder", None, told)
    else:
        yield Found("data folder", True, told)


# --- Slack --------------------------------------------------------------------------------------


def _slack(settings: Settings) -> Iterator[Found]:
    client = WebClient(
        settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        retry_handlers=[],
    )
    said = client.auth_test()
    heads = {name.lower(): value for name, value in said.headers.items()}
    yield Found("bot token", True, f"workspace {said['team']}, as {said['user']}")
    yield _scopes(heads.get("x-oauth-scopes", ""))
    yield from _clock(heads.get("date", ""))
    if settings.slack_app_token:
        client.apps_connections_open(app_token=settings.slack_app_token)
        yield Found("app token", True, "Slack opens a line")


def _scopes(said: str) -> Found:
    has = {one.strip() for one in said.split(",") if one.strip()}
    if lacking := sorted({*SCOPES} - has):
        told = (
            f"{', '.join(lacking)} missing: paste manifest.json under App Manifest, install again"
        )
        return Found("scopes", False, told)
    if more := sorted(has - {*SCOPES}):
        return Found("scopes", None, f"more than the manifest asks for: {', '.join(more)}")
    return Found("scopes", True, "those of the manifest")


def _clock(said: str) -> Iterator[Found]:
    if not said:
        return
    theirs = parsedate_to_datetime(said)
    ahead = (datetime.now(UTC) - theirs).total_seconds()
    if abs(ahead) <= CLOCKS_DIFFER:
        yield Found("clock", True, "as Slack's")
    else:
        told = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} Slack's: let NTP set it"
        yield Found("clock", False, told)
