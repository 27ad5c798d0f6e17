"""What must hold whatever goes wrong: a row each, measured by playing it to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


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
