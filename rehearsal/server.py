"""The rehearsal on a port of this machine: Web API, Socket Mode, control interface and page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.typedefs import Handler

from rehearsal.calling import Answer
from rehearsal.clock import Clock
from rehearsal.control import Control
from rehearsal.faults import Cut
from rehearsal.signed import SignedPosts
from rehearsal.slack import Slack
from rehearsal.sockets import Sockets, cut

Json = dict[str, Any]
T = TypeVar("T")

PAGE = Path(__file__).with_name("page")
TICK = 0.1
BODY_MAX = 4 * 1024 * 1024
HERE = ("127.0.0.1", "localhost")


class Rehearsal:
    """A Slack core behind a server in a thread of its own; a context manager."""

    def __init__(
        self,
        manifest: Json,
        clock: Clock | None = None,
        port: int = 0,
        request_url: str | None = None,
        skew: float = 0.0,
        hints: Json | None = None,
    ) -> None:
        """`hints`: what the page proposes to try, see `page/hints.js`; each text by language."""
        self.slack = Slack(manifest, clock)
        self.slack.hints = hints
        self.port = port
        self.sockets = Sockets(lambda: self.url)
        self.posts = request_url and SignedPosts(request_url, self.slack.signing_secret, skew)
        self.slack.new_link = self.sockets.new_link
        self.slack.connect(self.posts.deliver if self.posts else self.sockets.deliver)
        self.control = Control(self.slack, self.sockets, self.aside)
        self._threads = ThreadPoolExecutor(32, thread_name_prefix="rehearsal")
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="rehearsal", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        return self.slack.app_token

    @property
    def signing_secret(self) -> str:
        return self.slack.signing_secret

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()
        if self._failed:
            raise self._failed

    def stop(self) -> None:
        self.slack.connect(None)  # what is still waiting to be delivered stays where it is
        if self.sockets.loop and self._stop:
            self.sockets.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._threads.shutdown()

    def disconnects(self, reason: str = "refresh_requested") -> None:
        self._in_loop(self.sockets.disconnects(reason))

    def closes(self) -> None:
        self._in_loop(self.sockets.closes())

    def cuts(self) -> None:
        self._in_loop(self.sockets.cuts())

    def refuses(self, seconds: float) -> None:
        self._in_loop(self.sockets.refuses(seconds))

    def ghosts(self, count: int) -> None:
        """Half-open connections of a client long gone, which Slack still counts and uses."""
        self.sockets.ghosts = count

    async def aside(self, call: Callable[[], T]) -> T:
        """Run what may wait for the app away from the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def _in_loop(self, doing: Coroutine[Any, Any, None]) -> None:
        assert self.sockets.loop is not None
        asyncio.run_coroutine_threadsafe(doing, self.sockets.loop).result()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:  # the port is taken
            self._failed = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        runner = web.AppRunner(self._app(), shutdown_timeout=0.2, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self.port)
            await site.start()
            self.port = runner.addresses[0][1]
            self.slack.address = self.url
            self.sockets.loop = asyncio.get_running_loop()
            self._ready.set()
            await self._beat(self._stop)
        finally:
            self.sockets.loop = None
            await self.sockets.closes()
            await runner.cleanup()

    async def _beat(self, stop: asyncio.Event) -> None:
        """Ten times a second, what is due goes out, until it is time to stop."""
        running: set[asyncio.Future[int]] = set()
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            running = {one for one in running if not one.done()}
            if len(running) < 4:  # a silent app must not hold up the clock
                running.add(loop.run_in_executor(self._threads, self.slack.run_due))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK)

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_MAX, middlewares=[_from_here])
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api),
                web.post("/response/{known}", self._respond),
                web.post("/upload/{known}", self._upload),
                web.get("/link", self.sockets.accept),
                web.get("/files/{known}", self._file),
                web.get("/archives/{channel}/{message}", self._permalink),
                web.get("/", self._page),
                *self.control.routes(),
                web.static("/", PAGE),
            ]
        )
        return app

    async def _api(self, request: web.Request) -> web.Response:
        try:
            token, args = await _asked(request)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"})
        try:
            answer = self.slack.api(request.match_info["method"], token, args)
        except Cut:
            cut(request)
            return web.Response()
        await asyncio.sleep(answer.delay)
        return _response(answer)

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            body = json.loads(await request.text())
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        answer = self.slack.respond(request.match_info["known"], body)
        if answer.status == 200:
            return web.Response(text="ok")
        return web.json_response(answer.body, status=answer.status)

    async def _file(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        content = self.slack.file(request.match_info["known"], token)
        if content is None:
            raise web.HTTPFound("/")
        return web.Response(body=content, content_type="application/octet-stream")

    async def _upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        if not self.slack.upload(request.match_info["known"], content):
            raise web.HTTPNotFound
        return web.Response(text=f"OK - {len(content)}")

    async def _permalink(self, request: web.Request) -> web.Response:
        """The page, open at that message."""
        ts = request.match_info["message"].removeprefix("p")
        place = {"channel": request.match_info["channel"], "at": f"{ts[:-6]}.{ts[-6:]}"}
        if "thread_ts" in request.query:
            place["thread"] = request.query["thread_ts"]
        raise web.HTTPFound(f"/#{urlencode(place)}")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


@web.middleware
async def _from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page of somebody else's neither reads this rehearsal nor plays in it, by whatever name it
    has this machine called.
    """
    origin = request.headers.get("Origin")
    if request.host.partition(":")[0] not in HERE:
        raise web.HTTPForbidden(text="the rehearsal is at 127.0.0.1")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="not from another page")
    acts = request.path.startswith("/control/") and request.method == "POST"
    if acts and request.content_type != "application/json":  # any page may send a form, or text
        raise web.HTTPUnsupportedMediaType(text="application/json only")
    return await handler(request)


async def _asked(request: web.Request) -> tuple[str | None, Json]:
    """The token and the arguments, from wherever Slack accepts them."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        given = json.loads(await request.text() or "{}")
        if not isinstance(given, dict):
            raise ValueError("not an object")
        args |= given
    else:
        args |= dict(await request.post())
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer if kind.lower() == "bearer" else None
    return token or args.pop("token", None), args


def _response(answer: Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)
