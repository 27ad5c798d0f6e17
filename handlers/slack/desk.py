"""The desks: each a feature's handlers, by the verb that calls them; and the bot that has
them all.

A handler is a plain function from a `Request` and what was asked to a `Reply`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from os import getpid
from platform import node
from secrets import token_hex
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.language.catalog import Catalog
from bot.language.dates import Unsure
from bot.language.workdays import Calendar
from bot.who.request import Request
from handlers.slack.alarm import Alarm
from handlers.slack.blocks import Block
from handlers.slack.limit import Limit
from handlers.slack.members import Workspace
from handlers.slack.metrics import Metrics
from storage.db import Sessions
from storage.matters.paces import Budget

SENDERS = 24  # letters on their way at once
Asked = dict[str, str]
Handler = Callable[[Request, Asked], "Reply"]


@dataclass(frozen=True)
class Words:
    """What to say, maybe laid out in blocks. `shown`: a card that is on its way says it already,
    wherever cards can be seen. `answers`: it takes the place of the question that was pressed.
    `card`: it is the card of the matter of that id, asked for once more.
    """

    text: str
    blocks: list[Block] | None = None
    shown: bool = False
    answers: bool = False
    card: int = 0


@dataclass(frozen=True)
class Form:
    """To fill in, or to read. `over`: it goes over the one that is open, which stays as it is."""

    view: Block
    over: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why it is not done; `field`: where in a form that is said."""

    text: str
    blocks: list[Block] | None = None
    field: str = ""


@dataclass(frozen=True)
class Then:
    """Whose turn it is now, and what they are asked; their answer takes the place of the question.
    `text` is the line that is left of that, where a card says the rest.
    """

    what: str
    asked: Asked
    text: str = ""


Answer = Words | Form | Refusal
Reply = Answer | Then
NOTHING = Words("", shown=True)


@dataclass
class Desk:
    """One feature's handlers by the verb that calls them, however it is said; its pictures; and
    who reads a file, by the ending of its name, or whatever it is called, by the words `beside` it.

    `command` is its slash command, `alone` the verb of that command without a word. `shortcuts`
    are the verbs in Slack's own menus, and in which: "global", or that of a "message".
    """

    name: str
    command: str = ""
    alone: str = ""
    verbs: dict[str, Handler] = field(default_factory=dict)
    pictures: dict[str, Callable[..., Any]] = field(default_factory=dict)
    readers: dict[str, Callable[..., Reply]] = field(default_factory=dict)
    beside: tuple[Callable[[str], bool], Callable[..., Reply]] | None = None
    shortcuts: dict[str, str] = field(default_factory=dict)

    def does(self, verb: str) -> Callable[[Handler], Handler]:
        return _enter(self.verbs, verb)

    def draws(self, picture: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return _enter(self.pictures, picture)

    def opens(self, ending: str) -> Callable[[Callable[..., Reply]], Callable[..., Reply]]:
        return _enter(self.readers, ending)


def _enter(book: dict[str, Any], word: str) -> Callable[[Any], Any]:
    def enter(handler: Any) -> Any:
        if word in book:
            raise ValueError(f"two handlers for {word!r}")
        book[word] = handler
        return handler

    return enter


@dataclass(frozen=True)
class Bot:
    """All that lives as long as the process. Built once, in `upkeep.opening`.

    `slack` reads and may try again; `post` sends each thing once. `wake` wakes the postman; so many
    `senders` carry what he takes, within the `budget`, in the `name` of this process. `days` are
    the office's, as the last beat of the clockwork saw them.
    """

    sessions: Sessions
    catalog: Catalog
    slack: WebClient
    post: WebClient
    clock: Callable[[], datetime]
    desks: dict[str, Desk]
    workspace: Workspace = field(default_factory=Workspace)
    wake: Event = field(default_factory=Event)
    days: list[Calendar] = field(default_factory=list)
    signed: bool = False  # requests come over HTTP
    alarm: Alarm = field(default_factory=Alarm)
    metrics: Metrics = field(default_factory=Metrics)
    limit: Limit = field(default_factory=Limit)
    budget: Budget = field(default_factory=Budget)
    senders: int = SENDERS
    name: str = field(default_factory=lambda: f"{node()}:{getpid()}:{token_hex(4)}")
    refused: set[str] = field(default_factory=set)  # channels, since a message was last taken

    @property
    def tz(self) -> ZoneInfo:
        return self.catalog.tz

    def handler(self, what: str) -> Handler | None:
        """Who answers for "drafts:accept"; None for a word nobody knows any more."""
        feature, _, verb = what.partition(":")
        desk = self.desks.get(feature)
        found = desk.verbs.get(verb) if desk else None
        return partial(_ask, self, what, found) if found else None

    def follow(self, reply: Reply, request: Request) -> Answer:
        """Whose turn it is then; their answer, or their question, takes the place of this one."""
        if not isinstance(reply, Then):
            return reply
        following = self.handler(reply.what)
        assert following is not None  # it has asked the question
        try:
            done = self.follow(following(request, reply.asked), request)
        except AskFirst as first:
            question = first.question
            raise AskFirst(lambda anew: _in_place(question(anew))) from first
        if isinstance(done, Words) and done.shown:  # a card says it: the question leaves one line
            done = replace(done, text=reply.text or done.text, blocks=None)
        return _in_place(done)


def _in_place(said: Answer) -> Answer:
    return replace(said, answers=True) if isinstance(said, Words) else said


class AskFirst(Exception):
    """Something must be asked before anything is done: what was done until here is rolled back,
    and the question is put instead.
    """

    def __init__(self, question: Callable[[Request], Answer]) -> None:
        super().__init__()
        self.question = question


def _ask(bot: Bot, what: str, handler: Handler, request: Request, asked: Asked) -> Reply:
    """A handler's reply. Raises AskFirst when it is unsure which time is meant."""
    try:
        return handler(request, asked)
    except Unsure as unsure:
        which = partial(bot.desks["dates"].pictures["which"], what=what, asked=asked, unsure=unsure)
        raise AskFirst(which) from unsure
