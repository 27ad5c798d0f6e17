"""What every part of the rehearsed Slack stands on: its memory, clock, lock, ids and log."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from rehearsal import seed as seeds
from rehearsal.clock import Clock
from rehearsal.delivery import Delivery, Waiting, envelope
from rehearsal.faults import Faults
from rehearsal.installed import App
from rehearsal.limits import Limits
from rehearsal.log import Log
from rehearsal.workspace import APP_ID, BOT_USER, TEAM, Channel, Member, Message, Workspace

Json = dict[str, Any]
Watcher = Callable[[str, frozenset[str] | None], None]

TRIGGER_LIVES = timedelta(seconds=3)
RESPONSE_LIVES, RESPONSE_USES = timedelta(minutes=30), 5


@dataclass
class Trigger:
    user: str
    until: datetime
    view: str | None = None  # the modal it came from
    used: bool = False


@dataclass
class ResponseUrl:
    user: str
    channel: str
    until: datetime
    message_ts: str | None = None  # the message whose element was used
    uses: int = 0


class Ground:
    """State and small change; the lock is held around each look, never while the app is called."""

    paced = False  # 1 message a second and channel, as Slack has it
    history_lag = 0.0  # seconds until a message shows up in conversations.history
    latency = 0.0  # seconds that each answer of the Web API takes
    address = "http://127.0.0.1"  # where the server of this rehearsal listens

    def __init__(
        self,
        manifest: Json,
        clock: Clock | None = None,
        seed: Callable[[str], Workspace] = seeds.office,
    ) -> None:
        self.app = App.of(manifest)
        self.clock = clock or Clock()
        self.workspace = seed(self.app.name)
        self.lock = RLock()
        self.log = Log()
        self.faults = Faults()
        self.limits = Limits()
        self.delivery = Delivery(self.clock, self.log)
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.files: dict[str, bytes] = {}  # what is in those that were shared with their content
        self.uploads: dict[str, Json] = {}  # files begun and not yet shared
        self.bot_token = f"xoxb-rehearsal-{secrets.token_hex(8)}"
        self.app_token = f"xapp-rehearsal-{secrets.token_hex(8)}"
        self.signing_secret = secrets.token_hex(16)
        self.new_link: Callable[[], str] = lambda: f"{self.address}/link"  # the server has others
        self._last_ts = 0
        self._watchers: list[Watcher] = []

    def stamp(self) -> str:
        """A message's ts: the moment in microseconds, never the same twice."""
        now = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = max(now, self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def fresh(self, prefix: str) -> str:
        return f"{prefix}{secrets.token_hex(5).upper()}"

    def member(self, user: str) -> Member:
        return self.workspace.members[user]

    def person(self, user: str) -> Member:
        """A member who can still do something."""
        member = self.member(user)
        if member.deleted:
            raise PermissionError(f"{user} is deactivated")
        return member

    def here(self, user: str, channel: str) -> Channel:
        """The channel a person acts in: they must be one of its members."""
        place = self.place(channel, user)
        if self.person(user).id not in place.members:
            raise PermissionError(f"{user} is not in {place.name}")
        return place

    def place(self, channel: str, user: str) -> Channel:
        """The channel a person means; "DM" is the one with the app."""
        if channel == "DM":
            return self.workspace.dm(user)
        return self.workspace.channels[channel]

    def watch(self, watcher: Watcher) -> None:
        """Have `watcher(topic, readers)` called at each change; no readers means everybody."""
        self._watchers.append(watcher)

    def changed(self, topic: str, *readers: str) -> None:
        for watcher in self._watchers:
            watcher(topic, frozenset(readers) or None)

    def message_changed(self, message: Message) -> None:
        if message.ephemeral:
            self.changed(f"messages:{message.channel}", message.ephemeral)
        else:
            self.changed(
                f"messages:{message.channel}", *self.workspace.channels[message.channel].members
            )

    def new_trigger(self, user: str, view: str | None = None) -> str:
        trigger = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        self.triggers[trigger] = Trigger(user, self.clock.now() + TRIGGER_LIVES, view)
        return trigger

    def new_response_url(self, user: str, channel: str, message_ts: str | None = None) -> str:
        known = secrets.token_urlsafe(18)
        until = self.clock.now() + RESPONSE_LIVES
        self.response_urls[known] = ResponseUrl(user, channel, until, message_ts)
        return f"{self.address}/response/{known}"

    def wants(self, event: Json) -> bool:
        name = event["type"]
        if name == "message":
            plural = {"im": "im", "group": "groups", "channel": "channels"}
            name = f"message.{plural[event['channel_type']]}"
        return name in self.app.events

    def event(self, event: Json) -> list[Waiting]:
        """The envelope of an event; none when the app is not subscribed to it."""
        if not self.wants(event):
            return []
        now = self.clock.now()
        payload = {
            "token": "rehearsal",
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self.fresh("Ev"),
            "event_time": int(now.timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_hex(12)}",
        }
        return [Waiting(now, envelope("events_api", payload))]
