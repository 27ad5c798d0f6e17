"""What it costs to read a time, beside dateparser alone, and what a hostile text costs."""

from __future__ import annotations

import random
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import dateparser

from bot.language.dates import deadline, warm_up
from bot.language.dates.rows import RULES

NOW, ZONE = datetime(2026, 11, 25, 6, 30, tzinfo=UTC), "Asia/Shanghai"
ROUNDS, HOSTILE = 5, 40_000  # letters: the most that Slack takes
LETTERS = "下周五12月4日3点前后半个天《》next by at friday dec 5pm:/-工作日内节前第最后一 每到至"
REPEATED = ("下周五", "1", "3点", "《", "Friday ", "at 5 ", "in a ", "a week from ", "第三", "0.5 ")


def bench() -> None:
    """Every text in turn is read by both, so that both meet the same minute of the machine."""
    texts = [text for rule in RULES for text in rule.examples]
    local = NOW.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    settings: dict[str, object] = {"RELATIVE_BASE": local, "PREFER_DATES_FROM": "future"}
    warm_up(NOW)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _theirs("12 December", settings)
        ours, theirs = [], []
        for text in texts:
            ours.append(_milliseconds(_ours, text))
            theirs.append(_milliseconds(lambda one: _theirs(one, settings), text))
    print(f"\nReading a time: {len(texts)} texts, once each, warm")
    _line("ours", ours)
    _line("dateparser alone", theirs)
    for name, part in (("median", 0.5), ("99th percentile", 0.99)):
        print(f"  {name}: {_part(ours, part) / _part(theirs, part):.2f} of dateparser's")
    _hostile(statistics.median(_best(text) for text in texts))


def _hostile(ordinary: float) -> None:
    letters = random.Random(1)
    repeated = [(one * HOSTILE)[:HOSTILE] for one in REPEATED]
    drawn = ["".join(letters.choices(LETTERS, k=HOSTILE)) for _ in range(50)]
    for name, texts in (("one word over and over", repeated), ("letters of dates, drawn", drawn)):
        worst = max(_best(text) for text in texts)
        print(f"  {HOSTILE} letters, {name}: the worst costs {worst / ordinary:.1f} ordinary texts")


def _best(text: str) -> float:
    """Milliseconds, with the noise of the machine left out."""
    return min(_milliseconds(_ours, text) for _ in range(ROUNDS))


def _ours(text: str) -> object:
    return deadline(text, NOW.astimezone(ZoneInfo(ZONE)), ZONE)


def _theirs(text: str, settings: dict[str, object]) -> object:
    return dateparser.parse(text, languages=["zh", "en"], settings=settings)


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    read(text)
    return (time.perf_counter() - started) * 1000


def _line(name: str, taken: Sequence[float]) -> None:
    half, most = _part(taken, 0.5), _part(taken, 0.99)
    print(f"  {name}: median {half:.2f} ms, 99th percentile {most:.2f} ms")


def _part(taken: Sequence[float], part: float) -> float:
    return sorted(taken)[int(part * (len(taken) - 1))]


if __name__ == "__main__":
    bench()
