"""Faults that kill: whoever sends a letter dies at a moment that has a name."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Any

from rehearsal.calling import plain
from rehearsal.faults import Fault, Faults

ANSWERED = 0.004  # seconds after an answer has left until it is read
# What Slack then does with the call: it has not come, it is stored and nobody hears so, it is well.
MOMENTS = {"before the post": "drop_before", "after it": "drop_after", "before the commit": "slow"}


@dataclass
class Traps(Faults):
    """`sender`: the process that has a letter in hand; `sprung`: the moments at which one died."""

    sender: Callable[[int], int | None]
    latency: float
    sprung: list[str] = field(default_factory=list)
    waiting: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def set(self, moment: str, after: int) -> None:
        """So many posts from now whoever sends the next dies."""
        with self._lock:
            self.waiting.append((moment, after))

    def strike(self, method: str, given: dict[str, Any]) -> Fault | None:
        moment = self._springs() if method == "chat.postMessage" else ""
        pid = self.sender(_letter(given)) if moment else None
        if pid is None:
            if moment:  # nobody knows who it is: whoever sends the next
                self.set(moment, after=0)
            return super().strike(method, given)
        self.sprung.append(moment)
        answered = self.latency + ANSWERED if moment == "before the commit" else 0.0
        Timer(answered, _kill, [pid]).start() if answered else _kill(pid)
        return Fault(method, MOMENTS[moment], seconds=0)

    def _springs(self) -> str:
        with self._lock:
            left = [(moment, after - 1) for moment, after in self.waiting]
            due = [moment for moment, after in left if after < 0]
            self.waiting = [one for one in left if one[1] >= 0]
            return due[0] if due else ""


def _letter(given: dict[str, Any]) -> int:
    """The number of the letter that is posted; 0 of what is none."""
    mark = plain(given).get("metadata") or {}
    return int(mark.get("event_payload", {}).get("letter", 0))


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
