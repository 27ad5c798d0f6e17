"""The ear of a process: as long as it listens it says so; what was said while nobody listened is
looked for in the conversations, and heard then, once.

Slack itself says an event again for some minutes; whoever was away for longer has to look. Under
cards, and in channels we have never written to, nobody looks.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlalchemy import select

from handlers.slack import late, looking, patience
from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from handlers.slack.doors import hear_words, is_spoken
from handlers.slack.files_sent import conversation
from storage.matters import inbox, listened
from storage.matters.outbox import Letter
from storage.office.settings import settings
from storage.who.people import Person

log = logging.getLogger(__name__)

EVERY = 20.0  # seconds between two notes that somebody listens
A_GAP = timedelta(seconds=60)  # without a note: something may have been said to nobody
CLOCKS_DIFFER = timedelta(minutes=2)  # ours and Slack's; what is read again is known by its name
A_DAY = timedelta(days=1)  # further back nobody looks
Message = dict[str, Any]


@dataclass
class Ear:
    """`listens`: can Slack reach this process now?"""

    bot: Bot
    listens: Callable[[], bool]
    noted: float = field(default=-EVERY)

    def __post_init__(self) -> None:
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._work, name="ear")

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.over.set()
        self.thread.join()

    def _work(self) -> None:
        while not self.over.wait(1):
            try:
                self.look()
            except Exception as error:
                log.error("it is not noted that somebody listens: %s", whence(error))

    def look(self) -> int:
        """Note that somebody listens, once what nobody has heard is heard; how much that was. Who
        is told to stop meanwhile, or cannot be reached, notes nothing: the next one looks again.
        """
        if time.monotonic() - self.noted < EVERY or not self.listens():
            return 0
        self.noted, now, heard = time.monotonic(), self.bot.clock(), 0
        with self.bot.sessions.begin() as session:
            since = listened.until(session)
        if since is not None and now - since > A_GAP:
            for many in self._catches_up(max(since, now - A_DAY) - CLOCKS_DIFFER):
                heard += many
                if self.over.is_set() or not self.listens():
                    return heard
        with self.bot.sessions.begin() as session:
            listened.note(session, self.bot.clock())  # it may have taken a while
        return heard

    def _catches_up(self, since: datetime) -> Iterator[int]:
        """Place by place, hear what was said since then, and was not heard; how much that was. In a
        direct message it is answered, if it is not too late; in a channel, where nobody can tell
        what was answered, it is said to be missed.
        """
        for place in _places(self.bot):
            in_private, heard = not place.startswith("C"), 0
            channel, said = self._history(place, since)
            for message in _new(self.bot, channel, _unanswered(said)):
                if in_private or f"<@{self.robot}>" in (message.get("text") or ""):
                    told = message | {"channel": channel}
                    heard += _hear(self.bot, told, self.robot, in_private)
            if heard:
                log.warning("%d messages came while nobody listened, and are read now", heard)
            yield heard

    @cached_property
    def robot(self) -> str:
        """What we are called; it is asked once."""
        return str(self.bot.slack.auth_test()["user_id"])

    def _history(self, place: str, since: datetime) -> tuple[str, list[Message]]:
        """What a place is called, and what was said there, the oldest first: nothing, where Slack
        does not let us read. Where it is away, that is no answer.
        """
        window = {"oldest": str(since.timestamp()), "include_all_metadata": True, "limit": 200}
        while True:
            try:
                channel = conversation(self.bot, place)
                asked = {"channel": channel, **window}
                return channel, [*looking.pages(self.bot.post.conversations_history, asked)][::-1]
            except SlackApiError as error:
                wait = patience.paced(error)
                if wait is not None and not self.over.wait(wait.total_seconds()):
                    continue
                if wait is not None or patience.is_passing(error):
                    raise
                log.warning("nobody can look there for what was said: %s", patience.said(error))
                return place, []


def _new(bot: Bot, channel: str, messages: Iterable[Message]) -> list[Message]:
    """Those that nobody has heard: an hour's clock that was turned is no hour that was missed."""
    named = {f"{channel}:{message['ts']}": message for message in messages}
    with bot.sessions.begin() as session:
        heard = inbox.known(session, named)
    return [message for name, message in named.items() if name not in heard]


def _hear(bot: Bot, message: Message, robot: str, in_private: bool) -> bool:
    """False if it had been heard already."""
    at = late.said_at(message)
    return hear_words(bot, message, robot, at=at, aloud=in_private, missed=not in_private)


def _places(bot: Bot) -> Sequence[str]:
    """Where each of the office, and whoever has written to us, does so; and the channels we speak
    in.
    """
    with bot.sessions.begin() as session:
        people = session.scalars(select(Person).where(Person.active, ~Person.robot)).all()
        ours = [one.dm or one.slack_id for one in people if one.dm or not one.is_out]
        told = select(Letter.to).where(Letter.to.startswith("C")).distinct()
        channels = {*session.scalars(told), settings(session).channel} - {""}
        return [*ours, *sorted(channels)]


def _unanswered(messages: list[Message]) -> Iterator[Message]:
    """What people said, but for what was answered straight: who cannot write says so at once, and
    that such a message is ours shows by its being nobody's letter.
    """
    for message, following in pairwise([*messages, None]):
        assert message is not None  # only the last is none
        straight = following and following.get("bot_id") and not following.get("metadata")
        if is_spoken(message) and not straight:
            yield message
