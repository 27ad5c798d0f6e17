"""What a question about the rules costs among many sections, beside one plain statement."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, insert, select

from bot.matters.sight import visible_to
from bot.processes.regulations.library import by_key
from bot.processes.sought import searchable, sought
from bot.who.standing import Standing
from storage.db import Sessions, open_database, table_of
from storage.matters.matter import Matter, Visibility
from storage.processes.regulations import (
    Regulation,
    RegulationState,
    RegulationText,
    Section,
    matching,
)
from storage.schema import migrate
from storage.who.people import Person, Role
from tests.databases import Postgres

SECTIONS, TOGETHER, ROUNDS = 20_000, 40, 9
NOW, DAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC), date(2026, 11, 25)
QUESTIONS = (
    "陪餐",
    "没有公函能不能接待",
    "下周三省厅来8个人调研，午饭陪餐最多几个人",
    "hosts at table",
)
COLUMNS = "{:<26}{:>10}{:>12}{:>16}"


def bench() -> None:
    print(f"\nA question among {SECTIONS:,} sections, median of {ROUNDS}, ms")
    print(COLUMNS.format("", "pieces", "ms", "over one LIKE"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        sqlite = open_database(f"sqlite:///{folder}/sections.db")
        migrate(sqlite)
        server = Postgres(folder / "postgres")
        stack.callback(server.close)
        for name, sessions in (("SQLite", sqlite), ("PostgreSQL", server.empty_office())):
            _fill(sessions)
            _rows(name, sessions)
            sessions.kw["bind"].dispose()


def _fill(sessions: Sessions) -> None:
    """Sentences of the library, put together at random: about 140 letters a section."""
    chance, said = random.Random(7), [one.text["zh"] for one in by_key().values()]
    with sessions.begin() as session:
        session.add(Person(slack_id="U1", name="U1", role=Role.DIRECTOR))
        session.flush()
        for n in range(1, SECTIONS // TOGETHER + 1):
            text = RegulationText(title=f"制度 {n}", by_id="U1", at=NOW)
            matter = Matter(kind="regulations", prefix="G", title=text.title, opened_by_id="U1",
                            visibility=Visibility.OFFICE, owner_id="U1", due_at=NOW,
                            opened_at=NOW)  # fmt: skip
            session.add(Regulation(
                matter=matter, text=text, approver_id="U1", category="work", level="custom",
                open_to="office", begins=date(2026, 1, 1), state=RegulationState.IN_FORCE,
            ))  # fmt: skip
            session.flush()
            rows = [_section(text.id, n, "".join(chance.sample(said, 3))) for n in range(TOGETHER)]
            session.execute(insert(table_of(Section)), rows)


def _section(text: int, n: int, body: str) -> dict[str, Any]:
    words = searchable(body)
    return {"text_id": text, "n": n, "key": str(n), "heading": "", "body": body, "words": words}


def _rows(name: str, sessions: Sessions) -> None:
    with sessions() as session:
        me = Standing(session.get_one(Person, "U1"))
        plain = select(func.count(Section.id)).where(Section.words.contains("陪餐"))
        least = _taken(lambda: session.scalar(plain))
        print(COLUMNS.format(f"{name}, one LIKE", 1, f"{least:.1f}", "1.0"))
        for asked in QUESTIONS:
            wanted = sought(asked).pieces
            taken = _taken(lambda these=wanted: matching(session, visible_to(me), DAY, these))
            ratio = f"{taken / least:.1f}"
            print(COLUMNS.format(f"{name}: {asked[:12]}", len(wanted), f"{taken:.1f}", ratio))


def _taken(deed: Callable[[], Any]) -> float:
    laps = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        deed()
        laps.append((time.perf_counter() - started) * 1000)
    return statistics.median(laps)


if __name__ == "__main__":
    bench()
