"""The roads between Slack and the bot that are no Web API methods: a POST to a response_url, or to
the address of an upload.
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
        body = self.rfile.read(int(self.headers["Content-Length"]))
        slack = self.server.slacks[self.path.split("/")[1]]
        if "/upload/" in self.path:
            status, text = slack.upload(self.path, body)
        else:
            answer = slack.respond(self.path, json.loads(body))
            status, text = answer.status, json.dumps(answer.body)
        said = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what people read."""


outside = cache(Outside)
