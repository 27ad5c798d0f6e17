"""Is a message there, whose post nobody saw the end of? It is looked for in the history of its
conversation before it is posted again: twice, ten seconds apart, as that may lag (platform.md 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

from handlers.slack.desk import Bot
from handlers.slack.files import shared
from handlers.slack.files_sent import conversation, is_marked
from storage.matters import sending
from storage.matters.outbox import Letter, LetterKind, LetterState

LOOKS, BETWEEN_LOOKS = 2, timedelta(seconds=10)
EVENT = "callboard_letter"  # the name of our mark in a message's metadata
# Our clock and Slack's need not agree, nor ours with itself. What was posted since is looked
# through all the same, newest first, and the mark is there once.
CLOCKS_DIFFER = timedelta(days=1)


def mark(letter: Letter) -> dict[str, Any]:
    """What a message carries that nobody sees, to be known by."""
    return {"event_type": EVENT, "event_payload": {"letter": str(letter.id)}}


def is_not_there(bot: Bot, letter: Letter) -> None:
    """Not yet, or not at all: after the last look it may be posted again."""
    with bot.sessions.begin() as session:
        kept = sending.held_by(session, letter)
        if kept is None:
            return  # our lease ran out, and somebody else looks now
        kept.looks += 1
        kept.state = LetterState.WAITING
        if kept.looks < LOOKS:
            kept.not_before = bot.clock() + BETWEEN_LOOKS
        else:
            kept.doubt = False


def found(bot: Bot, letter: Letter) -> tuple[str, str] | None:
    """Where the message with this letter's mark stands, if it does."""
    channel = conversation(bot, letter.channel)
    began = letter.first_attempt_at or letter.not_before
    window: dict[str, Any] = {
        "channel": channel,
        "oldest": str((began - CLOCKS_DIFFER).timestamp()),
        "include_all_metadata": True,
        "limit": 200,
    }
    places = [pages(bot.post.conversations_history, window)]
    if thread := _thread_of(letter):
        places.append(pages(bot.post.conversations_replies, window | {"ts": thread}))
    for message in chain(*places):
        names = [str(file.get("name", "")) for file in shared(message)]
        if message.get("metadata") == mark(letter) or any(
            is_marked(name, letter) for name in names
        ):
            return channel, message["ts"]
    return None


def pages(method: Callable[..., Any], asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All messages of a history, page by page."""
    cursor = None
    while True:
        page = method(**asked, cursor=cursor)
        yield from page["messages"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def _thread_of(letter: Letter) -> str:
    return letter.card.ts if letter.card and letter.kind is LetterKind.NOTE else ""
