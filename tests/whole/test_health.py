"""Alive, ready, and how it is doing: read over HTTP in both run modes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from handlers import health
from handlers.clockwork import deliver, tick
from handlers.slack.metrics import ACKNOWLEDGED, Metrics
from rehearsal import Rehearsal
from tests.door import MANIFEST, Door
from tests.slack.test_trouble import read_only
from tests.whole.test_discretion import Office, opened
from tests.whole.test_end_to_end import free_port

WORDS = "柠檬水"


def asks(door: Door, path: str, method: str = "GET") -> tuple[str, str]:
    """The status, and what is read."""
    said: list[str] = []

    def otherwise(environ: object, start_response: object) -> list[bytes]:
        said.append("somebody else's")
        return []

    serve = health.served(door.bot, otherwise)
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    body = b"".join(serve(environ, lambda status, heads: said.append(status)))
    return said[0], body.decode()


def read(door: Door) -> dict[str, float]:
    lines = asks(door, "/metrics")[1].splitlines()
    told = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(value) for name, _, value in told}


def test_alive_and_ready_while_all_is_well(door):
    tick(door.bot)
    assert asks(door, "/healthz") == ("200 OK", "alive\n")
    assert asks(door, "/readyz") == ("200 OK", "ready\n")
    assert asks(door, "/healthz", "HEAD") == ("200 OK", "")
    assert asks(door, "/healthz", "POST")[0] == asks(door, "/duty/1.ics")[0] == "somebody else's"


def test_a_clockwork_that_hangs_is_not_alive(door):
    tick(door.bot)
    door.bot.metrics.ticked_at -= health.SILENT + 1
    assert asks(door, "/healthz")[0] == "503 Service Unavailable"


def test_what_cannot_write_is_not_ready_and_alive_all_the_same(door):
    tick(door.bot)
    with read_only(door):
        door.slack.commands("UWANG", "COFFICE", "/office remind me to call the bank tomorrow")
        assert asks(door, "/readyz")[0] == "503 Service Unavailable"
        assert asks(door, "/healthz")[0] == "200 OK"
        assert read(door)["callboard_cannot_write"] == 1
    tick(door.bot)
    assert asks(door, "/readyz")[0] == "200 OK"


def test_requests_letters_and_nudges_are_counted(door):
    door.types("UWANG", f"/draft assign @li.na {WORDS} by 26 Nov 5pm")
    door.types("ULINA", "/draft sign D-1")
    door.says("ULINA", "thanks")
    door.waits(days=1)
    door.slack.fault("chat.postMessage", "service_unavailable")
    door.says("ULINA", "thanks")
    door.clock.turn(seconds=7)

    told, text = read(door), asks(door, "/metrics")[1]
    assert told['callboard_requests_total{became="done",surface="command"}'] == 1
    assert told['callboard_requests_total{became="refused",surface="command"}'] == 1
    assert told['callboard_requests_total{became="done",surface="message"}'] == 2
    assert told["callboard_tick_seconds_count"] == 1
    assert told['callboard_letters{state="waiting"}'] == 1
    assert told["callboard_oldest_waiting_letter_seconds"] == 7
    assert told["callboard_nudge_lateness_seconds_count"] == 1
    assert told['callboard_nudge_lateness_seconds{quantile="0.99"}'] < 1
    assert not [word for word in (WORDS, "ULINA", "UWANG", "thanks") if word in text]
    deliver(door.bot)


def test_times_fall_into_buckets():
    metrics = Metrics()
    for seconds in (0.001, 0.2, 2.5, 60):
        metrics.took(ACKNOWLEDGED, seconds)
    told = dict(line.rsplit(" ", 1) for line in metrics.lines() if not line.startswith("#"))
    at_most = [
        told[f'{ACKNOWLEDGED}_bucket{{le="{most}"}}'] for most in ("0.01", "0.25", "3.0", "+Inf")
    ]
    assert at_most == ["1", "2", "3", "4"]
    assert told[f"{ACKNOWLEDGED}_sum"] == "62.701"


@pytest.fixture
def socket_mode(tmp_path: Path) -> Iterator[Office]:
    with Rehearsal(MANIFEST) as slack:
        yield from opened(slack, tmp_path, slack_app_token=slack.app_token, port=free_port())


def test_in_socket_mode_they_are_read_where_a_port_is_named(socket_mode):
    there = f"http://127.0.0.1:{socket_mode.settings.port}"
    socket_mode.slack.slack.commands("UWANG", "COFFICE", "/office help")
    with urlopen(f"{there}/metrics") as said:
        text = said.read().decode()
    assert 'callboard_acknowledged_seconds_bucket{le="3.0"} 1' in text
    for page in ("healthz", "readyz"):
        with urlopen(f"{there}/{page}") as said:
            assert said.status == 200
