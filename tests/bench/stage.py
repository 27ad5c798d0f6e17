"""A Slack with one app in a process of its own, as in production, and a stopwatch between them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any

from rehearsal import Rehearsal
from rehearsal.control import add_members
from tests.door import MANIFEST

ROOT = Path(__file__).parents[2]
ASKERS = ("UWANG", "UZHAO", "ULIU", "UCHEN")  # in turns: one alone would come over their limit
Envelope = dict[str, Any]


class Stopwatch:
    """Takes the time from an envelope's leaving to its acknowledgement, in milliseconds."""

    def __init__(self, deliver: Callable[[Envelope], Envelope | None]) -> None:
        self.deliver = deliver
        self.laps: list[float] = []
        self.mishaps = 0
        self._lock = Lock()

    def __call__(self, envelope: Envelope) -> Envelope | None:
        if envelope["type"] != "slash_commands":
            return self.deliver(envelope)
        started = time.perf_counter()
        try:
            answer = self.deliver(envelope)
        except Exception:
            self._note(started, None)
            raise
        self._note(started, answer)
        return answer

    def _note(self, started: float, answer: Envelope | None) -> None:
        with self._lock:
            self.mishaps += not answer
            self.laps.append((time.perf_counter() - started) * 1000)

    def taken(self) -> list[float]:
        with self._lock:
            laps, self.laps = self.laps, []
        return laps


class Stage:
    """One app's Slack. Whatever a person types goes out at once, and is timed."""

    def __init__(self, rehearsal: Rehearsal, watch: Stopwatch, askers: Sequence[str]) -> None:
        self.rehearsal, self.watch, self.askers = rehearsal, watch, cycle(askers)

    def types(self, line: str) -> None:
        self.rehearsal.slack.commands(next(self.askers), "COFFICE", line)

    def settles(self, most: float = 30.0) -> float:
        """Wait until the app has said all it had to say; tells how long that took."""
        started, quiet_since, heard = time.monotonic(), time.monotonic(), -1
        while time.monotonic() - started < most:
            if heard != (heard := len(self.rehearsal.slack.log)):
                quiet_since = time.monotonic()
            if time.monotonic() - quiet_since > 0.3:
                break
            time.sleep(0.02)
        return quiet_since - started


@contextmanager
def stage(
    app: list[str], transport: str, processes: int = 1, crowd: int = 0, **environ: str
) -> Iterator[Stage]:
    """`python -m APP` on a rehearsal of its own, over "Socket Mode" or "signed HTTP", in so many
    processes; who asks is of the seeded office, or of a crowd beside it.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events" if transport == "signed HTTP" else None
    with Rehearsal(MANIFEST, request_url=url) as slack:
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_APP_TOKEN": "" if url else slack.app_token,
            "PORT": str(port),
        }
        watch = Stopwatch(slack.posts.deliver if slack.posts else slack.sockets.deliver)
        slack.slack.connect(watch)
        askers = _beside(slack, crowd) if crowd else ASKERS
        with ExitStack() as running:
            for n in range(processes):
                running.enter_context(process(app, given | environ))
                _wait_for(lambda: _listens(port) if url else slack.sockets.count > 0)
                _wait_for(lambda n=n: app[0] != "bot" or _has_met(slack, n + 1))
            yield Stage(slack, watch, askers)


def _beside(slack: Rehearsal, crowd: int) -> list[str]:
    """So many more, who may type where the office does."""
    known = add_members(slack.slack, crowd)
    slack.slack.workspace.channels["COFFICE"].members += known
    return known


def _has_met(slack: Rehearsal, processes: int) -> bool:
    """So many have asked Slack who is there, which is the last they do before they answer."""
    return len(slack.slack.log.calls("users.list")) >= processes


@contextmanager
def process(app: list[str], environ: dict[str, str]) -> Iterator[None]:
    running = subprocess.Popen(
        [sys.executable, "-m", *app],
        cwd=ROOT,
        env=os.environ | environ,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as lent:
        lent.bind(("127.0.0.1", 0))
        return int(lent.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(ready: Callable[[], bool], most: float = 30.0) -> None:
    until = time.monotonic() + most
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError("the app did not come up")
        time.sleep(0.05)
