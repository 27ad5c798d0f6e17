"""The line to Slack: whatever ends it, the next one is there within five seconds."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from handlers.slack.metrics import Metrics
from handlers.slack.socket import Line
from rehearsal import Clock, Rehearsal

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text("utf-8"))
BACK_WITHIN = 5.0  # seconds


@pytest.fixture(scope="module")
def slack() -> Iterator[Rehearsal]:
    with Rehearsal(MANIFEST, clock=Clock()) as rehearsal:
        client = WebClient(rehearsal.bot_token, base_url=rehearsal.api_url)
        app = App(client=client, signing_secret="none", process_before_response=True)
        app.command("/office")(lambda ack: ack("here"))
        line = Line(app, rehearsal.app_token, Metrics())
        yield rehearsal
        line.close()


def is_answered(slack: Rehearsal) -> bool:
    return slack.slack.commands("UWANG", "COFFICE", "/office").error is None


def is_back(slack: Rehearsal) -> bool:
    until = time.monotonic() + BACK_WITHIN
    while time.monotonic() < until:
        if is_answered(slack):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "ends",
    [
        lambda slack: slack.disconnects("refresh_requested"),
        lambda slack: slack.disconnects("warning"),
        lambda slack: slack.closes(),
        lambda slack: slack.cuts(),
    ],
    ids=["asked to refresh", "warned", "closed", "cut"],
)
def test_whatever_ends_the_line_it_is_back_within_five_seconds(slack, ends):
    assert is_answered(slack)
    busy = time.process_time()

    ends(slack)

    assert is_back(slack)
    assert time.process_time() - busy < BACK_WITHIN / 2, "it spins"
