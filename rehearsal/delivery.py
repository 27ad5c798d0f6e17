"""From Slack to the app: an envelope, its ack within three seconds, and the retries of events."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from rehearsal.clock import Clock
from rehearsal.log import Log
from rehearsal.wire import across

Json = dict[str, Any]
Deliver = Callable[[Json], Json | None]

ACK_WITHIN = 3.0
RETRIES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


class Undelivered(Exception):
    """A transport's word for why an envelope was not acknowledged."""

    def __init__(self, reason: str, no_retry: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.no_retry = reason, no_retry


@dataclass
class Fate:
    payload: Json | None
    reason: str = ""  # why it was not acknowledged, in the words of x-slack-retry-reason
    no_retry: bool = False

    @property
    def acked(self) -> bool:
        return self.payload is not None


@dataclass
class Waiting:
    due: datetime
    envelope: Json
    attempt: int = 0
    reason: str = ""

    def as_sent(self) -> Json:
        if not self.attempt:
            return self.envelope
        return self.envelope | {"retry_attempt": self.attempt, "retry_reason": self.reason}


@dataclass
class Delivery:
    clock: Clock
    log: Log
    deliver: Deliver | None = None
    _waiting: list[Waiting] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def send(self, envelope: Json) -> Fate:
        """Hand over one envelope, once."""
        fate = self._hand_over(envelope)
        self.log.add(
            self.clock.now(),
            "envelope",
            envelope["type"],
            envelope,
            fate.payload,
            "ok" if fate.acked else fate.reason,
        )
        return fate

    def event(self, waiting: Waiting) -> None:
        """Hand over an event; what is not acknowledged comes again, three times at most."""
        fate = self.send(waiting.as_sent())
        if fate.acked or fate.no_retry or waiting.attempt == len(RETRIES):
            return
        due = self.clock.now() + RETRIES[waiting.attempt]
        self.later(Waiting(due, waiting.envelope, waiting.attempt + 1, fate.reason))

    def later(self, waiting: Waiting) -> None:
        with self._lock:
            self._waiting.append(waiting)

    def run_due(self) -> int:
        """Hand over what has fallen due; says how many envelopes that were."""
        now = self.clock.now()
        with self._lock:
            due = [one for one in self._waiting if one.due <= now]
            self._waiting = [one for one in self._waiting if one.due > now]
        for one in due:
            self.event(one)
        return len(due)

    def _hand_over(self, envelope: Json) -> Fate:
        if self.deliver is None:
            return Fate(None, "connection_failed")
        started = time.monotonic()
        try:
            payload = self.deliver(envelope)
        except Undelivered as why:
            return Fate(None, why.reason, why.no_retry)
        late = not self.clock.frozen and time.monotonic() - started > ACK_WITHIN
        if payload is None or late:
            return Fate(None, "http_timeout")
        return Fate(payload)


def envelope(type: str, payload: Json) -> Json:
    return {
        "type": type,
        "envelope_id": str(uuid.uuid4()),
        "payload": across(payload),
        "accepts_response_payload": type != "events_api",
    }
