"""Sending what is in the outbox, one letter at a time, with patience, never inside a transaction.

That an attempt begins is in the database for good before Slack is called. A post whose end nobody
saw is looked for before it is posted again, see `looking`.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.matters import story
from bot.office import outage
from handlers.slack import looking, mending, newer, patience
from handlers.slack.blocks import Block
from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from handlers.slack.files_sent import upload
from handlers.slack.passing import passes
from handlers.slack.wording import Message, is_first_word, worded
from storage.db import durable
from storage.matters import paces, sending
from storage.matters.matter import Card
from storage.matters.outbox import Letter, LetterKind, LetterState, Rank
from storage.who.people import Person

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """A letter that is ours for as long as its lease runs: as a message, or to be looked for."""

    letter: Letter
    message: Message | None


def deliver_next(bot: Bot) -> bool:
    """Send one waiting letter. True if there was one: call again."""
    found, taken = take(bot)
    for one in taken:
        carry(bot, one)
    return found


def take(bot: Bot, most: int = 1, lowest: Rank = Rank.REST) -> tuple[bool, list[Taken]]:
    """The next letters that may go, none of a rank below `lowest`; whether there may be more. What
    answers somebody goes at once, and waits for no other to be taken.
    """
    taken: list[Taken] = []
    with bot.sessions.begin() as session:
        durable(session)
        for _ in range(most):
            letter = sending.take(session, bot.clock(), bot.budget, lowest)
            if letter is None:
                return bool(taken), taken
            one = _begun(bot, session, letter)
            if letter.state is LetterState.SENDING and one is None:
                session.rollback()  # somebody else has just written there: all go back
                return True, []
            taken += [one] if one else []
            if letter.rank <= Rank.CALL:
                break
    return True, taken


def _begun(bot: Bot, session: Session, letter: Letter) -> Taken | None:
    """Its attempt begins; None if there is nothing to do about it, or somebody was faster."""
    now, message = bot.clock(), None
    if not letter.doubt or mending.is_for_one(letter):
        message = _prepared(bot, session, letter, now)
        if message is None:
            return None
    begins = sending.begin(session, letter, now, bot.name, bot.budget)
    return Taken(letter, message) if begins else None


def carry(bot: Bot, taken: Taken) -> None:
    """Out with it; whatever goes wrong, the letter goes back."""
    try:
        _carry_out(bot, taken.letter, taken.message)
    except Exception as error:
        mending.put_back(bot, taken.letter, error, looking=taken.message is None)


def _carry_out(bot: Bot, letter: Letter, message: Message | None) -> None:
    if letter.lease_until is None or bot.clock() >= letter.lease_until:
        log.warning("letter %s was not sent in time, and is somebody else's by now", letter.id)
    elif message is None:
        _look(bot, letter)
    else:
        called = bot.clock()
        said = _call(bot, letter, message)
        bot.refused.clear()
        spot = (said.get("channel") or message.channel, said.get("ts") or message.ts)
        _sent(bot, letter, *spot, home=_drawn(message.home), called=called)


def _look(bot: Bot, letter: Letter) -> None:
    """An attempt was begun whose end nobody saw: is the message there?"""
    if spot := looking.found(bot, letter):
        _sent(bot, letter, *spot)
    else:
        looking.is_not_there(bot, letter)


def _prepared(bot: Bot, session: Session, letter: Letter, now: datetime) -> Message | None:
    """The letter in words, and a note that its attempt begins; set aside if it has no words."""
    if letter.doubt:
        mending.say_in_their_messages(letter)
    try:
        message = worded(bot, session, letter, now)
    except SQLAlchemyError:
        raise
    except Exception as error:  # one that cannot be drawn holds up no other
        log.error("letter %s has no words: %s", letter.id, whence(error))
        letter.error = f"no words: {type(error).__name__}"
        mending.set_aside(bot, session, letter, now)
        return None
    if letter.kind is LetterKind.CARD:
        story.draw_along(session, letter, now)
    if message is None:
        letter.state = LetterState.SKIPPED
    elif message.home is not None:
        if letter.reader and letter.reader.home == _drawn(message.home):
            letter.state = LetterState.SENT
            return None
    elif not (message.ts or message.members):  # a change says the same, however often it is made
        letter.doubt, letter.looks = True, 0
        letter.channel = message.channel
    return message


def _call(bot: Bot, letter: Letter, message: Message) -> Any:
    if message.home is not None:
        return bot.post.views_publish(user_id=letter.to, view=message.home)
    if message.members:
        return bot.post.usergroups_users_update(usergroup=message.channel, users=message.members)
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
    bare = {"metadata": looking.mark(letter), "unfurl_links": False, "unfurl_media": False}
    return newer.send(bot.post.chat_postMessage, **words, **thread, **loud, **bare)


def _enclose(bot: Bot, message: Message) -> dict[str, str]:
    """The file is made only now: whatever time it takes, no transaction waits for it."""
    file = message.enclosed
    assert file is not None
    comment, data = message.text, file.make()
    place = upload(bot, message.channel, file.name, data, file.title, alt=file.alt, comment=comment)
    return {"channel": place}


def _sent(
    bot: Bot,
    letter: Letter,
    channel: str,
    ts: str,
    home: str = "",
    called: datetime | None = None,
) -> None:
    """It stands in Slack; what we know of its reader's places there is kept."""
    with bot.sessions.begin() as session:
        sending.arrived(session, letter, channel, ts)
        if called is not None:
            sending.count_from(session, letter, called, bot.budget)
        if letter.kind is LetterKind.GROUP:
            bot.desks["notices"].pictures["followed"](session, letter.to)
        if letter.kind is LetterKind.CARD:
            card = letter.card or Card(matter_id=letter.matter_id, person_id=letter.to)
            card.channel, card.ts, card.drawn_at = channel, ts, bot.clock()
            session.add(card)
        if letter.kind is LetterKind.ANSWER and not letter.ts and "only_to" not in letter.blanks:
            passes(session, letter.to, letter.blanks, (channel, ts), letter.not_before)
        if letter.reader is not None:
            _keep_places(session, letter, letter.reader, channel, ts, home)
        if letter.is_parked:
            paces.release(session, paces.ALL)
        if patience.has_waited(letter, bot.clock()):
            outage.is_over(session, letter, bot.clock())


def _keep_places(
    session: Session, letter: Letter, reader: Person, channel: str, ts: str, home: str
) -> None:
    """Mostly they are known, and nothing is to be written."""
    places = {
        "home": home or reader.home,
        "welcomed": ts if is_first_word(letter) else reader.welcomed,
        "dm": channel if channel.startswith("D") else reader.dm,
    }
    for name, place in places.items():
        if getattr(reader, name) != place:
            session.add(reader)
            setattr(reader, name, place)


def _drawn(home: Block | None) -> str:
    """What a Home tab shows, in a few letters: it is published only when it would be another."""
    if home is None:
        return ""
    return hashlib.sha256(json.dumps(home, sort_keys=True).encode()).hexdigest()
