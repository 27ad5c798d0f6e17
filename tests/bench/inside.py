"""What an answer costs inside the process: statements and CPU, beside a bare Bolt echo."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Any

from slack_bolt import App, BoltRequest
from sqlalchemy import event

from handlers.clockwork import deliver
from storage.db import Sessions, open_database
from storage.schema import migrate
from tests.bench.echo import echo
from tests.door import Door

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
WARM_UP, ROUNDS = 15, 200
ASSIGN, LETTERS = "/draft assign", "its letters, Slack's side too"
INLINE, DEFAULT = "echo, inline", "echo, default Bolt"
COLUMNS = "{:<30}{:>12}{:>10}{:>14}"


class Meter:
    """How many statements and how much CPU, lap by lap."""

    def __init__(self, sessions: Sessions) -> None:
        self.statements = 0
        self.laps: list[tuple[int, float]] = []
        event.listen(sessions.kw["bind"], "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self.statements += 1

    def __call__(self, deed: Callable[[], Any]) -> Any:
        statements, started = self.statements, time.process_time()
        done = deed()
        taken = (time.process_time() - started) * 1000
        self.laps.append((self.statements - statements, taken))
        return done

    def medians(self) -> tuple[float, float]:
        """The first laps warm up."""
        statements, taken = zip(*self.laps[WARM_UP:], strict=True)
        return statistics.median(statements), statistics.median(taken)


def bench() -> None:
    """They take turns, so that the noise of the machine strikes all of them."""
    with TemporaryDirectory() as folder:
        sessions = open_database(f"sqlite:///{folder}/inside.db")
        migrate(sessions)
        door = Door(sessions, NOW)
        door.casts()
        meters = {name: Meter(sessions) for name in (ASSIGN, LETTERS, INLINE, DEFAULT)}
        client = door.bot.slack
        echoes = {INLINE: echo(client, "test", True), DEFAULT: echo(client, "test", False)}
        for n in range(WARM_UP + ROUNDS):
            _types(door, door.app, meters[ASSIGN], f"{ASSIGN} @li.na Budget memo {n} by Friday 5pm")
            meters[LETTERS](lambda: deliver(door.bot))
            for name, app in echoes.items():
                _types(door, app, meters[name], f"/draft {n}")
        door.closes()
    _table(meters)


def _types(door: Door, app: App, meter: Meter, line: str) -> None:
    def hear(envelope: dict[str, Any]) -> dict[str, Any]:
        request = BoltRequest(mode="socket_mode", body=envelope["payload"])
        said = meter(lambda: app.dispatch(request)).body
        return json.loads(said) if said.startswith("{") else {"text": said}

    door.slack.connect(hear)
    assert door.slack.commands("UWANG", "COFFICE", line).ack, "no answer"


def _table(meters: dict[str, Meter]) -> None:
    print(f"\nIn process, SQLite, median of {ROUNDS}")
    print(COLUMNS.format("", "statements", "CPU ms", "CPU/inline"))
    for name, meter in meters.items():
        (statements, taken), (_, least) = meter.medians(), meters[INLINE].medians()
        print(COLUMNS.format(name, f"{statements:.0f}", f"{taken:.2f}", f"{taken / least:.1f}"))


if __name__ == "__main__":
    bench()
