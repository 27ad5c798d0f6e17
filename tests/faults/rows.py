"""What must hold whatever goes wrong: a row each, measured by playing it to its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Found:
    """What was seen, in a few words with its numbers, and whether that is as it must be."""

    seen: str
    holds: bool


Measure = Callable[[], Found]


@dataclass(frozen=True)
class Row:
    theme: str  # the file it stands in
    name: str
    what: str
    must: str
    measure: Measure
    mostly_waits: bool  # and measures no times: it is played beside others of its kind


ROWS: list[Row] = []


def row(
    must: str, *, mostly_waits: bool = False
) -> Callable[[Callable[[], Found]], Callable[[], Found]]:
    """Enter a measurement; the first line of its docstring says what is done to the bot."""

    def enter(measure: Measure) -> Measure:
        what = (measure.__doc__ or "").strip().splitlines()[0].rstrip(".")
        theme = measure.__module__.rpartition(".")[2]
        name = f"{theme}.{measure.__name__}"
        ROWS.append(Row(theme, name, what, must, measure, mostly_waits))
        return measure

    return enter


def enter_all() -> None:
    """The rows of every theme; also in a process that is begun to play some of them."""
    logging.disable(logging.WARNING)
    for file in sorted(HERE.glob("*.py")):
        if not file.stem.startswith("__"):
            import_module(f"tests.faults.{file.stem}")


def measured(name: str) -> tuple[Found, float]:
    """What was found, in how many seconds. A row that cannot be played to its end does not hold,
    and takes no other with it.
    """
    began, one = time.monotonic(), next(one for one in ROWS if one.name == name)
    try:
        found = one.measure()
    except Exception as trouble:
        found = Found(f"broke off: {type(trouble).__name__}: {trouble}", holds=False)
    return found, time.monotonic() - began
