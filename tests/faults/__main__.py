"""What goes wrong in the world, done to the bot on purpose: `make faults`, never part of the tests.

`python -m tests.faults backlog` measures the rows of one theme, `backlog.ten_channels_hang` one of
them. Seeded, bounded, repeatable; the times are this machine's.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.faults.rows import ROWS, Found, Row, enter_all, measured


def main(names: list[str]) -> int:
    enter_all()
    chosen = [one for one in ROWS if not names or {one.theme, one.name} & set(names)]
    started = time.monotonic()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start", flush=True)
    alone = [one for one in chosen if not one.mostly_waits]
    beside = [one.name for one in chosen if one.mostly_waits]
    held = sum(_told(one, *measured(one.name)) for one in alone)
    by_name = {one.name: one for one in chosen}
    with ProcessPoolExecutor(max(1, len(beside)), get_context("spawn"), enter_all) as players:
        for name, found in zip(beside, players.map(measured, beside), strict=True):
            held += _told(by_name[name], *found)
    print(f"\n{held} of {len(chosen)} hold; {time.monotonic() - started:.0f} s in all")
    return 0 if chosen and held == len(chosen) else 1


def _told(one: Row, found: Found, seconds: float) -> bool:
    print(f"\n{'holds' if found.holds else 'FAILS'}  {one.theme}: {one.what}")
    print(f"       {found.seen}")
    print(f"       must: {one.must}  ({seconds:.0f} s)", flush=True)
    return found.holds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
