"""How Slack reaches us: Socket Mode with an app token, signed HTTP requests without one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import create_server

from handlers.slack.socket import Line

THREADS = 8
DRAIN = 10  # seconds that what is running may take when we close


def listen(app: App, app_token: str, port: int) -> Callable[[], None]:
    """Begin to listen; what comes back ends it, after what is running."""
    return Line(app, app_token).close if app_token else _http(app, port)


def _http(app: App, port: int) -> Callable[[], None]:
    """A threaded WSGI server: POST /slack/events is where Slack sends everything."""
    sockets: dict[int, Any] = {}
    server = create_server(SlackRequestHandler(app), sockets, port=port, threads=THREADS)
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        """No new request; what runs is finished; connections kept alive by a proxy are let go."""
        server.task_dispatcher.shutdown(timeout=DRAIN)
        server.close()
        wasyncore.close_all(sockets)
        thread.join(timeout=DRAIN)

    return close
