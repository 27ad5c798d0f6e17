"""A visit from Slack becomes a request, its handler's reply becomes an answer.

The visit gives a handler one transaction, commits, and only then answers, so what people read is
what happened.

(Bolt middleware cannot do this: its `next()` only sets a flag, and returns before the
listener has run, so a session opened around it is closed too early.)
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_hex

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.language.catalog import OwnNames, Say, language_of, tz_of
from bot.language.names import all_mentioned
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, letters
from bot.office import secrecy, unread
from bot.who import days, lookups
from bot.who.request import Request
from handlers.slack import alarm, members, newer
from handlers.slack.blocks import (
    page,
    section,
)
from handlers.slack.desk import NOTHING, Answer, Asked, AskFirst, Bot, Form, Handler, Refusal, Words
from handlers.slack.discretion import whence
from handlers.slack.late import SAID_AT
from handlers.slack.metrics import REQUESTS
from handlers.slack.replies import NOWHERE, given_back, in_blocks, offered
from handlers.slack.said import outsiders
from storage import memory
from storage.db import within
from storage.matters import inbox, outbox
from storage.matters.shown import is_answer, redraw
from storage.office.settings import own_names
from storage.trouble import Trouble, trouble
from storage.who.people import Person, who_asks

log = logging.getLogger(__name__)

AT_THE_DOOR = 1.8  # seconds that a visit waits for its turn to write: Slack waits three
HOME = ("home", "home")


@dataclass(frozen=True)
class Visit:
    """Somebody came in: who, by which surface, with which words.

    `keys` name the delivery, if Slack may repeat it; `texts` and `file_names` are what the
    secrecy guard looks at. `place`: where a message is answered, "" for a surface of its own;
    `pressed`: the channel and time stamp of the message whose button this was, or opened the form
    it is; of Home, the word for it. `page`: the label of a button on Home or on a page, where the
    answer is then read.
    """

    user: str
    surface: str
    asked: Asked = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    place: dict[str, str] | None = None
    pressed: tuple[str, str] = NOWHERE
    page: str = ""
    is_marked: bool = False  # somebody has looked already, and there is one


class FetchFirst(Exception):
    """The content of a file is needed: fetch it, then begin again."""


class _StrangerError(Exception):
    """Somebody we have never heard of: ask Slack who they are, then begin again."""


def answer(bot: Bot, visit: Visit, handler: Handler) -> Answer:
    """Run a handler in one transaction; turn whatever goes wrong into words. Raises FetchFirst."""
    if not bot.limit.allows(visit.user):
        _count(bot, visit, "too-fast")
        return _said_straight(bot, visit, "office.too-fast", aloud=bot.limit.is_news(visit.user))
    try:
        with within(AT_THE_DOOR):
            reply = _answered(bot, visit, handler)
    except Exception as error:
        ails = trouble(error)
        if ails is None:
            raise
        _count(bot, visit, "unwritten")
        return _unwritten(bot, visit, ails)
    _count(bot, visit, "refused" if isinstance(reply, Refusal) else "done")
    return reply


def _count(bot: Bot, visit: Visit, became: str) -> None:
    bot.metrics.count(REQUESTS, surface=visit.surface, became=became)


def _answered(bot: Bot, visit: Visit, handler: Handler) -> Answer:
    say = bot.catalog.speak_to(None, bot.clock())

    def in_their_words(voice: Say) -> None:
        nonlocal say
        say = voice

    try:
        try:
            return _heard(bot, visit, handler, in_their_words)
        except _StrangerError:
            members.meet(bot.sessions, bot.slack, bot.workspace, visit.user, bot.clock())
            return _heard(bot, visit, handler, in_their_words)
    except Refused as refusal:
        _on_record(bot, visit, refusal)
        said = say(refusal.key, **refusal.blanks)
        blocks = [section(said), *given_back(visit.surface, visit.texts, say)]
        return _sent_back(bot, visit, Refusal(said, blocks, refusal.field), say)
    except FetchFirst:
        raise
    except Exception as error:
        if trouble(error):
            raise
        if isinstance(error, (StaleDataError, OperationalError)):
            log.warning("somebody was faster: %s", type(error).__name__)
            return _sent_back(bot, visit, Refusal(say("office.busy")), say)
        ref = token_hex(3)
        log.error("request failed, ref %s: %s", ref, whence(error))
        return _sent_back(bot, visit, Refusal(say("office.broken", ref=ref)), say)


def _heard(
    bot: Bot, visit: Visit, handler: Handler, in_their_words: Callable[[Say], None]
) -> Answer:
    try:
        return _transact(bot, visit, handler, in_their_words)
    except AskFirst as first:
        question = first.question
        return _transact(bot, visit, lambda anew, _: question(anew), in_their_words)


def _transact(
    bot: Bot, visit: Visit, handler: Handler, in_their_words: Callable[[Say], None]
) -> Answer:
    now = bot.clock()
    with bot.sessions.begin() as session:
        person = who_asks(session, visit.user, all_mentioned(visit.texts))
        if person is None:
            raise _StrangerError
        outbox.visited_by(session, visit.user, now)
        today = days.of_office(session, bot.tz)
        say = _voice(bot, visit, person, now, today, own_names(session))
        in_their_words(say)
        if visit.keys and not inbox.is_new(session, list(visit.keys), now):
            return NOTHING
        me = lookups.standing(session, person, now)
        request = Request(session, me, now, today, bot.catalog, say, visit.surface)
        reply = _guarded(bot, request, visit, handler)
        if isinstance(reply, Refusal) and visit.surface == "form":
            inbox.take_out(session, visit.keys)  # it is not over, and will be heard again
        if visit.place is not None:
            _mail(request, visit.place, reply)
        if visit.surface == "button" and isinstance(reply, Words) and reply.shown:
            reply = replace(reply, shown=not is_answer(session, *visit.pressed))
        _draw_anew(session, visit, person, now)
    bot.wake.set()
    return _read_there(visit, reply, say)


def _voice(
    bot: Bot, visit: Visit, person: Person, now: datetime, today: Calendar, own: OwnNames
) -> Say:
    """As they read; to whoever is not of the office, in the language of what they said, if that
    is plain.
    """
    said = language_of(" ".join(visit.texts)) if visit.surface in ("message", "mention") else ""
    if person.is_out and said:
        return bot.catalog.speak(said, tz_of(person, bot.tz), now, today, own)
    return bot.catalog.speak_to(person, now, today, own)


def _draw_anew(session: Session, visit: Visit, person: Person, now: datetime) -> None:
    """What was acted on shows what is left of it, whether by a press or by the form it opened."""
    if visit.pressed == HOME:
        letters.home(session, [person], now)
    else:
        redraw(session, *visit.pressed, now)


def _guarded(bot: Bot, request: Request, visit: Visit, handler: Handler) -> Answer:
    """What carries a state-secret mark goes no further: not stored, not echoed, not logged."""
    if visit.is_marked or secrecy.is_marked(visit.texts, visit.file_names):
        secrecy.note_refusal(request)
        return Refusal(request.say("secrecy.refused"))
    insider = request.me.insider  # a refusal may come of what ended the transaction
    try:
        return bot.follow(handler(request, visit.asked), request)
    except Refused as refusal:
        if insider:
            raise
        raise outsiders(request, refusal) from refusal


def _on_record(bot: Bot, visit: Visit, refusal: Refused) -> None:
    """A look at what is not for their eyes is refused, and that is on the record of the matter."""
    if refusal.unread:
        _keep_unread(bot, visit, refusal.unread)
    if refusal.unseen is not None:
        with bot.sessions.begin() as session:
            now = bot.clock()
            journal.kept_from(session, visit.user, refusal.unseen, visit.surface, now)


def _keep_unread(bot: Bot, visit: Visit, words: str) -> None:
    """Words that were not understood as a time, for those who look after the grammar."""
    with bot.sessions.begin() as session:
        unread.keep(session, visit.user, words, bot.clock())


def _sent_back(bot: Bot, visit: Visit, reply: Refusal, say: Say) -> Answer:
    """A refusal rolled its transaction back; a message is answered, and not heard again, anew.
    What was acted on in vain is drawn anew: somebody was faster, and it is out of date.
    """
    with bot.sessions.begin() as session:
        now, person = bot.clock(), session.get(Person, visit.user)
        outbox.visited_by(session, visit.user, now)
        once = visit.keys if visit.surface != "form" else ()  # a form is open, and is sent again
        is_new = inbox.is_new(session, list(once), now)
        if visit.place is not None and is_new:
            letters.answer(session, visit.user, in_blocks(reply) | visit.place, now)
        if visit.pressed != NOWHERE and person is not None:
            _draw_anew(session, visit, person, now)
    bot.wake.set()
    return _read_there(visit, reply, say)


def _unwritten(bot: Bot, visit: Visit, ails: Trouble) -> Answer:
    """Nothing can be kept, and so nothing was done: that is said at once, and straight. Slack reads
    that it was taken in, and does not say again what people were told is not done.
    """
    reply = _said_straight(bot, visit, "trouble.cannot-write")
    bot.alarm.rings(bot, ails)
    return reply


def _said_straight(bot: Bot, visit: Visit, key: str, *, aloud: bool = True) -> Answer:
    """Without a look at the database; `aloud`: where that takes a message of ours, too."""
    say = bot.catalog.speak(_their_language(bot, visit), bot.tz, bot.clock(), Calendar(bot.tz))
    reply, place = Refusal(say(key)), visit.place
    if place is not None and aloud:
        spot = {"only_to": place.get("only_to", ""), "thread": place.get("thread_ts", "")}
        alarm.post(bot, place["channel"], reply.text, **spot)
    return _read_there(visit, reply, say)


def _their_language(bot: Bot, visit: Visit) -> str:
    """As far as we remember; else that of their words, else the office's."""
    for person in memory.last_known(bot.sessions, Person):
        if person.slack_id == visit.user:
            return bot.catalog.lang_of(person)
    return language_of(" ".join(visit.texts)) or bot.catalog.lang


def _read_there(visit: Visit, reply: Answer, say: Say) -> Answer:
    """Whoever presses a button on Home, or on a page, looks there: the answer opens as a page."""
    if not visit.page or isinstance(reply, Form) or not reply.text:
        return reply
    if isinstance(reply, Words) and reply.shown:
        return reply
    said = in_blocks(reply)
    shown = newer.without(said) if newer.has_newer(said) else said  # no page holds a table
    return Form(page(visit.page, say("office.close"), shown["blocks"]))


def _mail(request: Request, place: dict[str, str], reply: Answer) -> None:
    """The answer to a message goes out by letter, so that a crash cannot swallow it."""
    if isinstance(reply, Words) and reply.shown and "only_to" not in place:
        if SAID_AT not in place:
            return
        reply = Words("")  # the card is on its way; the word ahead of it alone is left to be said
    said = offered(request, reply.view) if isinstance(reply, Form) else reply
    shows = said.card if isinstance(said, Words) else 0
    message = in_blocks(said) | place
    letters.answer(request.session, request.me.id, message, request.now, shows=shows)
