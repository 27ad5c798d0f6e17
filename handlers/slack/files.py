"""Files people share with the bot: fetched from Slack, and handed to whoever reads their kind.

A desk says which it `opens`, or what stands `beside` one of whatever kind; its reader is asked
twice: first without the content, to refuse whoever may not, and then, if it looked for it, with
it. No transaction waits for Slack.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPException, HTTPResponse
from itertools import chain
from typing import Any, TypeVar
from urllib import request as web
from urllib.error import HTTPError
from urllib.parse import urlsplit

from bot.language.decoding import decoded
from bot.language.refusals import Refused
from bot.office import secrecy
from bot.who.request import Request
from handlers.slack.apart import TooMuchError, apart
from handlers.slack.desk import Answer, Asked, Bot, Reply
from handlers.slack.visit import FetchFirst, Visit, answer

LARGEST = 1024 * 1024
WITHIN = 2.0  # seconds; Slack waits three for our word
SMALL = 16 * 1024  # bytes of a text: nothing we do with it takes long
ZIP = b"PK"  # what is packed may be of any size
T = TypeVar("T")


class WorkFirst(FetchFirst):
    """Work on what was fetched is wanted: do it, then begin again."""

    def __init__(self, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
        super().__init__()
        self.work, self.args = work, args


@dataclass(frozen=True)
class File:
    """One file as Slack tells of it; `fetched` is what is in it, once it was. `place` is the
    channel, and the thread if any, in which it was shared; `said` the words it came with, and
    `link` where people open it.
    """

    name: str
    url: str = ""
    size: int = 0
    place: dict[str, str] = field(default_factory=dict)
    said: str = ""
    link: str = ""
    fetched: bytes | None = None
    done: dict[Any, Any] = field(default_factory=dict)

    def worked(self, work: Callable[..., T], *args: Any) -> T:
        """What comes of work on the content of one that may be hostile: apart, and outside of
        any transaction. Raises what the work raises; WorkFirst, for whoever asks before it is done.
        """
        if len(self.content) <= SMALL and not self.content.startswith(ZIP):
            return work(*args)
        if work not in self.done:
            raise WorkFirst(work, args)
        if isinstance(self.done[work], Exception):
            raise self.done[work]
        found: T = self.done[work]
        return found

    @property
    def content(self) -> bytes:
        """Raises FetchFirst, for whoever looks before it is there."""
        if self.fetched is None:
            raise FetchFirst
        return self.fetched

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower()

    @property
    def text(self) -> str:
        """The content as text. Raises Refused when it is none."""
        text = decoded(self.content)
        if text is None:
            raise Refused("files.no-text", name=self.name)
        return text


def shared(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of a message, as Slack tells of them; it says null where there are none."""
    return message.get("files") or []


def handed_in(bot: Bot, message: dict[str, Any], place: dict[str, str]) -> list[File]:
    """The files of a message that some desk opens."""
    files = [
        File(
            name=str(one.get("name") or one.get("title") or ""),
            url=str(one.get("url_private") or ""),
            size=int(one.get("size") or 0),
            place=place,
            said=str(message.get("text") or ""),
            link=str(one.get("permalink") or ""),
        )
        for one in shared(message)
    ]
    return [file for file in files if _reader(bot, file)]


def take(bot: Bot, visit: Visit, files: Sequence[File]) -> Answer:
    """Somebody handed in a file: whoever opens its kind is asked, and gets it if they want it;
    then, if they want it worked on, what came of that.
    """
    file, reader = files[0], _reader(bot, files[0])

    def ask(request: Request, asked: Asked) -> Reply:
        if len(files) > 1:
            raise Refused("files.one-at-a-time")
        reply: Reply = reader(request, file)
        return reply

    try:
        with suppress(FetchFirst):
            return answer(bot, visit, ask)
        file = replace(file, fetched=fetch(bot, file))
        seen = _seen(file)
        visit = replace(visit, is_marked=_alone(file, secrecy.is_marked, [seen]))
        try:
            return answer(bot, visit, ask)
        except WorkFirst as first:
            file.done[first.work] = _outcome(file, first)
    except Refused as refusal:
        return answer(bot, visit, _saying(refusal))
    return answer(bot, visit, ask)


def _seen(file: File) -> str:
    """What the guard looks at; of what is packed, whoever unpacks it looks."""
    return decoded(file.content) or file.content.decode("utf-8", errors="ignore")


def _outcome(file: File, first: WorkFirst) -> Any:
    """What the work came to; whatever it raised is raised where it was asked for."""
    try:
        return _alone(file, first.work, *first.args)
    except Exception as error:
        return error


def _alone(file: File, work: Callable[..., T], *args: Any) -> T:
    """Raises Refused for what takes too long, or too much."""
    if len(file.content) <= SMALL and not file.content.startswith(ZIP):
        return work(*args)
    try:
        found: T = apart(work, *args)
    except TooMuchError:
        raise Refused("files.too-hard", name=file.name) from None
    return found


def _saying(refusal: Refused) -> Any:
    def refuse(request: Request, asked: Asked) -> Reply:
        raise refusal

    return refuse


def _reader(bot: Bot, file: File) -> Any:
    """By the words beside it, or by its ending, whoever came last; None, if nobody does."""
    desks = [*bot.desks.values()][::-1]
    beside = (one.beside[1] for one in desks if one.beside and one.beside[0](file.said))
    by_ending = (one.readers[file.ending] for one in desks if file.ending in one.readers)
    return next(chain(beside, by_ending), None)


# --- fetching ------------------------------------------------------------------------------------


class _Straight(web.HTTPRedirectHandler):
    """Slack sends whoever may not read to its login page; our token goes nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(bot: Bot, file: File) -> bytes:
    """What is in a file. Raises Refused when it is too big, not with Slack, or does not come in
    time. Never inside a transaction.
    """
    if file.size > LARGEST:
        raise Refused("files.too-big", name=file.name)
    if not _is_with_slack(bot, file.url):
        raise Refused("files.elsewhere", name=file.name)
    asked = web.Request(file.url, headers={"Authorization": f"Bearer {bot.slack.token}"})
    try:
        with web.build_opener(_Straight).open(asked, timeout=WITHIN) as found:
            if found.headers.get_content_type() == "text/html":
                raise Refused("files.no-access", name=file.name)
            return _whole(found, file)
    except HTTPError as refusal:
        with refusal:
            raise Refused("files.no-access", name=file.name) from None
    except (OSError, HTTPException):
        raise Refused("files.not-fetched", name=file.name) from None


def _is_with_slack(bot: Bot, url: str) -> bool:
    """The token is shown to Slack's own servers only."""
    address, ours = urlsplit(url), urlsplit(bot.slack.base_url)
    if (address.scheme, address.netloc) == (ours.scheme, ours.netloc):
        return True
    return address.scheme == "https" and (address.hostname or "").endswith(".slack.com")


def _whole(found: HTTPResponse, file: File) -> bytes:
    """All of it, unless it is more than we take or comes too slowly."""
    until, content = time.monotonic() + WITHIN, b""
    while piece := found.read1(64 * 1024):
        content += piece
        if len(content) > LARGEST:
            raise Refused("files.too-big", name=file.name)
        if time.monotonic() > until:
            raise Refused("files.not-fetched", name=file.name)
    return content
