"""How Slack reaches us: Socket Mode with an app token, signed HTTP requests without one."""

from __future__ import annotations

import threading
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

from handlers.socket import Line

THREADS = 8


def listen(app: App, app_token: str, port: int) -> Callable[[], None]:
    """Begin to listen; what comes back ends it, after what is running."""
    return Line(app, app_token).close if app_token else _http(app, port)


def _http(app: App, port: int) -> Callable[[], None]:
    """A threaded WSGI server: POST /slack/events is where Slack sends everything."""
    server = create_server(SlackRequestHandler(app), port=port, threads=THREADS)
    thread = threading.Thread(target=server.run, name="http")
    thread.start()

    def close() -> None:
        server.close()
        thread.join(timeout=5)

    return close
