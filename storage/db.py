"""The database: one declarative base, one way to open a session."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Any, ClassVar, TypeVar

from sqlalchemy import JSON, DateTime, Enum, MetaData, Table, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

Sessions = sessionmaker[Session]


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
        poolclass=StaticPool if in_memory else None,
        connect_args={"check_same_thread": False} if in_memory else {},
    )
    if engine.dialect.name == "sqlite":
        _make_sqlite_strict(engine)
    # `memory` is one for all its sessions, see `storage/memory.py`.
    return sessionmaker(engine, expire_on_commit=False, info={"memory": {}})


def durable(session: Session) -> None:
    """What this transaction, which is only just to begin, has written is there for good when it is
    over, whatever becomes of the machine.
    """
    session.connection(execution_options={"durable": True})


def _make_sqlite_strict(engine: Engine) -> None:
    """Foreign keys on, and take the write lock up front: a transaction that reads first
    and writes later would otherwise fail with "database is locked" instead of waiting.
    Those of this process wait for their turn in line; SQLite itself has them sleep and ask
    again, up to a tenth of a second at a time, and the unlucky one starves.
    """

    turn = Lock()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA busy_timeout = 10000")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # With a WAL, NORMAL loses nothing when the process dies, at whatever moment. Only a
        # power cut may take the last transactions back, whole; FULL waits for the disk at the
        # commit, which is most of what a transaction costs, and makes all before it safe too.
        wanted = "FULL" if connection.get_execution_options().get("durable") else "NORMAL"
        if connection.info.get("synchronous") != wanted:
            connection.connection.driver_connection.execute(f"PRAGMA synchronous = {wanted}")
            connection.info["synchronous"] = wanted
        if not connection.info.get("turn"):
            connection.info["turn"] = turn.acquire(timeout=10)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def _checkin(_connection: Any, record: Any) -> None:
        if record.info.pop("turn", False):
            turn.release()
