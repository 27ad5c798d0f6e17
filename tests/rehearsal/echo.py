"""A tiny Bolt app that uses a little of everything."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from rehearsal import Rehearsal
from tests.rehearsal.cards import Json, actions, button, field, home, modal, section

SCOPES = (
    *("commands", "chat:write", "users:read", "app_mentions:read", "reactions:write"),
    *("im:write", "im:read", "im:history", "channels:read", "channels:history"),
    *("groups:read", "groups:history", "files:write", "usergroups:write"),
)
EVENTS = (
    *("message.im", "message.channels", "message.groups", "app_mention"),
    *("app_home_opened", "user_change"),
)


def echo_manifest() -> Json:
    return {
        "display_information": {"name": "Echo"},
        "features": {
            "bot_user": {"display_name": "echo"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/echo", "description": "Say it back", "should_escape": True},
                {"command": "/raw", "description": "As typed", "usage_hint": "anything"},
            ],
            "shortcuts": [
                {"name": "New form", "type": "global", "callback_id": "open_form"},
                {"name": "Note it", "type": "message", "callback_id": "note"},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {"event_subscriptions": {"bot_events": list(EVENTS)}},
    }


def echo(rehearsal: Rehearsal) -> App:
    client = WebClient(rehearsal.bot_token, base_url=rehearsal.api_url, retry_handlers=[])
    app = App(client=client, signing_secret=rehearsal.signing_secret, process_before_response=True)
    listens(app)
    opens(app)
    return app


def listens(app: App) -> None:
    @app.command("/echo")
    def command(ack: Any, body: Any) -> None:
        ack(f"you said: {body['text']}")

    @app.event("message")
    def message(event: Any, say: Any) -> None:
        if "subtype" not in event:
            say(f"echo: {event['text']}", thread_ts=event["ts"])

    @app.event("app_mention")
    def mention(event: Any, client: Any) -> None:
        client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="eyes")

    @app.event("app_home_opened")
    def visit(event: Any, client: Any) -> None:
        blocks = [section(f"hello <@{event['user']}>"), actions(button("tick", "Tick"))]
        client.views_publish(user_id=event["user"], view=home(*blocks))

    @app.action("tick")
    def tick(ack: Any, body: Any, client: Any) -> None:
        ack()
        view, user = home(section("ticked")), body["user"]["id"]
        client.views_publish(user_id=user, view=view, hash=body["view"]["hash"])


def opens(app: App) -> None:
    @app.shortcut("open_form")
    @app.action("open")
    def form(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("title")))

    @app.view("form")
    def submitted(ack: Any, body: Any, client: Any, view: Any) -> None:
        title = view["state"]["values"]["title"]["title_text"]["value"]
        if title == "bad":
            return ack(response_action="errors", errors={"title": "not like this"})
        client.chat_postMessage(channel=body["user"]["id"], text=f"filed: {title}")
        return ack()

    @app.shortcut("note")
    def note(ack: Any, body: Any, client: Any, respond: Any) -> None:
        ack()
        respond(f"noted: {body['message']['text']}")

    @app.action("answer")
    def answer(ack: Any, respond: Any) -> None:
        ack()
        respond("answered", replace_original=True)


@contextmanager
def by_socket(rehearsal: Rehearsal) -> Iterator[None]:
    handler = SocketModeHandler(echo(rehearsal), rehearsal.app_token)
    handler.connect()
    try:
        yield
    finally:
        handler.close()


class Quiet(WSGIRequestHandler):
    def log_message(self, *said: Any) -> None:
        pass


@contextmanager
def by_http(manifest: Any, **options: Any) -> Iterator[Rehearsal]:
    """The port comes first, the rehearsal that posts to it second, the app on it third."""
    with make_server("127.0.0.1", 0, None, handler_class=Quiet) as server, serving(server):
        url = f"http://127.0.0.1:{server.server_port}/slack/events"
        with Rehearsal(manifest, request_url=url, **options) as rehearsal:
            server.set_app(SlackRequestHandler(echo(rehearsal), path="/slack/events"))
            yield rehearsal


@contextmanager
def serving(server: HTTPServer) -> Iterator[None]:
    """Answer in a thread of its own for as long as it is wanted."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
