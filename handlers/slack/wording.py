"""A letter put into words as its reader will see it now: their language, their steps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.matters import letters
from bot.matters.sight import may_see
from bot.who import days, lookups
from bot.who.request import Request
from bot.who.standing import EVERYBODY
from handlers.slack import late
from handlers.slack.blocks import Block, context, divider, section, sections
from handlers.slack.desk import Bot
from handlers.slack.files_sent import Enclosure, marked
from storage.matters.matter import Matter
from storage.matters.outbox import OLDER, Letter, LetterKind
from storage.matters.shown import is_last_call
from storage.office.settings import own_names
from storage.who.people import Person


@dataclass(frozen=True)
class Message:
    """What is to be posted where. `ts`: a message that stands already, to be changed in place;
    `home`: no message, but what the reader's Home tab is to show; `members`: nor this, but who is
    in the user group `channel`.
    """

    channel: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    ts: str = ""
    only_to: str = ""
    enclosed: Enclosure | None = None
    home: Block | None = None
    members: list[str] | None = None


Drawn = tuple[str, list[Block]]


def worded(bot: Bot, session: Session, letter: Letter, now: datetime) -> Message | None:
    """The message a letter has become; None when there is nothing left to say."""
    reader = letter.reader
    if reader is not None and not reader.active:
        return None
    if letter.kind is LetterKind.ANSWER:
        return _answer(bot, session, letter, now)
    request = request_for(bot, session, reader, now)
    if letter.kind is LetterKind.HOME:
        return Message("", "", home=bot.desks["home"].pictures["home"](request))
    if letter.kind is LetterKind.NUDGE:
        lines = letter.blanks["lines"]
        is_digest = any(reason == "digest" for _, reason in lines)
        of = bot.desks["ledger" if is_digest else "followups"].pictures
        drawn = of["digest" if is_digest else "nudge"](request, lines, stands=bool(letter.ts))
        return _whole(letter, reader, drawn)
    if letter.kind is LetterKind.PAGE:
        feature, _, picture = letter.key.partition(":")
        draw = bot.desks[feature].pictures[picture]
        return _whole(letter, reader, draw(request, **letter.blanks))
    if letter.kind is LetterKind.FILE:
        return _file(bot, request, letter)
    if letter.kind is LetterKind.GROUP:
        members = bot.desks["notices"].pictures["group"](request, letter.to)
        return Message(letter.to, "", members=members) if members else None
    if letter.kind is LetterKind.CARD:
        return _card(bot, request, letter)
    return _note(bot, request, letter)


def _answer(bot: Bot, session: Session, letter: Letter, now: datetime) -> Message:
    """As it was said; the card it shows, once that stands, as it is now, or that it is old."""
    told = dict(letter.blanks)
    perhaps_in, said_at = told.pop("perhaps_in", ""), told.pop(late.SAID_AT, "")
    said, matter = Message(**told, ts=letter.ts), letter.matter
    is_late = said_at and not letter.ts and letter.reader is not None and not letter.reader.is_out
    if perhaps_in or is_late:
        say = request_for(bot, session, letter.reader, now).say
        if perhaps_in:
            line = say("answers.perhaps", where=perhaps_in)
        else:
            line = say("answers.late", at=datetime.fromisoformat(said_at))
        blocks = [context(line), *(said.blocks if said.text else ())]
        return replace(said, text=f"{line}\n{said.text}".rstrip(), blocks=blocks)
    if matter is None or not letter.ts:
        return said
    request = request_for(bot, session, letter.reader, now)
    if letter.key == OLDER or not _sees(request, letter, matter):
        key = "matters.older" if letter.key == OLDER else "matters.left"
        text = request.say(key, **matter.named)
        return replace(said, text=text, blocks=[section(text)])
    text, blocks = bot.desks[matter.kind].pictures["card"](request, matter)
    return replace(said, text=text, blocks=blocks)


def request_for(bot: Bot, session: Session, reader: Person | None, now: datetime) -> Request:
    """A request in which nobody asks: it only sees with the reader's eyes."""
    today = days.of_office(session, bot.tz)
    say = bot.catalog.speak_to(reader, now, today, own_names(session))
    me = EVERYBODY if reader is None else lookups.standing(session, reader, now)
    return Request(session, me, now, today, bot.catalog, say, "letter")


def _whole(letter: Letter, reader: Person | None, drawn: Drawn | None) -> Message | None:
    """A message of its own; one that went out already is changed, even to say it is over."""
    if drawn is None:
        return None
    text, blocks = drawn
    return Message(_place(letter, reader), text, blocks, ts=letter.ts)


def _file(bot: Bot, request: Request, letter: Letter) -> Message | None:
    """Something to look at or to keep, as its feature encloses it for this reader now."""
    feature, _, picture = letter.key.partition(":")
    draw = bot.desks[feature].pictures[picture]
    enclosed: Enclosure | None = draw(request, letter.blanks)
    if enclosed is None:
        return None
    enclosed = replace(enclosed, name=marked(enclosed.name, letter))
    return Message(_place(letter, request.person), enclosed.words, enclosed=enclosed)


def _place(letter: Letter, reader: Person | None) -> str:
    return letter.channel or (reader.dm if reader and reader.dm else letter.to)


def _sees(request: Request, letter: Letter, matter: Matter) -> bool:
    return may_see(request.session, request.me, matter, reads=letter.seat is not None)


def is_first_word(letter: Letter) -> bool:
    """Is it the first its reader hears of us, and a card?"""
    reader = letter.reader
    return letter.kind is LetterKind.CARD and reader is not None and not reader.dm + reader.welcomed


def _welcome(request: Request, letter: Letter) -> list[Block]:
    """One line over the card that was our first word to its reader, for as long as it stands."""
    reader, card = request.person, letter.card
    bears_it = card is not None and card.ts == reader.welcomed
    if not request.me.insider or not (bears_it or is_first_word(letter)):
        return []
    return [context(request.say("people.welcome"))]


def _card(bot: Bot, request: Request, letter: Letter) -> Message | None:
    """A matter as this reader may see it; for one who no longer may, what was there goes."""
    reader, card, matter = request.person, letter.card, letter.matter
    assert matter is not None  # a card is of something
    if _sees(request, letter, matter):
        text, blocks = bot.desks[matter.kind].pictures["card"](request, matter)
        blocks = [*_welcome(request, letter), divider(), *blocks]  # cards do not run together
    elif card is not None:
        text = request.say("matters.left", number=matter.number)
        blocks = [section(text)]
    else:
        return None
    if card is None:
        return Message(reader.dm or reader.slack_id, text, blocks)
    return Message(card.channel, text, blocks, ts=card.ts)


def _note(bot: Bot, request: Request, letter: Letter) -> Message | None:
    """A sentence; about a matter, in the thread under its card, with the reader's steps if loud."""
    matter, card = letter.matter, letter.card
    text = request.say(letter.key, **letters.unpacked(request.session, letter.blanks, request.say))
    if matter is None:
        return Message(_place(letter, request.person), text, [section(text)], ts=letter.ts)
    if not _sees(request, letter, matter):
        return None
    steps: list[Block] = []
    if letter.loud and is_last_call(request.session, letter):
        steps = bot.desks[matter.kind].pictures["steps"](request, matter)
    return Message(
        card.channel if card else _place(letter, request.person),
        text,
        [*sections(text), *steps],
        thread_ts=card.ts if card else "",
        broadcast=letter.loud and card is not None,
        ts=letter.ts,
    )
