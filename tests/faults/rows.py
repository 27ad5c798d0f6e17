"""What must hold whatever goes wrong: a row each, measured by playing it to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """What was seen, in a few words with its numbers, and whether that is as it must be."""

    seen: str
    holds: bool


@dataclass(frozen=True)
class Row:
    theme: str  # the file it stands in
    name: str
    what: str
    must: str
    measure: Callable[[], Found]


ROWS: list[Row] = []


def row(must: str) -> Callable[[Callable[[], Found]], Callable[[], Found]]:
    """Enter a measurement; the first line of its docstring says what is done to the bot."""

    def enter(measure: Callable[[], Found]) -> Callable[[], Found]:
        what = (measure.__doc__ or "").strip().splitlines()[0].rstrip(".")
        theme = measure.__module__.rpartition(".")[2]
        ROWS.append(Row(theme, f"{theme}.{measure.__name__}", what, must, measure))
        return measure

    return enter
