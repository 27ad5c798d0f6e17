"""What Slack remembers of one workspace: members, channels, messages and views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEAM, TEAM_NAME, TEAM_DOMAIN = "TOFFICE", "Office", "office"
BOT_USER, BOT_ID, APP_ID = "UBOT", "BBOT", "AAPP"
SLACKBOT = "USLACKBOT"


@dataclass
class Member:
    id: str
    name: str
    real_name: str
    title: str = ""
    locale: str = "en-US"
    tz: str = "Asia/Shanghai"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    updated: int = 0


@dataclass
class Message:
    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    ephemeral: str | None = None  # the one reader it has
    subtype: str | None = None
    broadcast: bool = False
    deleted: bool = False
    attachments: list[Json] | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    client_msg_id: str | None = None
    via_response: bool = False  # written by an ack or a response_url, not by a Web API method

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def seen_by(self, user: str) -> bool:
        return not self.deleted and self.ephemeral in (None, user)


@dataclass
class Channel:
    id: str
    name: str
    members: list[str]
    is_private: bool = False
    dm_with: str | None = None  # whose direct message with the app it is
    topic: str = ""
    archived: bool = False
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    replies: dict[str, list[Message]] = field(default_factory=dict)  # by their thread_ts
    read: dict[str, str] = field(default_factory=dict)  # member -> ts of the last message read

    @property
    def kind(self) -> str:
        """The word Slack's scopes and events use for it."""
        if self.dm_with:
            return "im"
        return "groups" if self.is_private else "channels"

    @property
    def type(self) -> str:
        return {"im": "im", "groups": "group", "channels": "channel"}[self.kind]

    @property
    def told_name(self) -> str:
        """The name that payloads give: a private channel's is kept back."""
        return "privategroup" if self.is_private else self.name

    def seen(self, user: str, ts: str) -> Message:
        message = self.messages.get(ts)
        if message is None or not message.seen_by(user):
            raise LookupError(f"{user} does not see {ts}")
        return message

    def add(self, message: Message) -> None:
        self.messages[message.ts] = message
        if message.in_thread and message.thread_ts:
            self.replies.setdefault(message.thread_ts, []).append(message)

    def thread(self, ts: str) -> list[Message]:
        parent = self.messages.get(ts)
        return ([parent] if parent else []) + self.replies.get(ts, [])

    def roots(self) -> list[Message]:
        return [m for m in self.messages.values() if not m.in_thread or m.broadcast]


@dataclass
class View:
    id: str
    user: str
    type: str
    content: Json  # as the app gave it, with every block_id and action_id filled in
    hash: str
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)  # block_id -> action_id -> state, as Slack says it

    @property
    def blocks(self) -> list[Json]:
        return list(self.content["blocks"])

    @property
    def external_id(self) -> str:
        return str(self.content.get("external_id") or "")


@dataclass
class UserGroup:
    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass
class Workspace:
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)  # member -> modals, top last
    homes: dict[str, View] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)

    def channel_named(self, name: str) -> Channel | None:
        return next((c for c in self.channels.values() if c.name == name.removeprefix("#")), None)

    def member_named(self, name: str) -> Member | None:
        """By the name one types after an @, or by the full one."""
        names = (name.casefold(), name.casefold().rstrip("."))
        return next(
            (
                m
                for m in self.members.values()
                if {m.name.casefold(), m.real_name.casefold()} & {*names}
            ),
            None,
        )

    def dm(self, user: str, created: int = 0) -> Channel:
        """The direct message of the app with this member; it is there once somebody asks for it."""
        known = f"D{user[1:]}"
        if known not in self.channels:
            self.channels[known] = Channel(
                known, "directmessage", [user, BOT_USER], dm_with=user, created=created
            )
        return self.channels[known]

    def channels_of(self, user: str) -> Iterator[Channel]:
        return (c for c in self.channels.values() if user in c.members)

    def views(self) -> Iterator[View]:
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()
