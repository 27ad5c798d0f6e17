"""A rehearsal on a free port at ten in the morning, a stock client, an app that only listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from rehearsal import Clock, Rehearsal, Slack

Json = dict[str, Any]

WEDNESDAY = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
SCOPES = (
    *("commands", "chat:write", "users:read", "app_mentions:read", "reactions:write"),
    *("im:write", "im:read", "im:history", "channels:read", "channels:history"),
    *("groups:read", "groups:history"),
)
EVENTS = (
    *("message.im", "message.channels", "message.groups", "app_mention"),
    *("app_home_opened", "user_change"),
)


@pytest.fixture
def manifest() -> Json:
    return {
        "display_information": {"name": "Echo"},
        "features": {
            "bot_user": {"display_name": "echo"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/echo", "description": "Say it back", "should_escape": True},
                {"command": "/raw", "description": "As typed", "usage_hint": "anything"},
            ],
            "shortcuts": [
                {"name": "New form", "type": "global", "callback_id": "open_form"},
                {"name": "Note it", "type": "message", "callback_id": "note"},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {"event_subscriptions": {"bot_events": list(EVENTS)}},
    }


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
