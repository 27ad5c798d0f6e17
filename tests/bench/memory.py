"""Does a bot grow while it works? An hour of its clock, in which people ask and are reminded."""

from __future__ import annotations

import time
from datetime import timedelta

from tests.databases import add_followup
from tests.faults.office import Office, office

MINUTES, PEOPLE = 60, 60
SAID = ("help", "what's overdue?", "remind me to call the bank tomorrow", "帮助", "mine")


def bench() -> None:
    with office(people=PEOPLE) as opened:
        opened.admits_the_crowd()
        opened.begins()
        sizes = [_minute(opened, n) for n in range(MINUTES + 1)]
    first, last = sizes[1], sizes[-1]
    quarters = ", ".join(f"{one:.0f}" for one in sizes[:: MINUTES // 4])
    print(f"\nMemory over {MINUTES} min of turned clock, somebody asking and reminded each minute")
    print(
        f"after the first minute {first:.0f} MB, at the end {last:.0f} MB: "
        f"{last / first - 1:+.1%}, at most {max(sizes[1:]) / first - 1:+.1%}; by the quarter of an "
        f"hour {quarters} MB",
        flush=True,
    )


def _minute(opened: Office, n: int) -> float:
    """What is in memory after one more, in megabytes."""
    who = opened.crowd[n % PEOPLE]
    add_followup(opened.sessions, who, f"Paper {n}", opened.now() + timedelta(seconds=30))
    for line in SAID:
        opened.slack.says("ULINA", "DM", line)
    opened.slack.opens_home("ULINA")
    opened.stage.turn(seconds=60)
    time.sleep(1.0)
    return _resident(opened)


def _resident(opened: Office) -> float:
    with open(f"/proc/{opened.running[0].pid}/status") as status:
        found = dict(line.split(":", 1) for line in status)
    return int(found["VmRSS"].split()[0]) / 1024
