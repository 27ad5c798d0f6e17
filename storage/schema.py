"""The schema: brought up to date by migrations, and held against the tables by a check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, select, text

from storage.db import Sessions, open_database

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING = 20261128  # the lock that whoever migrates a server holds


class Age(Enum):
    """Of a database, beside the code."""

    OLDER = "older"  # or empty
    SAME = "same"
    NEWER = "newer"  # a later version has been at it


def age(sessions: Sessions) -> Age:
    with sessions.kw["bind"].connect() as connection:
        has = set(MigrationContext.configure(connection).get_current_heads())
        known = ScriptDirectory.from_config(_config(connection))
    if not has <= {one.revision for one in known.walk_revisions()}:
        return Age.NEWER
    return Age.SAME if has == set(known.get_heads()) else Age.OLDER


def migrate(sessions: Sessions, to: str = "head") -> None:
    """Bring the database up to date, or up to a revision on the way there."""
    engine = sessions.kw["bind"]
    with engine.connect() as one, _tables_may_be_remade(one), one.begin():
        if engine.dialect.name == "postgresql":  # two at once take turns; SQLite sees to it itself
            one.execute(text("SET LOCAL lock_timeout = 0"))
            one.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
        upgrade(one, to)


def upgrade(connection: Connection, to: str = "head") -> None:
    """In whatever transaction is running."""
    command.upgrade(_config(connection), to)


@contextmanager
def _tables_may_be_remade(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and drops the old one with all that points at it:
    its foreign keys rest meanwhile, and are held against the rows afterwards. They can be turned
    off outside a transaction only, hence on the driver's own connection.
    """
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        astray = raw.execute("PRAGMA foreign_key_check").fetchall()
        if astray:
            raise RuntimeError(f"rows that point nowhere: {astray[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


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
