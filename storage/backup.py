"""Back-ups, and putting them back: one SQLite file, whichever database it is of. So it is the way
from one database to the other, too.

Of SQLite it is a copy by SQLite's own means, of PostgreSQL one of all rows as they stood at one
moment; in both cases while the office is at work.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, delete, func, insert, make_url, select, text

from storage import schema
from storage.db import Base, Sessions, open_database
from storage.matters.inbox import Received
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.matters.outbox import Letter, LetterKind, LetterState

TABLES = Base.metadata
ROWS = 500  # in one statement
OURS = 0o600  # nobody else reads a back-up
OF_THE_FILE = ("", "-wal", "-shm")


class NoBackupError(Exception):
    """What is wrong with a file, in one line."""


def save(url: str, file: Path) -> None:
    """Write a back-up; there is a whole one, or none."""
    if file.exists():
        raise NoBackupError(f"{file} is there already; name another file")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY, OURS))
    if url.startswith("sqlite"):
        _copied(file_of(url), part)
    else:
        with _opened(url) as sessions:
            _rows_saved(sessions, part)
    os.replace(part, file)


@contextmanager
def _opened(url: str) -> Iterator[Sessions]:
    sessions = open_database(url)
    try:
        yield sessions
    finally:
        sessions.kw["bind"].dispose()


def _copied(of: Path, to: Path) -> None:
    """Page by page, also while somebody writes, and with what is not in the main file yet."""
    if not of.is_file():
        raise NoBackupError(f"{of} is no database")
    with closing(sqlite3.connect(of)) as there, closing(sqlite3.connect(to)) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode = DELETE")


def _rows_saved(sessions: Sessions, to: Path) -> None:
    there = sessions.kw["bind"].execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with _opened(f"sqlite:///{to}") as fresh:
        schema.migrate(fresh)
        with there.connect() as one, _without_keys(fresh) as other:
            _carry_over(one, other)
    _closed(to)


@contextmanager
def _without_keys(sessions: Sessions) -> Iterator[Connection]:
    """Rows come in whatever order."""
    with sessions.kw["bind"].connect() as one:
        one.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        with one.begin():
            yield one


def _carry_over(there: Connection, here: Connection) -> None:
    """All rows of one database into another with the same tables, instead of what is there."""
    for table in reversed(TABLES.sorted_tables):
        here.execute(delete(table))
    for table in TABLES.sorted_tables:
        found = there.execute(select(table).order_by(*table.primary_key))
        for rows in found.mappings().partitions(ROWS):
            here.execute(insert(table), [dict(row) for row in rows])


# --- putting it back --------------------------------------------------------------------------


def prepared(file: Path, beside: Path) -> str:
    """The address of a copy with the tables of this version, which may be changed before it is put
    in the place of the database.
    """
    if not file.is_file():
        raise NoBackupError(f"{file} is no file")
    beside.unlink(missing_ok=True)
    try:
        _copied(file, beside)
        with closing(sqlite3.connect(beside)) as copy:
            [(said,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        raise NoBackupError(f"{file} is no back-up: {error}") from error
    if said != "ok":
        raise NoBackupError(f"{file} is damaged: {said}")
    beside.chmod(OURS)
    with _opened(f"sqlite:///{beside}") as sessions:
        if not _is_an_office(sessions):
            raise NoBackupError(f"{file} is no back-up of an office")
        if schema.age(sessions) is schema.Age.NEWER:
            raise NoBackupError(f"{file} was made by a newer version of Callboard")
        schema.migrate(sessions)
    return f"sqlite:///{beside}"


def _is_an_office(sessions: Sessions) -> bool:
    found = MetaData()
    found.reflect(sessions.kw["bind"], only=lambda name, _: name == "alembic_version")
    return bool(found.tables)


def put_in_place(copy: str, url: str, aside: str) -> Path | None:
    """The copy is the database from now on. Where the one before it lies, of SQLite."""
    if not url.startswith("sqlite"):
        with _opened(copy) as there, _opened(url) as here:
            _rows_put(there, here)
        file_of(copy).unlink()
        return None
    ours, before = file_of(url), None
    _closed(file_of(copy))
    if ours.exists():
        before = ours.with_name(f"{ours.name}.{aside}")
        os.chown(file_of(copy), ours.stat().st_uid, ours.stat().st_gid)
        for end in OF_THE_FILE:
            if (one := ours.with_name(ours.name + end)).exists():
                os.replace(one, before.with_name(before.name + end))
    os.replace(file_of(copy), ours)
    return before


def _closed(file: Path) -> None:
    """All of a database is in its one file."""
    with closing(sqlite3.connect(file)) as one:
        one.execute("PRAGMA journal_mode = DELETE")


def _rows_put(copy: Sessions, sessions: Sessions) -> None:
    """Into fresh tables, all in one transaction: a server has the one office or the other."""
    with copy.kw["bind"].connect() as there, sessions.kw["bind"].begin() as here:
        here.execute(text("SET LOCAL lock_timeout = 0"))
        for name in (*(table.name for table in TABLES.sorted_tables), "alembic_version"):
            here.execute(text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))
        for name in ("draw_a_stamp", "journal_is_append_only"):
            here.execute(text(f"DROP FUNCTION IF EXISTS {name}() CASCADE"))
        schema.upgrade(here)
        with _rows_may_name_later_ones(here):
            _carry_over(there, here)
        given = there.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'matters'"))
        for table in TABLES.sorted_tables:
            goes_on(here, table, given or 0 if table.name == "matters" else 0)


@contextmanager
def _rows_may_name_later_ones(here: Connection) -> Iterator[None]:
    """Of their own table: a topic that was joined to another."""
    own = [
        (table.name, key.name)
        for table in TABLES.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table is table
    ]
    for table, key in own:
        here.execute(text(f'ALTER TABLE {table} ALTER CONSTRAINT "{key}" DEFERRABLE'))
    here.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    yield
    here.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, key in own:
        here.execute(text(f'ALTER TABLE {table} ALTER CONSTRAINT "{key}" NOT DEFERRABLE'))


def goes_on(here: Connection, table: Table, given: int = 0) -> None:
    """The next row gets a number that none has had."""
    if "id" not in table.columns or table.columns["id"].type.python_type is not int:
        return
    highest = here.scalar(select(func.max(table.columns["id"]))) or 0
    if top := max(highest, given):
        here.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), top)))


def file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


# --- what may have happened after it was made ----------------------------------------------------


def last_moment(sessions: Sessions) -> datetime | None:
    """When something last happened in it: whatever was done later, it does not know."""
    with sessions.begin() as session:
        asked = (
            func.max(Entry.at),
            func.max(Received.at),
            func.max(Letter.first_attempt_at),
            func.max(Matter.opened_at),
        )
        found = [session.scalar(select(one)) for one in asked]
    return max((one for one in found if one is not None), default=None)


def goes_on_after(sessions: Sessions, matter: int, letter: int, now: datetime) -> None:
    """No number of a matter, and none of a letter, is given a second time."""
    with sessions.begin() as session:
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = 'matters'"))
        told = {"seq": matter}
        session.execute(text("INSERT INTO sqlite_sequence VALUES ('matters', :seq)"), told)
        if session.get(Letter, letter) is None:
            session.add(
                Letter(
                    id=letter, kind=LetterKind.NOTE, to="", not_before=now,
                    state=LetterState.SKIPPED,
                )
            )  # fmt: skip
