"""The roads between Slack and the bot that are no Web API methods: a POST to a response_url or an
upload_url, and the GET of a file.
"""

from __future__ import annotations

import json
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread

from rehearsal import Slack


class Outside(ThreadingHTTPServer):
    """Answers for every Slack of this run, each under a path of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.slacks: dict[str, Slack] = {}
        self._names = count(1)
        Thread(target=self.serve_forever, daemon=True).start()

    def lets_in(self, slack: Slack, address: str = "") -> None:
        """Under a path of its own; or under the one that links in its messages lead to."""
        slack.address = address or f"http://127.0.0.1:{self.server_port}/{next(self._names)}"
        self.slacks[slack.address.rpartition("/")[2]] = slack

    def forgets(self, slack: Slack) -> None:
        for name in [name for name, one in self.slacks.items() if one is slack]:
            del self.slacks[name]


class _Post(BaseHTTPRequestHandler):
    server: Outside

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        _, name, what, *_ = self.path.split("/")
        status, said = {"response": self._respond, "upload": self._upload}[what](name, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def do_GET(self) -> None:
        slack, (_, _, *path) = self.server.slacks[self.path.split("/")[1]], self.path.split("/")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        content = slack.file(path[-1], token) if path[0] == "files" else None
        self.send_response(302 if content is None else 200)
        self.send_header("Location", "/") if content is None else None
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def _respond(self, name: str, body: bytes) -> tuple[int, bytes]:
        answer = self.server.slacks[name].respond(self.path, json.loads(body))
        return answer.status, json.dumps(answer.body).encode()

    def _upload(self, name: str, body: bytes) -> tuple[int, bytes]:
        there = self.server.slacks[name].upload(self.path.rpartition("/")[2], body)
        return (200, b"OK") if there else (404, b"")

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what people read."""


outside = cache(Outside)
