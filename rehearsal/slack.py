"""Slack itself, rehearsed: one workspace with one app installed, and no network anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

# Importing the methods fills the table they register in.
from rehearsal import (  # noqa: F401
    methods_chat,
    methods_conversations,
    methods_files,
    methods_groups,
    methods_people,
    methods_views,
)
from rehearsal import seed as seeds
from rehearsal.calling import Answer, Calls
from rehearsal.clock import Clock
from rehearsal.delivery import Deliver
from rehearsal.faults import Fault
from rehearsal.hands import Hands
from rehearsal.responses import Responses
from rehearsal.workspace import Message, View, Workspace

Json = dict[str, Any]

# Methods that Slack has and this rehearsal does not serve: HTTP 501, never a silent ok.
UNSERVED = frozenset(Path(__file__).with_name("unserved.txt").read_text().split())


class Slack(Hands):
    """The workspace as the app calls it (`api`), as people act in it, and as they see it."""

    def __init__(
        self,
        manifest: Json,
        clock: Clock | None = None,
        seed: Callable[[str], Workspace] = seeds.office,
    ) -> None:
        super().__init__(manifest, clock, seed)
        self.hints: Json | None = None  # what whoever runs the rehearsal proposes to try
        self._calls = Calls(self, UNSERVED)

    def connect(self, deliver: Deliver | None) -> None:
        """How envelopes reach the app: a call that gives the ack's payload, None for no ack."""
        self.delivery.deliver = deliver

    def api(self, method: str, token: str | None, args: Json) -> Answer:
        """What a call of /api/METHOD does; raises `Cut` when the connection is to be cut."""
        return self._calls.answer(method, token, args)

    def respond(self, known: str, body: Json) -> Answer:
        """What a POST to a response_url does."""
        return Responses(self).to_url(known.rpartition("/")[2], body)

    def file(self, known: str, token: str | None) -> bytes | None:
        """What url_private gives; None for whoever may not read it: they are sent to log in."""
        allowed = token == self.bot_token and "files:read" in self.app.scopes
        return self.files.get(known) if allowed else None

    def upload(self, known: str, content: bytes) -> bool:
        """What a POST to an upload_url does; False when nobody has asked for that place."""
        with self.lock:
            if known in self.uploads:
                self.files[known] = content
            return known in self.uploads

    def run_due(self) -> int:
        """Deliver what is due: retries, and the events that the app's own calls have caused."""
        return self.delivery.run_due()

    def fault(
        self,
        method: str,
        kind: str,
        times: int = 1,
        after: int = 0,
        seconds: float = 30,
        channel: str = "",
    ) -> None:
        """Plan one: ratelimited, http_500, slow, drop_after, drop_before, or any Slack error; of
        every call, or of those about one channel.
        """
        self.faults.plan(Fault(method, kind, times, after, seconds, channel))

    def limit(self, method: str, most: int, seconds: float) -> None:
        """The whole workspace may call a method so many times in so many seconds."""
        self.limits.set(method, most, seconds)

    def sees(self, user: str, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What this person sees there, oldest first; a thread with its parent first."""
        with self.lock:
            place = self.place(channel, user)
            if user not in place.members:
                return []
            there = place.thread(thread_ts) if thread_ts else place.roots()
            return [message for message in there if message.seen_by(user)]

    def home(self, user: str) -> View | None:
        return self.workspace.homes.get(user)
