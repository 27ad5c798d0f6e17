"""What was said to us and comes late, as nobody could hear it: soon after it is done, with a word
ahead; an hour after, or on another day, whoever said it reads that it was missed, and no more.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.language.catalog import plain
from bot.who.request import Request
from handlers.slack.desk import Asked, Handler, Reply, Words

MOST = 300  # letters of it that are said back
SAID_AT = "said_at"  # under this name a place knows that what is answered there was said earlier
A_MOMENT, TOO_LATE = timedelta(minutes=1), timedelta(hours=1)


def said_at(message: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), UTC)


def is_too_late(at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Is "tomorrow" another day by now, or has whoever said it seen to it otherwise?"""
    return now - at >= TOO_LATE or at.astimezone(zone).date() != now.astimezone(zone).date()


def ahead(at: datetime, now: datetime) -> dict[str, str]:
    """Where something late is answered: the word that goes ahead of the answer."""
    return {SAID_AT: at.isoformat()} if now - at >= A_MOMENT else {}


def missed(handler: Handler, at: datetime, text: str) -> Handler:
    """Instead of the handler of what was said at a time: that it was missed, with its words."""

    def says_so(request: Request, asked: Asked) -> Reply:
        if not request.me.insider:
            return handler(request, asked)
        return Words(request.say("answers.missed", at=at, text=plain(text)[:MOST]))

    return says_so
