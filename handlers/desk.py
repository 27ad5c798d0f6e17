"""The front desk: a visit from Slack becomes a request, its handler's reply becomes an answer.

A handler is a plain function from a `Request` and what was asked to a `Reply`. The desk gives
it one transaction, commits, and only then answers, so what people read is what happened.

(Bolt middleware cannot do this: its `next()` only sets a flag, and returns before the
listener has run, so a session opened around it is closed too early.)
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from secrets import token_hex
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.language.catalog import Catalog, Markup, Say
from bot.language.dates import Unsure
from bot.language.refusals import Refused
from bot.matters import journal, letters
from bot.office import secrecy, unread
from bot.who import days, lookups
from bot.who.request import Request
from handlers import members
from handlers.blocks import SECTION, Block, button, buttons, context, section, sections
from handlers.members import House
from storage.db import Sessions
from storage.matters import inbox
from storage.matters.outbox import is_answer, redraw
from storage.matters.slips import Slip
from storage.who.people import Person

log = logging.getLogger(__name__)

Asked = dict[str, str]
Handler = Callable[[Request, Asked], "Reply"]


@dataclass(frozen=True)
class Reply:
    """What to say: words, maybe laid out in blocks, or a form to fill in.

    `shown`: a card that is on its way says it already, wherever cards can be seen. `over`: the
    form goes over the one that is open, which stays as it is. `then`: whose turn it is now, and
    what they are asked; their answer takes the place of the question. `fetch`: ask
    again with the content of the file, see `handlers/files.py`.
    """

    text: str = ""
    blocks: list[Block] | None = None
    form: Block | None = None
    shown: bool = False
    refused: bool = False
    field: str = ""
    over: bool = False
    then: tuple[str, Asked] | None = None
    answers: bool = False
    fetch: bool = False


NOTHING = Reply(shown=True)


@dataclass
class Desk:
    """One feature's handlers by the verb that calls them, however it is said; its pictures; and
    who reads a file, by the ending of its name.

    `command` is its slash command, `alone` the verb of that command without a word.
    """

    name: str
    command: str = ""
    alone: str = ""
    verbs: dict[str, Handler] = field(default_factory=dict)
    pictures: dict[str, Callable[..., Any]] = field(default_factory=dict)
    readers: dict[str, Callable[..., Reply]] = field(default_factory=dict)

    def does(self, verb: str) -> Callable[[Handler], Handler]:
        return _enter(self.verbs, verb)

    def draws(self, picture: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return _enter(self.pictures, picture)

    def opens(self, ending: str) -> Callable[[Callable[..., Reply]], Callable[..., Reply]]:
        return _enter(self.readers, ending)


def _enter(book: dict[str, Any], word: str) -> Callable[[Any], Any]:
    def enter(handler: Any) -> Any:
        if word in book:
            raise ValueError(f"two handlers for {word!r}")
        book[word] = handler
        return handler

    return enter


@dataclass(frozen=True)
class Office:
    """All that lives as long as the process. Built once, in `bot.__main__`.

    `slack` reads and may try again; `post` sends each thing once. The bell wakes the postman.
    """

    sessions: Sessions
    catalog: Catalog
    slack: WebClient
    post: WebClient
    clock: Callable[[], datetime]
    desks: dict[str, Desk]
    house: House = field(default_factory=House)
    bell: Event = field(default_factory=Event)

    @property
    def tz(self) -> ZoneInfo:
        return self.catalog.tz

    def handler(self, what: str) -> Handler | None:
        """Who answers for "drafts:accept"; None for a word nobody knows any more."""
        feature, _, verb = what.partition(":")
        desk = self.desks.get(feature)
        found = desk.verbs.get(verb) if desk else None
        return partial(_ask, self, what, found) if found else None


def _ask(office: Office, what: str, handler: Handler, request: Request, asked: Asked) -> Reply:
    """A handler's reply; or the question which time is meant, and nothing is done yet."""
    try:
        with request.session.begin_nested():
            reply = handler(request, asked)
    except Unsure as unsure:
        question: Reply = office.desks["dates"].pictures["which"](request, what, asked, unsure)
        return question
    if reply.then is None:
        return reply
    following = office.handler(reply.then[0])
    assert following is not None  # it has asked the question
    done = following(request, reply.then[1])
    if done.shown:  # a card says it: the question makes room for one line
        done = replace(done, text=reply.text or done.text, blocks=None)
    return replace(done, answers=True)


@dataclass(frozen=True)
class Visit:
    """Somebody came in: who, by which surface, with which words.

    `keys` name the delivery, if Slack may repeat it; `texts` and `file_names` are what the
    secrecy guard looks at. `place`: where a message is answered, "" for a surface of its own;
    `pressed`: the channel and time stamp of the message whose button this was.
    """

    user: str
    surface: str
    asked: Asked = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    place: dict[str, str] | None = None
    pressed: tuple[str, str] = ("", "")


class _StrangerError(Exception):
    """Somebody we have never heard of: ask Slack who they are, then begin again."""


def answer(office: Office, visit: Visit, handler: Handler) -> Reply:
    """Run a handler in one transaction; turn whatever goes wrong into words."""
    say = office.catalog.speak_to(None, office.clock())

    def in_their_words(voice: Say) -> None:
        nonlocal say
        say = voice

    try:
        try:
            return _transact(office, visit, handler, in_their_words)
        except _StrangerError:
            members.meet(office.sessions, office.slack, office.house, visit.user, office.clock())
            return _transact(office, visit, handler, in_their_words)
    except Refused as refusal:
        _on_record(office, visit, refusal)
        said = say(refusal.key, **refusal.blanks)
        blocks = [section(said), *_given_back(visit, say)]
        return _sent_back(office, visit, Reply(said, blocks, refused=True, field=refusal.field))
    except (StaleDataError, OperationalError) as trouble:
        log.warning("somebody was faster, or the database is away: %s", type(trouble).__name__)
        return _sent_back(office, visit, Reply(say("office.busy"), refused=True))
    except Exception:
        ref = token_hex(3)
        log.exception("request failed, ref %s", ref)
        return _sent_back(office, visit, Reply(say("office.broken", ref=ref), refused=True))


def _transact(
    office: Office, visit: Visit, handler: Handler, in_their_words: Callable[[Say], None]
) -> Reply:
    now = office.clock()
    with office.sessions.begin() as session:
        person = session.get(Person, visit.user)
        if person is None:
            raise _StrangerError
        today = days.of_office(session, office.tz)
        say = office.catalog.speak_to(person, now, today)
        in_their_words(say)
        if visit.keys and not inbox.is_new(session, list(visit.keys), now):
            return NOTHING
        me = lookups.standing(session, person, now)
        request = Request(session, me, now, today, office.catalog, say, visit.surface)
        reply = _guarded(request, visit, handler)
        if reply.fetch or (reply.refused and visit.surface == "form"):
            inbox.take_out(session, visit.keys)  # it is not over, and will be heard again
        if visit.place is not None:
            _mail(request, visit.place, reply, visit.asked)
        if reply.shown and is_answer(session, *visit.pressed):
            reply = replace(reply, shown=False)
        redraw(session, *visit.pressed, now)
    office.bell.set()
    return reply


def _guarded(request: Request, visit: Visit, handler: Handler) -> Reply:
    """What carries a state-secret mark goes no further: not stored, not echoed, not logged."""
    if secrecy.is_marked(visit.texts, visit.file_names):
        secrecy.note_refusal(request)
        return Reply(request.say("secrecy.refused"), refused=True)
    return handler(request, visit.asked)


def _on_record(office: Office, visit: Visit, refusal: Refused) -> None:
    """A look at what is not for their eyes is refused, and that is on the record of the matter."""
    if refusal.unread:
        _keep_unread(office, visit, refusal.unread)
    if refusal.unseen is not None:
        with office.sessions.begin() as session:
            now = office.clock()
            journal.kept_from(session, visit.user, refusal.unseen, visit.surface, now)


def _keep_unread(office: Office, visit: Visit, words: str) -> None:
    """Words that were not understood as a time, for those who look after the grammar."""
    with office.sessions.begin() as session:
        unread.keep(session, visit.user, words, office.clock())


def _sent_back(office: Office, visit: Visit, reply: Reply) -> Reply:
    """A refusal rolled its transaction back; a message is answered, and not heard again, anew."""
    if visit.place is not None:
        with office.sessions.begin() as session:
            now = office.clock()
            if inbox.is_new(session, list(visit.keys), now):
                _post_answer(session, visit.place, visit.user, reply.text, reply.blocks, now)
        office.bell.set()
    return reply


def _given_back(visit: Visit, say: Say) -> list[Block]:
    """A command is gone from the box once it is sent: a refusal gives back what was typed."""
    if visit.surface != "command":
        return []
    typed = Markup("".join(visit.texts).replace("<!", "&lt;!"))
    text = say("office.you-typed", text=typed)
    if not typed:
        return []
    return [context(text)] if len(text) <= SECTION else sections(text)


def _mail(request: Request, place: dict[str, str], reply: Reply, asked: Asked) -> None:
    """The answer to a message goes out by letter, so that a crash cannot swallow it."""
    if reply.shown and "only_to" not in place:
        return
    text, blocks = reply.text, reply.blocks
    if reply.form is not None:
        text, blocks = offered(request, reply.form)
    _post_answer(request.session, place, request.me.id, text, blocks, request.now)


def offered(request: Request, form: Block) -> tuple[str, list[Block]]:
    """A form cannot open by itself where there is no press: keep it on a slip behind a button."""
    slip = Slip(
        person_id=request.me.id, at=request.now, what=form["callback_id"], asked={"form": form}
    )
    request.session.add(slip)
    request.session.flush()
    text = request.say("office.form-offered")
    open_it = button("office:open", request.say("office.open-form"), slip.id, "primary")
    return text, [section(text), buttons(open_it)]


def _post_answer(
    session: Session,
    place: dict[str, str],
    user: str,
    text: str,
    blocks: list[Block] | None,
    now: datetime,
) -> None:
    message = {"text": text, "blocks": blocks or [section(text)], **place}
    letters.answer(session, user, message, now)


def kept(form: Block) -> Asked:
    """What a form kept for itself while it was open."""
    found: Asked = json.loads(form.get("private_metadata") or "{}")
    return found
