"""Socket Mode: one-use links, up to ten connections, each envelope to exactly one of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import struct
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswer
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from rehearsal.delivery import ACK_WITHIN, Undelivered
from rehearsal.workspace import APP_ID

Json = dict[str, Any]

CONNECTIONS_MAX = 10
LINK_LIVES = 30.0
PING_EVERY = 10.0
CLOSE_WITHIN = 0.5
GRACE = {"refresh_requested": 1.0, "warning": 2.0, "link_disabled": 0.0, "too_many_websockets": 0.0}


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.BaseRequest
    leaving: bool = False

    async def send(self, message: Json) -> None:
        await self.socket.send_str(json.dumps(message))

    def cut(self) -> None:
        """Drop the line without a word: the other side gets a TCP reset."""
        cut(self.request)


@dataclass
class Sockets:
    address: Callable[[], str]
    loop: asyncio.AbstractEventLoop | None = None
    ghosts: int = 0  # registrations that look alive and swallow what they are given
    refused_until: float = 0.0
    ack_within: float = ACK_WITHIN
    link_lives: float = LINK_LIVES
    _links: dict[str, float] = field(default_factory=dict)
    _open: list[Connection] = field(default_factory=list)
    _acks: dict[str, Future[Json]] = field(default_factory=dict)
    _turn: int = 0

    def new_link(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._links[ticket] = time.monotonic() + self.link_lives
        return f"{self.address().replace('http', 'ws', 1)}/link?ticket={ticket}"

    @property
    def count(self) -> int:
        return len(self._open) + self.ghosts

    def deliver(self, envelope: Json) -> Json | None:
        """Send to one connection and wait for its ack; called from any thread but the loop's."""
        if self.loop is None or not self.count:
            raise Undelivered("connection_failed")
        ack: Future[Json] = Future()
        self._acks[envelope["envelope_id"]] = ack
        try:
            asyncio.run_coroutine_threadsafe(self._send(envelope), self.loop)
            return ack.result(self.ack_within)
        except NoAnswer:
            return None
        finally:
            del self._acks[envelope["envelope_id"]]

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """GET /link?ticket=…"""
        if time.monotonic() < self.refused_until:
            cut(request)
            return web.Response()
        if self._links.pop(request.query.get("ticket", ""), 0.0) < time.monotonic():
            raise web.HTTPNotFound(text="the link was used or has expired")
        connection = Connection(
            web.WebSocketResponse(heartbeat=PING_EVERY, timeout=CLOSE_WITHIN), request
        )
        await connection.socket.prepare(request)
        await self._serve(connection)
        return connection.socket

    async def _serve(self, connection: Connection) -> None:
        if self.count >= CONNECTIONS_MAX:
            await self._say_goodbye(connection, "too_many_websockets")
            return
        self._open.append(connection)
        try:
            await connection.send(self._hello())
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(message.data)
        except ConnectionError:
            pass  # it went away while we were greeting it
        finally:
            self._forget(connection)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {
                "host": "rehearsal",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": APP_ID},
        }

    def _heard(self, text: str) -> None:
        with contextlib.suppress(ValueError, AttributeError):  # not JSON, not an object: no ack
            said = json.loads(text)
            ack = self._acks.get(said.get("envelope_id"))
            if ack and not ack.done():
                payload = said.get("payload")
                ack.set_result(payload if isinstance(payload, dict) else {})

    async def _send(self, envelope: Json) -> None:
        if envelope["type"] == "events_api":
            envelope = {"retry_attempt": 0, "retry_reason": "", **envelope}
        connection = self._next()
        if connection is not None:  # else a ghost has it
            with contextlib.suppress(ConnectionError):
                await connection.send(envelope)

    def _next(self) -> Connection | None:
        staying = [one for one in self._open if not one.leaving] or self._open
        self._turn += 1
        place = self._turn % (len(staying) + self.ghosts)
        return staying[place] if place < len(staying) else None

    def _forget(self, connection: Connection) -> None:
        with contextlib.suppress(ValueError):
            self._open.remove(connection)

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        connection.leaving = True
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "rehearsal"}}
        with contextlib.suppress(ConnectionError):
            await connection.send(farewell)
            await asyncio.sleep(GRACE[reason])
            await connection.socket.close()

    async def disconnects(self, reason: str = "refresh_requested") -> None:
        """The polite way: a word first, then the door."""
        await asyncio.gather(*(self._say_goodbye(one, reason) for one in self._open[:]))

    async def closes(self) -> None:
        """A close frame and no word."""
        await asyncio.gather(*(one.socket.close(code=1001) for one in self._open[:]))

    async def cuts(self) -> None:
        """No frame at all."""
        for one in self._open[:]:
            one.cut()
            self._forget(one)

    async def refuses(self, seconds: float) -> None:
        """New connections are cut for a while; those that stand, stand."""
        self.refused_until = time.monotonic() + seconds


def cut(request: web.BaseRequest) -> None:
    """Reset the TCP connection under a request."""
    if request.transport is None:
        return
    under = request.transport.get_extra_info("socket")
    under.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
