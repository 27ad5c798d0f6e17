"""Sending what is in the outbox, one letter at a time, with patience, never inside a transaction.

A post whose end nobody saw is looked for in the conversation's history before it is posted
again: twice, ten seconds apart, as history may lag (platform.md 4.4).
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from bot.matters import letters, story
from bot.office import outage
from bot.who import lookups
from handlers.slack import newer, patience
from handlers.slack.blocks import Block
from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from handlers.slack.files import shared
from handlers.slack.files_sent import conversation, is_marked, upload
from handlers.slack.passing import passes
from handlers.slack.wording import Message, is_first_word, worded
from storage.matters import outbox
from storage.matters.matter import Card
from storage.matters.outbox import Letter, LetterKind, LetterState

log = logging.getLogger(__name__)

LOOKS, BETWEEN_LOOKS = 2, timedelta(seconds=10)
EVENT = "callboard_letter"  # the name of our mark in a message's metadata
CLOCKS_DIFFER = timedelta(seconds=5)  # ours and Slack's
# What Slack says when somebody has deleted the message we mean.
GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"}
)


def deliver_next(bot: Bot) -> bool:
    """Send one waiting letter. True if there was one: call again."""
    now = bot.clock()
    with bot.sessions.begin() as session:
        letter = outbox.take(session, now)
        if letter is None:
            return False
        in_doubt = letter.doubt
        message = None if in_doubt else _prepared(bot, session, letter, now)
        if in_doubt or message is not None:
            outbox.lease(letter, now)
    try:
        _carry_out(bot, letter, message, in_doubt)
    except Exception as error:
        _put_back(bot, letter, error, looking=in_doubt)
    return True


def _carry_out(bot: Bot, letter: Letter, message: Message | None, in_doubt: bool) -> None:
    if in_doubt:
        _look(bot, letter)
    elif message is not None:
        said = _call(bot, letter, message)
        spot = (said.get("channel") or message.channel, said.get("ts") or message.ts)
        _sent(bot, letter, *spot, home=_drawn(message.home))


def _prepared(bot: Bot, session: Session, letter: Letter, now: datetime) -> Message | None:
    """The letter in words, and a note that its attempt begins; set aside if it has no words."""
    try:
        message = worded(bot, session, letter, now)
    except (KeyError, LookupError, ValueError) as error:
        log.error("letter %s has no words: %s", letter.id, whence(error))
        letter.state, letter.error = LetterState.FAILED, f"no words: {type(error).__name__}"
        return None
    if letter.kind is LetterKind.CARD:
        story.draw_along(session, letter, now)
    if message is None:
        letter.state = LetterState.SKIPPED
    elif message.home is not None:
        if letter.reader and letter.reader.home == _drawn(message.home):
            letter.state = LetterState.SENT
            return None
    elif not message.ts and not message.only_to:  # what only one sees is in no history
        letter.doubt, letter.looks = True, 0
        letter.channel = message.channel
    return message


def _call(bot: Bot, letter: Letter, message: Message) -> Any:
    if message.home is not None:
        return bot.post.views_publish(user_id=letter.to, view=message.home)
    if message.enclosed:
        return _enclose(bot, message)
    words: dict[str, Any] = {
        "channel": message.channel,
        "text": message.text,
        "blocks": message.blocks,
    }
    if message.ts:
        return newer.send(bot.post.chat_update, ts=message.ts, **words)
    thread: dict[str, Any] = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    if message.only_to:
        return newer.send(bot.post.chat_postEphemeral, user=message.only_to, **words, **thread)
    loud: dict[str, Any] = {"reply_broadcast": True} if message.broadcast else {}
    mark = {"event_type": EVENT, "event_payload": {"letter": str(letter.id)}}
    bare = {"metadata": mark, "unfurl_links": False, "unfurl_media": False}
    return newer.send(bot.post.chat_postMessage, **words, **thread, **loud, **bare)


def _enclose(bot: Bot, message: Message) -> dict[str, str]:
    """The file is made only now: whatever time it takes, no transaction waits for it."""
    file = message.enclosed
    assert file is not None
    comment, data = message.text, file.make()
    place = upload(bot, message.channel, file.name, data, file.title, alt=file.alt, comment=comment)
    return {"channel": place}


def _sent(bot: Bot, letter: Letter, channel: str, ts: str, home: str = "") -> None:
    """It stands in Slack; what we know of its reader's places there is kept."""
    with bot.sessions.begin() as session:
        outbox.arrived(session, letter, channel, ts)
        if letter.kind is LetterKind.CARD:
            card = letter.card or Card(matter_id=letter.matter_id, person_id=letter.to)
            card.channel, card.ts, card.drawn_at = channel, ts, bot.clock()
            session.add(card)
        if letter.kind is LetterKind.ANSWER and not letter.ts and "only_to" not in letter.blanks:
            passes(session, letter.to, letter.blanks, (channel, ts), letter.not_before)
        if letter.reader is not None:
            session.add(letter.reader)
            letter.reader.home = home or letter.reader.home
            if is_first_word(letter):
                letter.reader.welcomed = ts
            if channel.startswith("D"):
                letter.reader.dm = channel
        if patience.has_waited(letter, bot.clock()):
            outage.is_over(session, letter, bot.clock())


def _drawn(home: Block | None) -> str:
    """What a Home tab shows, in a few letters: it is published only when it would be another."""
    if home is None:
        return ""
    return hashlib.sha256(json.dumps(home, sort_keys=True).encode()).hexdigest()


# --- patience -------------------------------------------------------------------


def _look(bot: Bot, letter: Letter) -> None:
    """An attempt was begun whose end nobody saw: is the message there?"""
    found = _found_in_history(bot, letter)
    if found:
        _sent(bot, letter, *found)
        return
    with bot.sessions.begin() as session:
        kept = session.get_one(Letter, letter.id, with_for_update=True)
        if kept.attempts != letter.attempts:
            return  # our lease ran out, and somebody else looks now
        kept.looks += 1
        kept.state = LetterState.WAITING
        if kept.looks < LOOKS:
            kept.not_before = bot.clock() + BETWEEN_LOOKS
        else:
            kept.doubt = False  # it is not there: it may be posted again


def _found_in_history(bot: Bot, letter: Letter) -> tuple[str, str] | None:
    """Where the message with this letter's mark stands, if it does."""
    channel = conversation(bot, letter.channel)
    began = letter.first_attempt_at or letter.not_before
    window: dict[str, Any] = {
        "channel": channel,
        "oldest": str((began - CLOCKS_DIFFER).timestamp()),
        "include_all_metadata": True,
        "limit": 200,
    }
    pages = [_pages(bot.slack.conversations_history, window)]
    if thread := _thread_of(letter):
        pages.append(_pages(bot.slack.conversations_replies, window | {"ts": thread}))
    ours = {"event_type": EVENT, "event_payload": {"letter": str(letter.id)}}
    for message in chain(*pages):
        names = [str(file.get("name", "")) for file in shared(message)]
        if message.get("metadata") == ours or any(is_marked(name, letter) for name in names):
            return channel, message["ts"]
    return None


def _pages(method: Callable[..., Any], asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
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


def _put_back(bot: Bot, letter: Letter, error: Exception, *, looking: bool = False) -> None:
    """Try again later, if later may help; otherwise set the letter aside for the admin."""
    said, now = patience.said(error), bot.clock()
    with bot.sessions.begin() as session:
        kept = session.get_one(Letter, letter.id, with_for_update=True)
        if kept.attempts != letter.attempts:
            return  # our lease ran out, and somebody else has it now
        kept.error = said
        if not looking:
            kept.doubt = kept.doubt and patience.may_stand(error)
        if said in GONE and _say_anew(session, kept):
            return
        if wait := patience.patience(error, kept, now):
            kept.state, kept.not_before = LetterState.WAITING, now + wait
        else:
            _set_aside(session, kept, now)


def _say_anew(session: Session, letter: Letter) -> bool:
    """Somebody deleted the message we wanted to change or to answer: it is posted anew. False if
    there is none that we know of.
    """
    if letter.kind is LetterKind.ANSWER and letter.ts:  # whoever asked has thrown it away
        letter.state = LetterState.SKIPPED
        return True
    card = session.get(Card, (letter.matter_id, letter.to)) if letter.matter_id else None
    if card is None and not letter.ts:
        return False
    if card is not None:
        session.delete(card)
    letter.state, letter.ts, letter.error = LetterState.WAITING, "", ""
    return True


def _set_aside(session: Session, letter: Letter, now: datetime) -> None:
    """The next one goes out; whoever runs the bot sees on Home that this one did not."""
    log.error("letter %s cannot be delivered: %s", letter.id, letter.error)
    letter.state = LetterState.FAILED
    if letter.kind is not LetterKind.HOME:  # that would go round in a ring
        letters.home(session, lookups.keepers(session), now)
