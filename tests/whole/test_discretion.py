"""What people say, tokens and addresses to answer at are in no log, however much is logged."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import func, select

from handlers.demo import cast
from rehearsal import Rehearsal
from storage.db import open_database
from storage.matters.matter import Matter
from tests.bot_process import Stage
from tests.door import MANIFEST
from tests.whole.test_end_to_end import free_port, listens, wait_for

WORDS = "柠檬水" * 3  # nobody else says this
ANSWER_AT = "https://hooks.example.org/commands/T1/lemonade"
COMMAND = {
    "command": "/office",
    "text": WORDS,
    "user_id": "UWANG",
    "channel_id": "COFFICE",
    "response_url": ANSWER_AT,
    "trigger_id": "1",
}


class Office(Stage):
    """A bot that logs all it can, and what comes to it by HTTP."""

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text("utf-8") if file.exists() else ""

    def posts(self, body: bytes, secret: str = "any", sent_at: str | None = None) -> int:
        """As Slack would, signed with this secret; the status that comes back."""
        return self._posts(body, secret, sent_at)[0]

    def asks(self, body: bytes) -> str:
        """Of Slack itself; the answer."""
        status, said = self._posts(body, self.slack.signing_secret)
        assert status == 200
        return said

    def _posts(self, body: bytes, secret: str, sent_at: str | None = None) -> tuple[int, str]:
        now = str(int(time.time())) if sent_at is None else sent_at
        signed = f"v0:{now}:".encode() + body
        signature = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        told = {"Content-Type": "application/x-www-form-urlencoded"}
        told |= {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature}
        line = HTTPConnection("127.0.0.1", self.settings.port, timeout=10)
        line.request("POST", "/slack/events", body, told)
        said = line.getresponse()
        answer = said.status, said.read().decode()
        line.close()
        return answer


def opened(slack: Rehearsal, folder: Path, **way_in: object) -> Iterator[Office]:
    office = Office(slack, folder, **way_in)
    process = office.starts_bot(logging.DEBUG)
    assert wait_for(lambda: "the office is open" in office.log()), office.log()
    yield office
    process.terminate()
    process.join()


@pytest.fixture
def http(tmp_path: Path) -> Iterator[Office]:
    port = free_port()
    with Rehearsal(MANIFEST, request_url=f"http://127.0.0.1:{port}/slack/events") as slack:
        way_in = {"slack_signing_secret": slack.signing_secret, "port": port}
        yield from opened(slack, tmp_path, **way_in)


@pytest.fixture
def socket_mode(tmp_path: Path) -> Iterator[Office]:
    with Rehearsal(MANIFEST) as slack:
        yield from opened(slack, tmp_path, slack_app_token=slack.app_token)


def assert_is_discreet(office: Office, *more: str) -> None:
    log = office.log()
    slack = office.slack
    secrets = (slack.bot_token, slack.app_token, slack.signing_secret, "/response/", "wss://")
    written = (WORDS, WORDS.encode("unicode-escape").decode(), quote(WORDS))
    for word in (*written, *secrets, *more):
        assert word not in log


def test_what_slack_has_not_signed_is_refused_and_nothing_of_it_is_logged(http):
    form = urlencode(COMMAND).encode()
    event = json.dumps({"type": "event_callback", "event": {"text": WORDS}}).encode()
    broken = [b"\xff" + form, b'{"payload":' + form, b"payload=%7B" + form]
    for body in (form, event, *broken):
        assert http.posts(body, "another secret") == 401
    secret = http.slack.signing_secret
    assert http.posts(form, secret, sent_at=str(int(time.time()) - 400)) == 401

    assert_is_discreet(http, ANSWER_AT, "lemonade")
    assert http.log().count("a request was refused") == 1
    assert http.log().count("Traceback") == http.log().count("ERROR") == 0


def test_a_time_that_is_no_number_is_refused_like_any_other(http):
    for sent_at in ("x", "", "9" * 5000, "1e9", "²"):
        assert http.posts(b"text=" + WORDS.encode(), sent_at=sent_at) == 401, sent_at
    assert http.log().count("Traceback") == http.log().count("ERROR") == 0


def test_a_body_of_more_than_a_megabyte_is_refused_unread(http):
    line = HTTPConnection("127.0.0.1", http.settings.port, timeout=10)
    line.putrequest("POST", "/slack/events")
    line.putheader("Content-Length", str(1024 * 1024 + 1))
    line.endheaders()  # and not a byte of it
    assert line.getresponse().status == 413
    line.close()
    assert listens(http.settings.port)


def test_a_command_that_somebody_has_caught_and_sends_again_is_carried_out_once(http):
    """With its signature, within the five minutes Slack gives it; one that was refused, too."""
    sessions = open_database(http.settings.database_url)
    cast.take_their_places(sessions, datetime.now(UTC))
    for trigger, line in {"1": "remind me to call the bank tomorrow", "2": "done F-9"}.items():
        told = {**COMMAND, "text": line, "user_id": "ULINA", "trigger_id": trigger}
        answers = [http.asks(urlencode(told).encode()) for _ in range(3)]
        assert answers[0] != ""
        assert answers[1:] == ["", ""]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Matter)) == 1
    sessions.kw["bind"].dispose()


LIBRARIES = """
import logging
from handlers.slack import discretion
logging.basicConfig()
discretion.keep_to_ourselves()
logging.getLogger("callboard.line").info("lost wss://wss.example.org/link?ticket=1")
logging.getLogger("callboard.bolt").warning("nothing at %s", "https://hooks.example.org/T1/x")
"""


def test_an_address_that_a_library_names_is_cut_out():
    said = subprocess.run([sys.executable, "-c", LIBRARIES], capture_output=True, text=True)
    assert said.stderr.splitlines() == [
        "INFO:callboard.line:lost …",
        "WARNING:callboard.bolt:nothing at …",
    ]


@pytest.mark.parametrize("mode", ["http", "socket_mode"])
def test_of_what_is_taken_in_nothing_is_logged_either(request, mode):
    office = request.getfixturevalue(mode)
    slack = office.slack.slack
    assert slack.commands("UWANG", "COFFICE", f"/office {WORDS}").error is None
    slack.says("UWANG", "DM", WORDS)
    slack.says("UWANG", "DM", f"机密★10年 {WORDS}")
    slack.shortcut("UWANG", "drafts:from-message", "DM", slack.sees("UWANG", "DM")[0].ts)
    slack.fault("chat.postMessage", "invalid_blocks")
    slack.says("UWANG", "DM", f"{WORDS}?")
    slack.fault("chat.postMessage", "drop_before")
    slack.says("UWANG", "DM", f"{WORDS}!")

    assert wait_for(lambda: "cannot be delivered" in office.log())
    assert_is_discreet(office)
