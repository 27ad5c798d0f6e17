"""A rehearsal on a free port at ten in the morning, a stock client, an app that only listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from rehearsal import Clock, Rehearsal, Slack
from tests.rehearsal.echo import echo_manifest

Json = dict[str, Any]

WEDNESDAY = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@pytest.fixture
def manifest() -> Json:
    return echo_manifest()


class Heard:
    """An app that notes each envelope and answers what it was told to answer."""

    def __init__(self) -> None:
        self.envelopes: list[Json] = []
        self.answer: Json | None = {}
        self.does: Callable[[Json], Any] = lambda payload: None

    def __call__(self, envelope: Json) -> Json | None:
        self.envelopes.append(envelope)
        self.does(envelope["payload"])
        return self.answer

    @property
    def last(self) -> Json:
        return self.envelopes[-1]["payload"]

    @property
    def events(self) -> list[Json]:
        return [e["payload"]["event"] for e in self.envelopes if e["type"] == "events_api"]

    def seen(self, type: str) -> list[Json]:
        return [event for event in self.events if event["type"] == type]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def rehearsal(manifest: Json, heard: Heard) -> Iterator[Rehearsal]:
    with Rehearsal(manifest, clock=Clock(at=WEDNESDAY)) as rehearsal:
        rehearsal.slack.connect(heard)
        yield rehearsal


@pytest.fixture
def slack(rehearsal: Rehearsal) -> Slack:
    return rehearsal.slack


@pytest.fixture
def client(rehearsal: Rehearsal) -> WebClient:
    return WebClient(rehearsal.bot_token, base_url=rehearsal.api_url, retry_handlers=[])


@pytest.fixture
def no() -> Callable[..., str]:
    """The error code with which Slack refuses a call."""

    def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
        with pytest.raises(SlackApiError) as caught:
            call(*args, **kwargs)
        return str(caught.value.response["error"])

    return refused
