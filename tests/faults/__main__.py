"""What goes wrong in the world, done to the bot on purpose: `make faults`, never part of the tests.

`python -m tests.faults backlog` measures the rows of one theme, `backlog.ten_channels_hang` one of
them. Seeded, bounded, repeatable; the times are this machine's.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from importlib import import_module
from pathlib import Path

from tests.faults.rows import ROWS, Found, Row

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    logging.disable(logging.WARNING)
    for file in sorted(HERE.glob("*.py")):
        if not file.stem.startswith("__"):
            import_module(f"tests.faults.{file.stem}")
    chosen = [one for one in ROWS if not names or {one.theme, one.name} & set(names)]
    started, failed = time.monotonic(), 0
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for one in chosen:
        began = time.monotonic()
        found = _measured(one)
        failed += not found.holds
        print(f"\n{'holds' if found.holds else 'FAILS'}  {one.theme}: {one.what}")
        print(f"       {found.seen}")
        print(f"       must: {one.must}  ({time.monotonic() - began:.0f} s)", flush=True)
    held, seconds = len(chosen) - failed, time.monotonic() - started
    print(f"\n{held} of {len(chosen)} hold; {seconds:.0f} s in all")
    return 1 if failed or not chosen else 0


def _measured(one: Row) -> Found:
    """A row that cannot be played to its end does not hold, and takes no other with it."""
    try:
        return one.measure()
    except Exception as trouble:
        return Found(f"broke off: {type(trouble).__name__}: {trouble}", holds=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
