"""The desks: each a feature's handlers, by the verb that calls them; and the bot that has
them all.

A handler is a plain function from a `Request` and what was asked to a `Reply`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.language.catalog import Catalog
from bot.language.dates import Unsure
from bot.who.request import Request
from handlers.slack.blocks import Block
from handlers.slack.members import Workspace
from storage.db import Sessions

Asked = dict[str, str]
Handler = Callable[[Request, Asked], "Reply"]


@dataclass(frozen=True)
class Reply:
    """What to say: words, maybe laid out in blocks, or a form to fill in.

    `shown`: a card that is on its way says it already, wherever cards can be seen. `over`: the
    form goes over the one that is open, which stays as it is. `then`: whose turn it is now, and
    what they are asked; their answer takes the place of the question. `fetch`: ask
    again with the content of the file, see `files.py`.
    """

    text: str = ""
    blocks: list[Block] | None = None
    form: Block | None = None
    shown: bool = False
    refused: bool = False
    field: str = ""
    over: bool = False
    then: tuple[str, Asked] | None = None
    answers: bool = False
    fetch: bool = False


NOTHING = Reply(shown=True)


@dataclass
class Desk:
    """One feature's handlers by the verb that calls them, however it is said; its pictures; and
    who reads a file, by the ending of its name.

    `command` is its slash command, `alone` the verb of that command without a word. `shortcuts`
    are the verbs in Slack's own menus, and in which: "global", or that of a "message".
    """

    name: str
    command: str = ""
    alone: str = ""
    verbs: dict[str, Handler] = field(default_factory=dict)
    pictures: dict[str, Callable[..., Any]] = field(default_factory=dict)
    readers: dict[str, Callable[..., Reply]] = field(default_factory=dict)
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
    """All that lives as long as the process. Built once, in `bot.__main__`.

    `slack` reads and may try again; `post` sends each thing once. `wake` wakes the postman.
    """

    sessions: Sessions
    catalog: Catalog
    slack: WebClient
    post: WebClient
    clock: Callable[[], datetime]
    desks: dict[str, Desk]
    workspace: Workspace = field(default_factory=Workspace)
    wake: Event = field(default_factory=Event)

    @property
    def tz(self) -> ZoneInfo:
        return self.catalog.tz

    def handler(self, what: str) -> Handler | None:
        """Who answers for "drafts:accept"; None for a word nobody knows any more."""
        feature, _, verb = what.partition(":")
        desk = self.desks.get(feature)
        found = desk.verbs.get(verb) if desk else None
        return partial(_ask, self, what, found) if found else None


class AskFirst(Exception):
    """Something must be asked before anything is done: what was done until here is rolled back,
    and the question is put instead.
    """

    def __init__(self, question: Handler) -> None:
        super().__init__()
        self.question = question


def _ask(bot: Bot, what: str, handler: Handler, request: Request, asked: Asked) -> Reply:
    """A handler's reply. Raises AskFirst when it is unsure which time is meant."""
    try:
        reply = handler(request, asked)
    except Unsure as unsure:
        which = partial(bot.desks["dates"].pictures["which"], what=what, asked=asked, unsure=unsure)
        raise AskFirst(lambda anew, _: which(anew)) from unsure
    return reply if reply.then is None else _ask_on(bot, reply, *reply.then, request)


def _ask_on(bot: Bot, before: Reply, what: str, asked: Asked, request: Request) -> Reply:
    """Whose turn it is then; their answer, or their question, takes the place of this one."""
    following = bot.handler(what)
    assert following is not None  # it has asked the question
    try:
        done = following(request, asked)
    except AskFirst as first:
        question = first.question
        raise AskFirst(lambda anew, _: replace(question(anew, {}), answers=True)) from first
    if done.shown:  # a card says it: the question makes room for one line
        done = replace(done, text=before.text or done.text, blocks=None)
    return replace(done, answers=True)
