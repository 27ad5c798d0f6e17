"""The record of a rehearsal: every Web API call and every envelope, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from threading import Lock
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    n: int
    at: datetime
    kind: str  # "api" or "envelope"
    name: str  # the method, or the envelope's type
    asked: Json  # the arguments, or the envelope
    answer: Json | None  # the response, or the ack's payload
    fate: str  # "ok", Slack's error code, the fault that struck, or why there was no ack

    def as_json(self) -> Json:
        return {**asdict(self), "at": self.at.isoformat()}


class Log:
    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = Lock()

    def add(
        self, at: datetime, kind: str, name: str, asked: Json, answer: Json | None, fate: str
    ) -> None:
        with self._lock:
            self._entries.append(Entry(len(self._entries), at, kind, name, asked, answer, fate))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries[:])

    def __len__(self) -> int:
        return len(self._entries)

    def since(self, n: int) -> list[Entry]:
        return self._entries[n:]

    def calls(self, method: str) -> list[Entry]:
        return [one for one in self if one.kind == "api" and one.name == method]

    def envelopes(self, type: str | None = None) -> list[Entry]:
        return [one for one in self if one.kind == "envelope" and type in (None, one.name)]
