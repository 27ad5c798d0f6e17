"""The schema: brought up to date by migrations, and held against the tables by a check."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.db import Sessions, open_database

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(sessions: Sessions, to: str = "head") -> None:
    """Bring the database up to date, or up to a revision on the way there."""
    with sessions.kw["bind"].begin() as connection:
        command.upgrade(_config(connection), to)


def differences() -> str:
    """What the tables in the code have and the migrations have not; empty if nothing."""
    sessions = open_database("sqlite://")
    migrate(sessions)
    try:
        with sessions.kw["bind"].begin() as connection:
            command.check(_config(connection))
    except CommandError as problem:
        return str(problem)
    return ""


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
