"""The door of the office: what people do at it, and what they see then."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.language.catalog import Catalog
from handlers.clockwork import deliver, tick
from handlers.demo import cast
from handlers.desks import DESKS
from handlers.slack import members
from handlers.slack.blocks import button, buttons
from handlers.slack.desk import Bot, Desk
from handlers.slack.doors import open_doors
from handlers.slack.members import Workspace
from rehearsal import Clock, Slack, spoken
from rehearsal.acts import Outcome
from rehearsal.workspace import Member, Message
from storage.db import Sessions
from storage.matters.paces import Budget
from tests.outside import outside

MANIFEST = json.loads((Path(__file__).parent.parent / "manifest.json").read_text("utf-8"))


A_LONG_TIME = 10.0**6  # seconds
# What anybody who is not of the office reads, whatever they say or press.
OUTSIDER_ZH = (
    "我管一个办公室的文稿和提醒，只答复办公室的人。"
    "有事要找办公室，或者你就是办公室的人，请问 <@UZHAO>。"
)
OUTSIDER_EN = (
    "I keep an office's drafts and reminders, and answer its people only. "
    "If you need something from the office, or belong to it, ask <@UZHAO>."
)


class InProcess(WebClient):
    """The stock client, with the wire taken out: every method goes through `api_call`."""

    def __init__(self, slack: Slack) -> None:
        super().__init__(slack.bot_token, f"{slack.address}/api/", retry_handlers=[])
        self.slack_core = slack

    def api_call(self, api_method: str, **kwargs: Any) -> SlackResponse:
        args: dict[str, Any] = {}
        for part in ("params", "data", "json"):
            args |= {k: v for k, v in (kwargs.get(part) or {}).items() if v is not None}
        told = self.slack_core.api(api_method, self.token, args)
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url=api_method,
            req_args={},
            data=told.body,
            headers=told.headers,
            status_code=told.status,
        ).validate()


MEMORY = ("workspace", "triggers", "response_urls", "files", "uploads", "_last_ts", "address")


@dataclass(frozen=True)
class Kept:
    """An office as it stood at a moment: its database, and all that Slack knew of it."""

    at: datetime
    database: sqlite3.Connection
    slack: dict[str, Any]


class Door:
    def __init__(
        self,
        sessions: Sessions,
        at: datetime,
        desks: dict[str, Desk] | None = None,
        begun: Kept | None = None,
    ) -> None:
        self.clock = Clock(at)
        self.slack = Slack(MANIFEST, clock=self.clock)
        outside().lets_in(self.slack)
        client = InProcess(self.slack)
        catalog = Catalog(ZoneInfo("Asia/Shanghai"), "zh")
        # Time stands still here: what is said at one moment is not held up by the pace of Slack.
        budget = Budget(ahead=A_LONG_TIME, ahead_of_rest=A_LONG_TIME)
        self.bot = Bot(
            sessions, catalog, client, client, self.clock.now, desks or DESKS, budget=budget
        )
        self.app = App(
            name="callboard", client=client, signing_secret="test", process_before_response=True
        )
        open_doors(self.app, self.bot)
        self.slack.connect(self._dispatch)
        if begun:
            self.goes_on_from(begun)
        else:
            members.meet_everybody(sessions, client, Workspace(), at)

    def casts(self) -> None:
        cast.take_their_places(self.bot.sessions, self.clock.now())

    def closes(self) -> None:
        self.bot.sessions.kw["bind"].dispose()
        outside().forgets(self.slack)

    def keeps(self) -> Kept:
        database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.backup(database)
        memory = {name: getattr(self.slack, name) for name in MEMORY}
        return Kept(self.clock.now(), database, deepcopy(memory))

    def goes_on_from(self, kept: Kept) -> None:
        """Whoever comes in now finds everything as it stood then."""
        kept.database.backup(self._database)
        for name, value in deepcopy(kept.slack).items():
            setattr(self.slack, name, value)
        outside().lets_in(self.slack, self.slack.address)
        self.clock.turn_to(kept.at)

    @property
    def _database(self) -> sqlite3.Connection:
        connection = self.bot.sessions.kw["bind"].raw_connection().driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def _dispatch(self, envelope: dict[str, Any]) -> dict[str, Any] | None:
        heads = {"x-slack-retry-num": [str(envelope.get("retry_attempt", 0))]}  # the first is 0
        asked = BoltRequest(mode="socket_mode", body=envelope["payload"], headers=heads)
        said = self.app.dispatch(asked)
        if said.status != 200:
            return None
        if not said.body:
            return {}
        return json.loads(said.body) if said.body.startswith("{") else {"text": said.body}

    # --- what people do ----------------------------------------------------------------------

    def types(self, who: str, line: str, channel: str = "COFFICE") -> str:
        """A slash command; what comes back is what they alone now read there."""
        before = self._there(who, channel)
        outcome = self.slack.commands(who, channel, line)
        assert outcome.error is None, outcome.error
        deliver(self.bot)
        return self._new(who, channel, before)

    def says(self, who: str, text: str, channel: str = "DM", thread_ts: str | None = None) -> str:
        """Words; what comes back is what they now read that they had not read before."""
        before = self._there(who, channel)
        said = self.slack.says(who, channel, text, thread_ts=thread_ts)
        deliver(self.bot)
        return self._new(who, channel, {*before, said.ts})

    def presses(self, who: str, label: str, channel: str = "DM", about: str = "") -> str:
        """The newest button of that label they can see, in a message that holds `about`."""
        before = self._there(who, channel)
        outcome = self.slack.presses(who, channel, *self.finds(who, label, channel, about))
        assert outcome.error is None, outcome.error
        deliver(self.bot)
        return self._new(who, channel, before)

    def presses_form(self, who: str, label: str) -> str:
        """A button of the form that is open; what comes back is what they now read beside it."""
        before = self._there(who, "DM")
        outcome = self.slack.presses_view(who, label)
        assert outcome.error is None, outcome.error
        deliver(self.bot)
        return self._new(who, "DM", before)

    def presses_home(self, who: str, label: str) -> Outcome:
        outcome = self.slack.presses_home(who, label)
        deliver(self.bot)
        return outcome

    def fills_in(self, who: str, **values: Any) -> dict[str, str]:
        """The form that is open, sent; what comes back are its errors, if it was refused."""
        outcome = self.slack.submits(who, **values)
        assert outcome.error is None, outcome.error
        deliver(self.bot)
        return outcome.errors or {}

    def forges(self, who: str, action: str, value: object) -> str:
        """A press of a button that Slack has never been given for this person."""
        element = button(action, f"{action} {value}", value)
        said = self.bot.post.chat_postMessage(channel=who, text="-", blocks=[buttons(element)])
        before = self._there(who, "DM")
        self.slack.presses(who, "DM", said["ts"], action)
        deliver(self.bot)
        return self._new(who, "DM", before)

    def uses_shortcut(
        self, who: str, called: str, channel: str | None = None, ts: str | None = None
    ) -> Outcome:
        """A global shortcut; or, with a message, one on that message."""
        outcome = self.slack.shortcut(who, called, channel, ts)
        deliver(self.bot)
        return outcome

    def shares(self, who: str, *files: str | dict[str, Any], text: str = "") -> str:
        """Files dropped in the direct message, with or without a word: their names, or what Slack
        says of each, and its content.
        """
        before = self._there(who, "DM")
        said = self.slack.says(who, "DM", text, files=files)
        deliver(self.bot)
        return self._new(who, "DM", {*before, said.ts})

    def joins(self, who: str, real_name: str, *, told: bool = True, **profile: Any) -> None:
        """Somebody new in the workspace; `told`: Slack's event reaches us before they do."""
        member = Member(who, who.lower(), real_name, **profile)
        self.slack.workspace.members[who] = member
        event = {"type": "team_join", "user": spoken.member(self.slack, member, locale=True)}
        for waiting in self.slack.event(event) if told else ():
            self.slack.delivery.event(waiting)
        deliver(self.bot)

    def changes(self, who: str, **profile: Any) -> None:
        """Slack's own facts of a member: real_name, locale, tz, deleted, is_restricted, …"""
        self.slack.changes_profile(who, **profile)
        deliver(self.bot)

    def opens_home(self, who: str) -> str:
        self.slack.opens_home(who)
        deliver(self.bot)
        return self.home(who)

    def waits(self, **delta: float) -> list[str]:
        """Time passes, the clockwork beats; what comes back is what anybody then newly reads."""
        return self.waits_until(self.clock.now() + timedelta(**delta))

    def waits_until(self, moment: datetime) -> list[str]:
        before = {who: self._there(who, "DM") for who in self.slack.workspace.members}
        there = self._there("UWANG", "COFFICE")
        self.clock.turn_to(moment)
        self.slack.run_due()
        tick(self.bot)
        deliver(self.bot)
        news = [(who, self._new(who, "DM", seen)) for who, seen in before.items()]
        news.append(("#office", self._new("UWANG", "COFFICE", there)))
        return [f"{who}: {text}" for who, text in news if text]

    def finds(self, who: str, label: str, channel: str = "DM", about: str = "") -> tuple[str, str]:
        for message in reversed(self._messages(who, channel)):
            for element in _elements(message.blocks or []):
                labels = [element.get("text", {}).get("text", "")]
                options = element.get("options", [])
                labels += [option["text"]["text"] for option in options]
                if label in labels and about in words(message):
                    return message.ts, label
        raise LookupError(f"{who} sees no {label!r} in {channel}: {self.reads(who, channel)}")

    # --- what people see -----------------------------------------------------------------------

    def reads(self, who: str, channel: str = "DM") -> list[str]:
        """All they can read there, threads too, oldest first."""
        return [words(message) for message in self._messages(who, channel)]

    def card(self, who: str, number: str = "D-1") -> str:
        """The card of a matter as it stands in their direct message: there is just one."""
        [shown] = [text for text in self.reads(who) if f"*{number}*" in text.split("\n")[0]]
        return shown

    def home(self, who: str) -> str:
        view = self.slack.home(who)
        return shown(_flat(view.blocks)) if view else ""

    def page(self, who: str) -> str:
        """What stands in the form that is open, as it is read."""
        return shown(_flat(self.form(who)["blocks"]))

    def form(self, who: str) -> dict[str, Any]:
        view = self.slack.modal(who)
        assert view is not None, f"{who} has no form open"
        return view.content

    def _messages(self, who: str, channel: str) -> list[Message]:
        place = self.slack.place(channel, who)
        there = place.messages.values() if who in place.members else ()
        return sorted((m for m in there if m.seen_by(who)), key=lambda m: float(m.ts))

    def _there(self, who: str, channel: str) -> set[str]:
        return {message.ts for message in self._messages(who, channel)}

    def _new(self, who: str, channel: str, before: set[str]) -> str:
        fresh = [m for m in self._messages(who, channel) if m.ts not in before]
        return "\n".join(words(m) for m in fresh if not m.in_thread or m.broadcast or m.ephemeral)


def words(message: Message) -> str:
    """A message as it is read: its blocks if it has any, else its text."""
    return shown(_flat(message.blocks or []) or message.text)


def shown(text: str) -> str:
    """With the dates as a device shows them that knows no better than our own words."""
    return re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)


def _flat(blocks: list[dict[str, Any]]) -> str:
    return "\n".join(filter(None, (_block(block) for block in blocks)))


def _block(block: dict[str, Any]) -> str:
    texts = [block["text"]["text"]] if "text" in block else []
    texts += [
        one["text"]
        for one in block.get("elements", [])
        if "text" in one and block["type"] == "context"
    ]
    labels = [_label(element) for element in _elements([block])]
    return " ".join([*texts, *(f"[{label}]" for label in labels if label)])


def _label(element: dict[str, Any]) -> str:
    if "options" in element:
        return " | ".join(option["text"]["text"] for option in element["options"])
    return (
        str(element.get("text", {}).get("text", ""))
        if isinstance(element.get("text"), dict)
        else ""
    )


def _elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        elif "accessory" in block:
            yield block["accessory"]
