"""How long people wait for an answer to a slash command, as ratios to a bare Bolt echo.

Each app has a process and a Slack of its own. They take turns, so that the noise of the machine
strikes all of them: a command each at one a second, short bursts each at twenty a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from handlers.demo import cast
from storage.db import open_database
from storage.papers.drafts import Draft
from tests.bench.stage import Stage, stage

WARM_UP = 15
BURST, PAUSE = 60, 0.05  # commands in one burst, and seconds between them
AGAINST = {"echo, inline": "inline", "echo, default Bolt": "default", "echo that writes": "writes"}
COLUMNS = "{:<20}{:>5}{:>9}{:>9}" + "{:>12}" * 2 * len(AGAINST)


@dataclass
class Act:
    """What is typed, over and over, and how long its answers took in milliseconds."""

    name: str
    stage: Stage
    line: Callable[[int], str]
    laps: list[float] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def types(self) -> None:
        self.stage.types(self.line(next(self.numbers)))

    def at(self, part: float) -> float:
        """The time within which this part of all answers came."""
        return sorted(self.laps)[min(int(len(self.laps) * part), len(self.laps) - 1)]


def bench(transport: str, seconds: int, bursts: int) -> None:
    """One transport at both paces: `seconds` at one a second, then `bursts` of three seconds."""
    with TemporaryDirectory() as folder, _acts(transport, Path(folder)) as acts:
        for act in acts:
            for _ in range(WARM_UP):
                act.types()
            act.stage.settles()
            act.stage.watch.taken()
        _one_a_second(acts, seconds)
        _table(f"{transport}, 1 a second", acts)
        rest = _twenty_a_second(acts, bursts)
        _table(f"{transport}, 20 a second", acts)
        print(f"after a burst, the last letter is out in {rest:.1f} s (median)")
        _check(acts, Path(folder))


@contextmanager
def _acts(transport: str, folder: Path) -> Iterator[list[Act]]:
    def url(name: str) -> str:
        return f"sqlite:///{folder}/{name}.db"

    with ExitStack() as stages:
        inline, default, rows = (
            stages.enter_context(stage(["tests.bench.echo", how], transport, DATABASE_URL=url(how)))
            for how in ("inline", "default", "rows")
        )
        ours = stages.enter_context(stage(["bot"], transport, DATABASE_URL=url("bench")))
        sessions = open_database(url("bench"))
        cast.take_their_places(sessions, datetime.now(UTC))
        sessions.kw["bind"].dispose()
        yield [
            Act("echo, inline", inline, "/draft {}".format),
            Act("assign a draft", ours, "/draft assign @li.na Budget memo {} by Friday 5pm".format),
            Act("echo, default Bolt", default, "/draft {}".format),
            Act("what is overdue", ours, lambda _: "/office overdue"),
            Act("echo that writes", rows, "/draft Budget memo {}".format),
        ]


def _one_a_second(acts: list[Act], seconds: int) -> None:
    start = time.monotonic()
    for n in range(seconds * len(acts)):
        act = acts[n % len(acts)]
        _sleep_until(start + n / len(acts))
        act.types()
        act.laps += act.stage.watch.taken()


def _twenty_a_second(acts: list[Act], bursts: int) -> float:
    rests: list[float] = []
    for act in acts:
        act.laps.clear()
    for _ in range(bursts):
        for act in acts:
            _burst(act)
            rests.append(act.stage.settles())
            act.laps += act.stage.watch.taken()
    of_letters = sorted(rests[1 :: len(acts)])
    return of_letters[len(of_letters) // 2]


def _burst(act: Act) -> None:
    """At their times, whether those before are answered or not: people do not queue."""
    start = time.monotonic()
    with ThreadPoolExecutor(BURST) as people:
        for n in range(BURST):
            _sleep_until(start + n * PAUSE)
            people.submit(act.types)


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _table(title: str, acts: list[Act]) -> None:
    floors = [(act, AGAINST[act.name]) for act in acts if act.name in AGAINST]
    print(f"\n{title}")
    heads = [f"{part}/{short}" for _, short in floors for part in ("p50", "p99")]
    print(COLUMNS.format("", "n", "p50 ms", "p99 ms", *heads))
    for act in acts:
        ratios = [act.at(part) / its.at(part) for its, _ in floors for part in (0.5, 0.99)]
        shown = [f"{act.at(part):.1f}" for part in (0.5, 0.99)] + [f"{one:.2f}" for one in ratios]
        print(COLUMNS.format(act.name, len(act.laps), *shown), flush=True)


def _check(acts: list[Act], folder: Path) -> None:
    """An answer counts only if it came, and if all it tells of is in the database."""
    mishaps = sum({id(act.stage): act.stage.watch.mishaps for act in acts}.values())
    print(f"unanswered: {mishaps}", end="")
    short = mishaps
    for act, file in ((acts[1], "bench.db"), (acts[4], "rows.db")):
        typed, kept = next(act.numbers), _drafts(folder / file)
        print(f"; {act.name}: {typed} typed, {kept} in the database", end="")
        short += abs(typed - kept)
    print()
    if short:
        raise SystemExit("the bench did not measure what it says")


def _drafts(file: Path) -> int:
    sessions = open_database(f"sqlite:///{file}")
    with sessions.begin() as session:
        kept = session.scalar(select(func.count()).select_from(Draft))
    sessions.kw["bind"].dispose()
    return kept or 0
