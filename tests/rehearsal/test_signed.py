"""HTTP mode: signatures, the handshake, retry headers, and bodies by kind."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from rehearsal import Clock, Rehearsal
from tests.rehearsal.conftest import WEDNESDAY
from tests.rehearsal.echo import by_http, serving


class Endpoint(HTTPServer):
    """An app's request URL that notes what is posted and answers as told."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Noting)
        self.posts, self.status, self.body, self.headers = [], 200, "", {}


class Noting(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posts.append((dict(self.headers), body))
        handshake = "url_verification" in body
        self.send_response(200 if handshake else self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        answer = json.loads(body)["challenge"] if handshake else self.server.body
        self.wfile.write(answer.encode())

    def log_message(self, *said):
        pass


@pytest.fixture
def endpoint():
    with Endpoint() as endpoint, serving(endpoint):
        yield endpoint


@pytest.fixture
def rehearsal(manifest, endpoint):
    url = f"http://127.0.0.1:{endpoint.server_port}/slack/events"
    with Rehearsal(manifest, clock=Clock(at=WEDNESDAY), request_url=url) as rehearsal:
        yield rehearsal


def test_the_handshake_comes_first_and_once(rehearsal, endpoint):
    rehearsal.slack.says("ULINA", "DM", "one")
    rehearsal.slack.says("ULINA", "DM", "two")

    kinds = [json.loads(body)["type"] for _, body in endpoint.posts]
    assert kinds == ["url_verification", "event_callback", "event_callback"]


def test_every_post_is_signed(rehearsal, endpoint):
    rehearsal.slack.commands("UZHAO", "COFFICE", "/echo 你好")

    verifier = SignatureVerifier(rehearsal.signing_secret)
    assert all(verifier.is_valid_request(body, headers) for headers, body in endpoint.posts)
    headers, body = endpoint.posts[-1]
    assert not verifier.is_valid_request(body + " ", headers)


def test_commands_are_forms_and_interactions_forms_with_json(rehearsal, endpoint):
    rehearsal.slack.commands("UZHAO", "COFFICE", "/echo 你好")
    rehearsal.slack.shortcut("UZHAO", "open_form")

    (_, command), (_, shortcut) = endpoint.posts[-2:]
    assert parse_qs(command)["text"] == ["你好"]
    assert json.loads(parse_qs(shortcut)["payload"][0])["callback_id"] == "open_form"


def test_a_text_answer_is_shown(rehearsal, endpoint):
    endpoint.body = "plain words"

    rehearsal.slack.commands("UZHAO", "COFFICE", "/echo")

    assert rehearsal.slack.sees("UZHAO", "COFFICE")[-1].text == "plain words"


def test_a_failed_event_comes_again_with_its_reason(rehearsal, endpoint):
    endpoint.status = 500
    rehearsal.slack.says("ULINA", "DM", "one")
    rehearsal.slack.run_due()

    headers = [headers for headers, _ in endpoint.posts][-1]
    assert headers["X-Slack-Retry-Num"] == "1"
    assert headers["X-Slack-Retry-Reason"] == "http_error"


def test_an_app_may_ask_for_no_retry(rehearsal, endpoint):
    endpoint.status, endpoint.headers = 500, {"x-slack-no-retry": "1"}
    rehearsal.slack.says("ULINA", "DM", "one")

    assert rehearsal.slack.run_due() == 0


def test_an_endpoint_that_is_not_there(manifest):
    with Rehearsal(manifest, request_url="http://127.0.0.1:9/slack/events") as rehearsal:
        outcome = rehearsal.slack.commands("UZHAO", "COFFICE", "/echo")

    assert "dispatch_failed" in outcome.error
    assert rehearsal.slack.log.envelopes()[0].fate == "connection_failed"


def test_bolt_refuses_a_clock_that_is_wrong(manifest):
    with by_http(manifest, skew=-600) as rehearsal:
        rehearsal.slack.commands("UZHAO", "COFFICE", "/echo")

        assert rehearsal.slack.log.envelopes()[0].fate == "http_error"
