"""How Slack reaches us: Socket Mode with an app token, signed HTTP requests without one."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from waitress import wasyncore
from waitress.server import create_server

from handlers.slack.metrics import ACKNOWLEDGED, Metrics
from handlers.slack.socket import Line

log = logging.getLogger(__name__)

THREADS = 8
DRAIN = 10  # seconds that what is running may take when we close
LARGEST = 1024 * 1024  # bytes of a request; Slack's own are far smaller
DIGITS = 12  # of a time in seconds
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]


@dataclass(frozen=True)
class WayIn:
    """By a line of ours with a token; without one, by signed requests to an address of ours."""

    app_token: str
    signing_secret: str
    host: str
    port: int
    shared: bool = False  # several processes listen there, and each takes some


class Listening(NamedTuple):
    """`close` ends it, after what is running; `is_up`: can Slack reach us, as far as we know?"""

    close: Callable[[], None]
    is_up: Callable[[], bool]


def listen(app: App, way_in: WayIn, metrics: Metrics, read: Wsgi) -> Listening:
    """Begin to listen. `read` answers whoever asks over HTTP and is not Slack."""
    if way_in.app_token:
        line = Line(app, way_in.app_token, metrics)
        return Listening(line.close, line.is_up)
    verifier = SignatureVerifier(way_in.signing_secret)
    guard = Guard(SlackRequestHandler(app), verifier, read, metrics)
    close = serve(guard, way_in.host, way_in.port, shared=way_in.shared)
    return Listening(close, lambda: True)


def serve(served: Wsgi, host: str, port: int, *, shared: bool = False) -> Callable[[], None]:
    """A threaded WSGI server; POST /slack/events is where Slack sends everything."""
    sockets: dict[int, Any] = {}
    where: dict[str, Any] = {"host": host, "port": port}
    if shared:
        where = {"sockets": [_beside_others(host, port)]}
    server = create_server(
        served, sockets, threads=THREADS, max_request_body_size=LARGEST + 1, **where
    )
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        """No new request; what runs is finished; connections kept alive by a proxy are let go."""
        server.task_dispatcher.shutdown(timeout=DRAIN)
        server.close()
        wasyncore.close_all(sockets)
        thread.join(timeout=DRAIN)

    return close


def _beside_others(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.bind((host, port))
    return opened


class Guard:
    """What Slack has not signed goes no further than here, and of it not a word is kept: it may be
    anybody's, and anything. That there was some is in the log, once until Slack is heard again.
    """

    def __init__(
        self,
        inside: SlackRequestHandler,
        verifier: SignatureVerifier,
        read: Wsgi,
        metrics: Metrics,
    ) -> None:
        self.inside, self.verifier, self.read, self.metrics = inside, verifier, read, metrics
        self.warned = False

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == self.inside.path:
            body = environ["wsgi.input"].read()
            if not self._is_signed(environ, body):
                return self._refused(start_response)
            self.warned = False
            environ["wsgi.input"] = BytesIO(body)
            with self.metrics.timed(ACKNOWLEDGED):
                return self.inside(environ, start_response)
        return self.read(environ, start_response)

    def _is_signed(self, environ: Environ, body: bytes) -> bool:
        sent_at = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not (sent_at.isascii() and sent_at.isdecimal() and len(sent_at) <= DIGITS):
            return False
        try:
            return signature.isascii() and self.verifier.is_valid(body, sent_at, signature)
        except UnicodeDecodeError:
            return False

    def _refused(self, start_response: Any) -> Iterable[bytes]:
        if not self.warned:
            self.warned = True
            log.warning(
                "a request was refused that Slack has not signed, or not in the last five minutes; "
                "if it was Slack's, look at SLACK_SIGNING_SECRET and at this machine's clock"
            )
        start_response("401 Unauthorized", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"not signed by Slack\n"]
