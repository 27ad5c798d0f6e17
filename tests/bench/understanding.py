"""What it costs to learn what people mean, and to understand a sentence."""

from __future__ import annotations

import statistics
import tracemalloc
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bot.hearing import families, hear
from bot.language.understanding.guessing import taught
from handlers.slack.wording import request_for
from storage.db import open_database
from storage.schema import migrate
from storage.who.people import Person
from tests.bench.inside import Meter
from tests.door import Door

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
TIMES, WARM = 3, 20
SAID = (
    "请李娜写一份全市经济工作会议讲话稿，下周五下班前交",
    "ask Li Na to draft a speech for the open day in 5 working days",
    "那个年终总结写到哪一步了，催催张伟",
    "could somebody look at the printer on the third floor, it jams again",
    "下周三上午去青山镇看养老院，我和孙磊，要个车，当天回",
    "Sun Lei and I can't do Saturday, could Li Na swap with one of us?",
)


def bench() -> None:
    print(f"\nUnderstanding, CPU, median of {TIMES}")
    with TemporaryDirectory() as folder:
        _learns(Path(folder))
        _hears(Path(folder))


def _learns(folder: Path) -> None:
    learning = statistics.median(_seconds(None) for _ in range(TIMES))
    taught(families(), folder)
    kept = statistics.median(_seconds(folder) for _ in range(TIMES))
    tracemalloc.start()
    model = taught(families(), folder)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    print(f"  learned in {learning:.1f} s, read from the kept file in {kept:.2f} s")
    print(f"  {len(model.intents)} verbs held in {held:.0f} MB")


def _seconds(folder: Path | None) -> float:
    began = process_time()
    taught(families(), folder)
    return process_time() - began


def _hears(folder: Path) -> None:
    """In an office with its people, and nothing going on."""
    sessions = open_database(f"sqlite:///{folder}/understanding.db")
    migrate(sessions)
    door = Door(sessions, NOW)
    door.casts()
    meter = Meter(sessions)
    with sessions.begin() as session:
        request = request_for(door.bot, session, session.get_one(Person, "UZHAO"), NOW)
        for text in SAID * WARM:
            meter(partial(hear, request, text))
    statements, taken = meter.medians()
    door.closes()
    print(f"  a sentence: {taken:.1f} ms, {statements:.0f} statements to the database in it")


if __name__ == "__main__":
    bench()
