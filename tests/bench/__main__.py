"""What the bot costs: `make bench`. Ratios are what counts; milliseconds are this machine's."""

from __future__ import annotations

import logging
import os
import time

from tests.bench import answers, cases, dates, inside, planning, roster, sections, sweep


def main() -> None:
    started = time.monotonic()
    logging.disable(logging.WARNING)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    answers.bench("Socket Mode", seconds=25, bursts=5)
    answers.bench("signed HTTP", seconds=10, bursts=2)
    inside.bench()
    sweep.bench()
    roster.bench()
    dates.bench()
    planning.bench()
    sections.bench()
    cases.bench()
    print(f"\n{time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main()
