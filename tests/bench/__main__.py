"""What the bot costs: `make bench`. Ratios are what counts; milliseconds are this machine's.

`python -m tests.bench webs memory` measures these parts of it.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from functools import partial

from tests.bench import (
    answers,
    cases,
    dates,
    inside,
    lateness,
    memory,
    planning,
    roster,
    sections,
    sweep,
    understanding,
    waiting,
    webs,
)

PARTS: dict[str, Callable[[], None]] = {
    "socket": partial(answers.bench, "Socket Mode", seconds=25, bursts=3),
    "http": partial(answers.bench, "signed HTTP", seconds=10, bursts=2),
    "webs": webs.bench,
    "waiting": waiting.bench,
    "inside": inside.bench,
    "sweep": sweep.bench,
    "lateness": lateness.bench,
    "memory": memory.bench,
    "roster": roster.bench,
    "dates": dates.bench,
    "planning": planning.bench,
    "sections": sections.bench,
    "cases": cases.bench,
    "understanding": understanding.bench,
}


def main(names: list[str]) -> None:
    started = time.monotonic()
    logging.disable(logging.WARNING)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for name in names or PARTS:
        PARTS[name]()
    print(f"\n{time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main(sys.argv[1:])
