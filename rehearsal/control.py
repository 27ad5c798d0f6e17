"""The control interface: what the page, and tests in other processes, drive the rehearsal with."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from rehearsal import seen
from rehearsal.acts import Outcome
from rehearsal.pressed import on_page
from rehearsal.slack import Slack
from rehearsal.sockets import Sockets
from rehearsal.workspace import Member

Json = dict[str, Any]
Aside = Callable[[Callable[[], Any]], Awaitable[Any]]

ACTS = (
    *("says", "edits", "deletes", "commands", "shortcut", "submits", "closes"),
    *("opens_home", "changes_profile"),
)
GATHER = 0.03  # seconds in which changes are gathered into one line of the stream
PULSE = 15.0  # seconds after which a silent stream says that it is still there


@dataclass(eq=False)
class Listener:
    user: str
    topics: set[str] = field(default_factory=set)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, topic: str) -> None:
        self.topics.add(topic)
        self.stirred.set()

    async def news(self) -> list[str]:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stirred.wait(), PULSE)
        await asyncio.sleep(GATHER)
        self.stirred.clear()
        topics, self.topics = sorted(self.topics), set()
        return topics


class Control:
    """`aside` runs, away from the loop that answers here, what may wait for the app."""

    def __init__(self, slack: Slack, sockets: Sockets, aside: Aside) -> None:
        self.slack, self.sockets, self.aside = slack, sockets, aside
        self._listeners: set[Listener] = set()
        self.slack.watch(self._changed)
        self.slack.clock.watch(lambda: self.slack.changed("clock"))

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/state", self.state),
            web.get("/control/messages", self.messages),
            web.get("/control/stream", self.stream),
            web.get("/control/log", self.log),
            web.get("/control/file/{known}", self.file),
            web.post("/control/act", self.act),
            web.post("/control/clock", self.clock),
            web.post("/control/fault", self.fault),
            web.post("/control/socket", self.socket),
            web.post("/control/switches", self.switches),
            web.post("/control/members", self.members),
        ]

    async def state(self, request: web.Request) -> web.Response:
        return _json(seen.state(self.slack, self._acting(request.query)))

    async def messages(self, request: web.Request) -> web.Response:
        asked = request.query
        there = seen.messages(
            self.slack, self._acting(asked), asked["channel"], asked.get("thread_ts")
        )
        return _json({"messages": there})

    async def log(self, request: web.Request) -> web.Response:
        entries = self.slack.log.since(int(request.query.get("since", 0)))
        return _json({"entries": [one.as_json() for one in entries], "next": len(self.slack.log)})

    async def file(self, request: web.Request) -> web.Response:
        """What is in a file that this member sees."""
        user, known = self._acting(request.query), request.match_info["known"]
        file = seen.file(self.slack, user, known)
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=self.slack.files[known], content_type=file["mimetype"])

    async def stream(self, request: web.Request) -> web.StreamResponse:
        listener = Listener(self._acting(request.query))
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        self._listeners.add(listener)
        try:
            await response.write(b": listening\n\n")
            while True:
                line = json.dumps({"changed": await listener.news()})
                await response.write(f"data: {line}\n\n".encode())
        except (ConnectionError, asyncio.CancelledError):
            return response  # the page went away, or the rehearsal ends
        finally:
            self._listeners.discard(listener)

    async def act(self, request: web.Request) -> web.Response:
        asked = await request.json()
        user, act = self._acting(asked), asked.pop("act")
        asked.pop("as")
        call = self._call(user, act, asked)
        try:
            outcome = await self.aside(call)
        except (LookupError, PermissionError) as no:
            return _json({"ok": False, "errors": None, "modal": None, "error": str(no)})
        return _json(self._outcome(user, outcome))

    async def clock(self, request: web.Request) -> web.Response:
        asked = await request.json()
        clock = self.slack.clock
        if "turn" in asked:
            clock.turn(**asked["turn"])
        elif asked["to"] == "next working morning":
            tz = self.slack.member(self._acting(asked)).tz
            clock.turn_to(seen.next_working_morning(clock.now(), tz))
        else:
            clock.turn_to(datetime.fromisoformat(asked["to"]))
        return _json({"ok": True, "now": clock.now().isoformat()})

    async def fault(self, request: web.Request) -> web.Response:
        self.slack.fault(**await _what(request))
        return _json({"ok": True})

    async def socket(self, request: web.Request) -> web.Response:
        asked = await _what(request)
        do = asked.pop("do")
        if do == "ghosts":
            self.sockets.ghosts = int(asked["count"])
        elif do in ("disconnects", "closes", "cuts", "refuses"):
            await getattr(self.sockets, do)(**asked)
        else:
            raise _bad(f"a socket does not {do}")
        return _json({"ok": True, "connections": self.sockets.count})

    async def switches(self, request: web.Request) -> web.Response:
        """`paced` (one message a second and channel) and `history_lag` (seconds)."""
        for name, value in (await _what(request)).items():
            if name not in ("paced", "history_lag"):
                raise _bad(f"there is no switch {name}")
            setattr(self.slack, name, value)
        return _json({"ok": True})

    async def members(self, request: web.Request) -> web.Response:
        asked = await request.json()
        return _json({"ids": add_members(self.slack, int(asked["count"]))})

    def _acting(self, asked: Any) -> str:
        user = str(asked.get("as", ""))
        if user not in self.slack.workspace.members:
            raise _bad(f"there is no member {user!r}")
        return user

    def _call(self, user: str, act: str, asked: Json) -> Callable[[], Any]:
        if act in ("presses", "chooses"):
            return lambda: on_page(self.slack, user, asked)
        if act not in ACTS:
            raise _bad(f"nobody {act}")
        does, values = getattr(self.slack, act), asked.pop("values", {})
        asked |= values
        try:
            inspect.signature(does).bind(user, **asked)
        except TypeError as wrong:
            raise _bad(f"{act}: {wrong}") from None
        return lambda: does(user, **asked)

    def _outcome(self, user: str, outcome: Any) -> Json:
        told = outcome if isinstance(outcome, Outcome) else Outcome()
        return {
            "ok": told.error is None and told.errors is None,
            "errors": told.errors,
            "error": told.error,
            "modal": seen.view(self.slack.modal(user)),
        }

    def _changed(self, topic: str, readers: frozenset[str] | None) -> None:
        loop = self.sockets.loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended
                loop.call_soon_threadsafe(self._spread, topic, readers)

    def _spread(self, topic: str, readers: frozenset[str] | None) -> None:
        for listener in self._listeners:
            if readers is None or listener.user in readers:
                listener.hear(topic)


def add_members(slack: Slack, count: int) -> list[str]:
    """A crowd, for load tests: full members of #general."""
    with slack.lock:
        first = len(slack.workspace.members)
        crowd = [f"UM{n:05d}" for n in range(first, first + count)]
        for known in crowd:
            slack.workspace.members[known] = Member(known, known.lower(), f"Member {known[2:]}")
            slack.workspace.dm(known)
        general = slack.workspace.channel_named("general")
        if general:
            general.members += crowd
        slack.changed("state")
        return crowd


def _json(body: Json) -> web.Response:
    return web.json_response(body, headers={"Cache-Control": "no-store"})


async def _what(request: web.Request) -> Json:
    """A request that is the same whoever makes it."""
    asked: Json = await request.json()
    asked.pop("as", None)
    return asked


def _bad(why: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": why}), content_type="application/json")
