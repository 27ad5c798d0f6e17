"""The database: one declarative base, one way to open a session."""

from __future__ import annotations

import enum
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from threading import Lock
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    DateTime,
    Enum,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

from storage.trouble import ReplacedError

Sessions = sessionmaker[Session]
CONNECT = 5  # seconds until a server that says nothing is taken for one that is away
PATIENCE = 10.0  # seconds that a transaction waits for its turn, where nobody waits for an answer
A_LOCK = 2000  # milliseconds for one lock of a server's
POOL = {"pool_size": 10, "max_overflow": 20, "pool_timeout": 2}
_until: ContextVar[float | None] = ContextVar("until", default=None)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, UTC in the database. A naive datetime is a bug, so refuse it.

    Raises ValueError when a naive datetime is bound.
    """

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict: JSON,
        list: JSON,
        # Stored as its value in plain text: a new member needs no migration.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


def table_of(kind: type[Base]) -> Table:
    """For rows that nobody needs as objects: one statement writes any number of them."""
    return Base.metadata.tables[kind.__tablename__]


Row = TypeVar("Row", bound=Base)
INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_if_new(session: Session, row: Row) -> Row | None:
    """Keep a row, unless there is one already where it would have to stand alone: then None.
    Whoever adds the same at this moment is waited for.
    """
    kind, said = type(row), inspect(row).dict
    columns = {one.key: said[one.key] for one in inspect(kind).column_attrs if one.key in said}
    insert = INSERT[session.get_bind().dialect.name]
    added: Row | None = session.scalar(
        insert(kind).values(columns).on_conflict_do_nothing().returning(kind)
    )
    return added


def open_database(url: str) -> Sessions:
    """Sessions on the database at `url`; `sqlite://` is one kept in memory."""
    in_memory = url == "sqlite://"
    engine = create_engine(
        url,
        pool_pre_ping=True,  # a server that was restarted is found again
        hide_parameters=True,  # what people wrote is in no log, even when something breaks
        **({"poolclass": StaticPool} if in_memory else POOL),
        connect_args=_connecting(url, in_memory),
    )
    file = _File("" if in_memory else engine.url.database or "")
    if engine.dialect.name == "sqlite":
        _make_sqlite_strict(engine, file)
    # `memory` is one for all its sessions, see `storage/memory.py`.
    return sessionmaker(engine, expire_on_commit=False, info={"memory": {}, "file": file})


def _connecting(url: str, in_memory: bool) -> dict[str, Any]:
    if in_memory:
        return {"check_same_thread": False}
    if url.startswith("sqlite"):
        return {}
    given = make_url(url).query
    ours = {"connect_timeout": CONNECT, "options": f"-c lock_timeout={A_LOCK}"}
    return {name: value for name, value in ours.items() if name not in given}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Somebody waits for an answer: what is done in here waits no longer for its turn to write."""
    before = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(before)


def _left() -> float:
    until = _until.get()
    return PATIENCE if until is None else max(0.0, until - time.monotonic())


class _File:
    """The file of a database, which is to be the same as long as we are at work: what is written
    into one that was removed or replaced is lost.
    """

    def __init__(self, path: str) -> None:
        self.path = "" if path.startswith("file:") else path
        self.first: tuple[int, int] | None = None

    def is_other(self) -> bool:
        if not self.path:
            return False
        try:
            known = os.stat(self.path)
        except FileNotFoundError:
            return self.first is not None
        self.first = self.first or (known.st_dev, known.st_ino)
        return self.first != (known.st_dev, known.st_ino)

    def insist(self) -> None:
        if self.is_other():
            raise ReplacedError


def is_replaced(sessions: Sessions) -> bool:
    """Is the file at its place not the one that was opened?"""
    file: _File = sessions.kw["info"]["file"]
    return file.is_other()


def durable(session: Session) -> None:
    """What this transaction, which is only just to begin, has written is there for good when it is
    over, whatever becomes of the machine.
    """
    session.connection(execution_options={"durable": True})


def _make_sqlite_strict(engine: Engine, file: _File) -> None:
    """Foreign keys on, and take the write lock up front: a transaction that reads first
    and writes later would otherwise fail with "database is locked" instead of waiting.
    Those of this process wait for their turn in line; SQLite itself has them sleep and ask
    again, up to a tenth of a second at a time, and the unlucky one starves.
    """

    turn = Lock()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        file.insist()
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        file.insist()
        # With a WAL, NORMAL loses nothing when the process dies, at whatever moment. Only a
        # power cut may take the last transactions back, whole; FULL waits for the disk at the
        # commit, which is most of what a transaction costs, and makes all before it safe too.
        wanted = "FULL" if connection.get_execution_options().get("durable") else "NORMAL"
        if connection.info.get("synchronous") != wanted:
            connection.connection.driver_connection.execute(f"PRAGMA synchronous = {wanted}")
            connection.info["synchronous"] = wanted
        if not connection.info.get("turn"):
            connection.info["turn"] = turn.acquire(timeout=_left())
        driver = connection.connection.driver_connection
        driver.execute(f"PRAGMA busy_timeout = {int(_left() * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def _checkin(_connection: Any, record: Any) -> None:
        if record.info.pop("turn", False):
            turn.release()
