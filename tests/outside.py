"""The roads between Slack and the bot that are no Web API methods: a POST to a response_url, and
the GET of a file.
"""

from __future__ import annotations

import json
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from rehearsal import Slack


class Outside(ThreadingHTTPServer):
    """Answers for every Slack of this run, each under a path of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.slacks: dict[str, Slack] = {}
        Thread(target=self.serve_forever, daemon=True).start()

    def lets_in(self, slack: Slack) -> None:
        name = str(id(slack))
        self.slacks[name] = slack
        slack.address = f"http://127.0.0.1:{self.server_port}/{name}"

    def forgets(self, slack: Slack) -> None:
        del self.slacks[str(id(slack))]


class _Post(BaseHTTPRequestHandler):
    server: Outside

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.slacks[self.path.split("/")[1]].respond(self.path, body)
        said = json.dumps(answer.body).encode()
        self.send_response(answer.status)
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

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what people read."""


outside = cache(Outside)
