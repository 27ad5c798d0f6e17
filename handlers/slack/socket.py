"""Socket Mode: a line to Slack, opened anew by itself whenever it ends or falls silent.

Of slack_sdk's clients this one is back within two seconds after a polite disconnect, a clean
close and a hard cut, notices a line that is up but dead, and spins no core; it is asynchronous,
so it lives on a loop in a thread of its own, and the sync Bolt app works in a pool beside it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.metrics import ACKNOWLEDGED, Metrics

WORKERS = 16
PING = 1.0  # seconds between pings: a line that is silent four times as long is dead
FRESH = 3.0  # seconds an address to connect to is tried
DRAIN = 10.0  # seconds that what is running may take when we close


def _in_one_line(record: logging.LogRecord) -> bool:
    """While Slack is away the client tries every second: no traceback each time."""
    record.exc_info = None
    return True


log = logging.getLogger("callboard.line")
log.addFilter(_in_one_line)


class _Client(SocketModeClient):
    """The SDK's client, but for one thing: it knocks for ever with the address it was given,
    and an address lets in only once, and only for a while.
    """

    @property  # type: ignore[override]  # there it is never none
    def wss_uri(self) -> str | None:
        fresh = time.monotonic() - self._given_at < FRESH
        return self._address if fresh else None

    @wss_uri.setter
    def wss_uri(self, address: str | None) -> None:
        self._address, self._given_at = address, time.monotonic()


class Line:
    """A wrong token or an unreachable Slack raises here, at the start, not in a thread."""

    def __init__(self, app: App, app_token: str, metrics: Metrics) -> None:
        self._metrics = metrics
        app.client.apps_connections_open(app_token=app_token)
        self._app = app
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="envelope")
        self._at_work: set[Future[BoltResponse]] = set()
        self._loop = asyncio.new_event_loop()
        # A daemon: a start that fails, or is broken off, ends, and so does the line.
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="slack-line", daemon=True
        )
        self._thread.start()
        try:
            self._client = self._wait_for(self._opened(app_token))
        except BaseException:
            self._let_go()
            raise

    def is_up(self) -> bool:
        return bool(self._wait_for(self._client.is_connected()))

    def close(self) -> None:
        """What was begun is finished and answered before the line is closed."""
        wait(set(self._at_work), timeout=DRAIN)
        self._wait_for(self._closed())
        self._let_go()

    def _let_go(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._pool.shutdown()

    def _wait_for(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _opened(self, app_token: str) -> SocketModeClient:
        slack = AsyncWebClient(base_url=self._app.client.base_url, timeout=5)
        client = _Client(app_token, log, web_client=slack, ping_interval=PING)
        client.socket_mode_request_listeners.append(self._serve)
        await client.connect()  # type: ignore[no-untyped-call]  # the library's gap
        return client

    async def _closed(self) -> None:
        await asyncio.sleep(0.05)  # the last answers are on their way
        await self._client.close()
        await self._client.aiohttp_client_session.close()

    async def _serve(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        began = time.monotonic()
        work = self._pool.submit(run_bolt_app, self._app, request)
        self._at_work.add(work)
        try:
            said = await asyncio.wrap_future(work)
            if said.status == 200:
                answer = SocketModeResponse(request.envelope_id, _payload(said))
                await client.send_socket_mode_response(answer)
        finally:
            self._at_work.discard(work)
            self._metrics.took(ACKNOWLEDGED, time.monotonic() - began)


def _payload(said: BoltResponse) -> dict[str, Any] | None:
    if not said.body:
        return None
    if said.first_headers().get("content-type", "").startswith("application/json"):
        payload: dict[str, Any] = json.loads(said.body)
        return payload
    return {"text": said.body}
