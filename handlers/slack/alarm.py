"""When nothing can be written: whoever asked reads so, and whoever looks after the bot hears it,
straight from us. A letter is no way out: the outbox is where we cannot write.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.language.catalog import Key
from handlers.slack.metrics import TICKS
from storage import memory
from storage.trouble import Trouble, trouble
from storage.who.people import Person, Role

if TYPE_CHECKING:
    from handlers.slack.desk import Bot

log = logging.getLogger(__name__)

GRACE = 5.0  # seconds in which beats may fail before anybody is told
MEANWHILE = 0.2  # seconds: most words are on their way by then


@dataclass
class Alarm:
    """What this process has told: once, until it is over."""

    since: datetime | None = None
    first: float | None = None  # when a beat first failed, of those that fail now
    lock: threading.Lock = field(default_factory=threading.Lock)

    def rings(self, bot: Bot, ails: Trouble, wait: float = MEANWHILE) -> None:
        with self.lock:
            if self.since is not None:
                return
            self.since = bot.clock()
        log.error("nothing can be written: the database is %s", ails)
        why = Key(f"trouble.why-{ails}")
        tell_keepers(bot, "trouble.begun", wait, since=self.since, why=why)

    def beat_failed(self, bot: Bot, ails: Trouble) -> None:
        """A server that is restarted is back before anybody need hear of it."""
        self.first = time.monotonic() if self.first is None else self.first
        if time.monotonic() - self.first >= GRACE:
            self.rings(bot, ails)

    def is_over(self, bot: Bot) -> None:
        """Is it? Whoever can read, and has nothing to write, does not know yet."""
        if self.since is None:
            return
        with bot.sessions.begin() as session:
            memory.touch(session)
        since, self.since = self.since, None
        log.warning("it can be written again")
        tell_keepers(bot, "trouble.over", since=since)


def watched(beat: Callable[[Bot], None]) -> Callable[[Bot], None]:
    """A beat of the clockwork that is counted, and notices when nothing can be written, and when
    it can again.
    """

    @wraps(beat)
    def beats(bot: Bot) -> None:
        bot.metrics.ticked()
        try:
            with bot.metrics.timed(TICKS):
                bot.alarm.is_over(bot)
                beat(bot)
            bot.alarm.first = None
        except Exception as error:
            if ails := trouble(error):
                bot.alarm.beat_failed(bot, ails)
            raise

    return beats


def tell_keepers(bot: Bot, key: str, wait: float = MEANWHILE, **blanks: object) -> None:
    """As far as we remember who they are."""
    known = {one.slack_id: one for one in _keepers(bot)}
    told = {who: known.get(who) for who in known or bot.workspace.admins}

    def send() -> None:
        for who, person in told.items():
            say = bot.catalog.speak_to(person, bot.clock())
            with suppress(SlackApiError, OSError):
                bot.post.chat_postMessage(channel=who, text=say(key, **blanks))

    _beside(send, wait)


def _keepers(bot: Bot) -> Sequence[Person]:
    """The admins; where nobody is one, the directors."""
    people = [one for one in memory.last_known(bot.sessions, Person) if one.active]
    admins = [one for one in people if one.admin]
    return admins or [one for one in people if one.role is Role.DIRECTOR]


def post(bot: Bot, channel: str, text: str, *, only_to: str = "", thread: str = "") -> None:
    """Straight to somebody who waits for an answer."""

    def send() -> None:
        spot: dict[str, Any] = {"channel": channel, "text": text, "thread_ts": thread or None}
        with suppress(SlackApiError, OSError):
            if only_to:
                bot.post.chat_postEphemeral(user=only_to, **spot)
            else:
                bot.post.chat_postMessage(**spot)

    _beside(send)


def _beside(send: Callable[[], None], wait: float = MEANWHILE) -> None:
    """Whoever is answered does not wait for long until Slack has taken it."""
    sender = threading.Thread(target=send, name="alarm", daemon=True)
    sender.start()
    sender.join(wait)
