"""The fault plan: which Web API calls go wrong, how, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any


class Cut(ConnectionError):
    """The connection is cut before an answer is written."""


@dataclass
class Fault:
    method: str  # a Web API method, or "*"
    kind: str
    times: int = 1
    after: int = 0  # calls that pass unharmed first
    seconds: float = 30
    channel: str = ""  # only calls about this channel, or to this member; empty: all

    def matches(self, method: str, given: dict[str, Any]) -> bool:
        about = (given.get("channel"), given.get("user_id"))
        there = not self.channel or self.channel in about
        return self.times > 0 and there and self.method in (method, "*")


class Faults:
    def __init__(self) -> None:
        self._plan: list[Fault] = []
        self._lock = Lock()

    def plan(self, fault: Fault) -> None:
        with self._lock:
            self._plan.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._plan.clear()

    def strike(self, method: str, given: dict[str, Any]) -> Fault | None:
        """The fault that befalls this call, if any; it is used up by one."""
        if not self._plan:
            return None
        with self._lock:
            for fault in self._plan:
                if fault.matches(method, given):
                    if fault.after == 0:
                        fault.times -= 1
                        return fault
                    fault.after -= 1
        return None
