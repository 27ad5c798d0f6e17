"""A start: the database as this version wants it, and what fails told in one line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import BadSettingError, Database, read
from storage import schema
from storage.backup import NoBackupError
from storage.db import Sessions, open_database
from storage.schema import Age
from storage.trouble import once_there, will_pass


@contextmanager
def blaming(token: str, address: str) -> Iterator[None]:
    """What goes wrong at the start is told in one line, with the setting to look at; a database
    that is away for the moment is waited for.
    """
    try:
        yield
    except SQLAlchemyError as problem:
        if will_pass(problem):
            raise
        raise BadSettingError(f"DATABASE_URL: {str(problem).splitlines()[0]}") from problem
    except SlackApiError as problem:
        raise BadSettingError(f"{token}: Slack says {problem.response['error']}") from problem
    except NoBackupError as problem:
        raise BadSettingError(str(problem)) from problem
    except (BoltError, OSError) as problem:
        raise BadSettingError(f"{address}: {problem}") from problem
    except BadSettingError:
        raise
    except Exception as problem:  # nothing at the start is worth a bot that is half there
        place = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{place.filename}, line {place.lineno}"
        raise BadSettingError(f"no start: {type(problem).__name__} in {where}") from problem


def bring_up_to_date(sessions: Sessions) -> None:
    """SQLite by ourselves; a server's tables are altered only by whoever looks after it."""
    age = age_of(sessions)
    if sessions.kw["bind"].dialect.name == "sqlite":
        schema.migrate(sessions)
    elif age is Age.OLDER:
        raise BadSettingError(
            "DATABASE_URL: its tables are not those of this version; make a back-up, then type: "
            "env DATABASE_URL=ADDRESS .venv/bin/python -m bot migrate"
        )


def age_of(sessions: Sessions) -> Age:
    age = schema.age(sessions)
    if age is Age.NEWER:
        raise BadSettingError(
            "DATABASE_URL: a newer version of Callboard has been at this database; start that one, "
            "or restore the back-up made before it"
        )
    return age


@contextmanager
def in_one_line() -> Iterator[None]:
    """Of a command: what is wrong is one line, and exit status 2."""
    try:
        with blaming("SLACK_BOT_TOKEN", "SLACK_API_URL"):
            yield
    except BadSettingError as problem:
        sys.exit(_said(str(problem)))


def _said(problem: str) -> int:
    print(f"callboard: {problem}", file=sys.stderr)
    return 2


def migrate() -> int:
    """Give a database the tables of this version."""
    with in_one_line():
        once_there(_migrated)
    print("The tables are those of this version.")
    return 0


def _migrated() -> None:
    sessions = open_database(read(Database).database_url)
    if age_of(sessions) is Age.OLDER:
        schema.migrate(sessions)
