"""Files the bot sends, each an enclosure of a letter: made and uploaded when the letter goes out.

Slack takes a file in three steps: a place for it, its content, and where it is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.slack.desk import Bot
from storage.matters.outbox import Letter, LetterKind

ALT = 1000  # characters that Slack takes of what is read out instead of a picture


@dataclass(frozen=True)
class Enclosure:
    """`make` gives the content, outside of any transaction; `words` are said beside it, `alt` is
    for who cannot see it.
    """

    name: str
    title: str
    make: Callable[[], bytes]
    words: str = ""
    alt: str = ""


def upload(
    bot: Bot,
    channel: str,
    name: str,
    data: bytes,
    title: str,
    thread_ts: str = "",
    *,
    alt: str = "",
    comment: str = "",
) -> str:
    """Show a file in a conversation, or to a person; the conversation comes back. Not to be
    called inside a transaction, and not to be repeated when its end is unknown.
    """
    place = conversation(bot, channel)
    bot.post.files_upload_v2(
        channel=place,
        filename=name,
        content=data,
        title=title,
        alt_txt=alt[:ALT] or None,
        initial_comment=comment or None,
        thread_ts=thread_ts or None,
    )
    return place


def conversation(bot: Bot, channel: str) -> str:
    """A channel as it is; of a person, our direct message with them."""
    if not channel.startswith(("U", "W")):
        return channel
    opened = bot.post.conversations_open(users=channel)
    return str(opened["channel"]["id"])


# A file has no room for our mark but its name: by it a letter in doubt is found again.


def marked(name: str, letter: Letter) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{letter.id}{dot}{ending}" if dot else f"{name}-{letter.id}"


def is_marked(name: str, letter: Letter) -> bool:
    stem = name.rpartition(".")[0] or name
    return letter.kind is LetterKind.FILE and stem.endswith(f"-{letter.id}")
