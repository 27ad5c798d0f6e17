"""A shift at the desk: taken over with what is still open; what happened is noted and read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.duty import shifts
from bot.duty.tiers import AFTER_WORK
from bot.language.catalog import Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty import tables
from handlers.duty.incident_card import clocks_of
from handlers.duty.roster import desk
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, radio_field, section, sections, text_field
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty import roster as stored
from storage.duty.incidents import Incident
from storage.duty.roster import LogEntry, Shift

FEW, SHOWN = 10, 20  # entries that are read as lines; lines of a text
OPEN_WORDS = re.compile(
    r"还没|待(?:办|回|查|复|续)|未(?:办|回|结)|\bopen\b|call back|\bpending\b|to do", re.I
)
OPEN = 15  # points with a button


@desk.does("take-over")
def take_over(request: Request, asked: Asked) -> Reply:
    """The log of the shift before, and every open point, come with it."""
    shift = request.session.get(Shift, int(asked["id"])) if asked.get("id", "").isdigit() else None
    taken = shifts.take_over(request, shift)
    before = taken.before
    since = before.begins_at if before else request.now - timedelta(days=1)
    key = "duty.took-over-from" if before else "duty.took-over"
    name = before.person.name if before else ""
    said = request.say(key, name=name, until=taken.shift.ends_at)
    running = [_running(request, one) for one in taken.incidents]
    text, book = _book(request, stored.logged(request.session, since))
    rows = [section(one) for one in (said, *running)]
    return Words("\n".join(filter(None, [said, *running, text])), [*rows, *book])


def _running(request: Request, incident: Incident) -> Markup:
    """An incident that came with the shift, with every clock that runs on it."""
    head = request.say("duty.comes-with-it", **incident.matter.named)
    return Markup("\n".join([head, *clocks_of(request, incident)]))


@desk.does("log")
def log(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if read.missing(asked, "words"):
        return Form(_form(request, asked.get("words", "")))
    said_so = request.surface != "form" and OPEN_WORDS.search(asked["words"]) is not None
    stays = asked.get("open") == "yes" or said_so
    due = read.due(request, asked, "by") if asked.get("by", "").strip() else None
    stays = stays or due is not None
    entry = shifts.note(request, asked["words"], stays_open=stays, due_at=due)
    key = "duty.logged-due" if due else "duty.logged-open" if stays else "duty.logged"
    text = request.say(key, at=entry.at, words=entry.words, due=due)
    verb = "settle" if stays else "keep-open"
    return Words(
        text, [section(text), buttons(button(f"duty:{verb}", _label(request, verb), entry.id))]
    )


def _label(request: Request, verb: str) -> str:
    return request.say("duty.settle") if verb == "settle" else request.say("duty.keep-open")


@desk.does("keep-open")
def keep_open(request: Request, asked: Asked) -> Reply:
    shifts.keep_open(request, int(asked["id"]))
    return Words(request.say("duty.kept-open"))


def _form(request: Request, words: str) -> Block:
    say = request.say
    choices = {one: say(f"duty.open-{one}") for one in ("no", "yes")}
    fields = [
        text_field("words", say("duty.field-words"), words, hint=say("duty.hint-words"), long=True),
        radio_field("open", say("duty.field-open"), choices, "no"),
        text_field(
            "by", say("duty.field-by"), example=say("duty.example-by"), hint=say("duty.hint-by"),
            optional=True,
        ),
    ]  # fmt: skip
    return form(request, "duty:log", say("duty.form-log"), say("duty.submit-log"), fields, {})


@desk.does("book")
def book(request: Request, asked: Asked) -> Reply:
    """What happened since yesterday's office closed, and what is still open."""
    insist(request.me.insider, "insider")
    yesterday = request.calendar.today(request.now) - timedelta(days=1)
    since = request.calendar.moment(yesterday, AFTER_WORK)
    found = stored.logged(request.session, since)
    if not found and not stored.still_open(request.session):
        return Words(request.say("duty.quiet", since=since))
    return Words(*_book(request, found))


def _book(request: Request, found: Sequence[LogEntry]) -> tuple[str, list[Block]]:
    """A line an entry; of many, a table; of none, nothing. What is still open has its button
    below.
    """
    title = request.say("duty.book", n=len(found))
    lines = [_line(request, one) for one in found[-SHOWN:]]
    if len(found) > SHOWN:
        lines.insert(0, request.say("duty.book-before", n=len(found) - SHOWN))
    text, label = "\n".join([title, *lines]), request.say("duty.settle")
    still = stored.still_open(request.session)
    rows = [
        section(_line(request, one), button("duty:settle", label, one.id)) for one in still[:OPEN]
    ]
    if len(still) > OPEN:
        rows.append(section(request.say("duty.book-more", n=len(still) - OPEN)))
    if not found:
        return "\n".join(_line(request, one) for one in still), rows
    shown = sections(text) if len(found) <= FEW else [section(title), tables.log(request, found)]
    return text, [*shown, *rows]


def _line(request: Request, entry: LogEntry) -> Markup:
    key = "duty.entry-open" if entry.open else "duty.entry"
    key = "duty.entry-due" if entry.open and entry.due_at else key
    return request.say(key, at=entry.at, by=entry.by.name, words=entry.words, due=entry.due_at)


@desk.does("thread")
def thread(request: Request, asked: Asked) -> Reply:
    """Words in the thread under a card of duty are an entry in the log."""
    return log(request, {"words": asked.get("text", "")})


@desk.draws("due")
def due(request: Request, entry: int) -> tuple[str, list[Block]] | None:
    """What was promised for now, unless somebody has seen to it."""
    found = request.session.get(LogEntry, entry)
    if found is None or not found.open:
        return None
    said = {"at": found.at, "by": found.by.name, "words": found.words}
    text = request.say("duty.due-now", **said)
    settle = button("duty:settle", request.say("duty.settle"), entry, "primary")
    return text, [section(text), buttons(settle)]


@desk.does("settle")
def settle(request: Request, asked: Asked) -> Reply:
    shifts.settle(request, int(asked["id"]))
    return Words(request.say("duty.settled"))
