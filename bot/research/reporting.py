"""What a chosen topic leads to (A1.13): its report, and what came of that, as a fact, no score."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.language.refusals import Refused
from bot.matters import finding, followups, ladders
from bot.matters.moves import Field, Told, Values
from bot.who.request import Request
from storage.research.topics import Topic

USES = ("instruction", "decision", "supervision", "information")
MADE = ("decisions", "supervision")  # kinds of matters that may come of a report
A_MONTH = timedelta(days=30)
ANSWERED = 5  # working days in which a leader says what came of it

REPORT = (
    Field("findings", "words", own=True),
    Field("suggestions", "text", needed=False, own=True),
    Field("addressed", "line", needed=False, own=True),
    Field("evidence", "link", needed=False, own=True),
)
USE = (
    Field("use", "choice", choices=USES, own=True),
    Field("words"),
    Field("made", "line", needed=False),
)


def in_a_month(request: Request) -> datetime:
    """A working morning thirty days from now, or the next."""
    office = request.calendar
    day = office.today(request.now + A_MONTH)
    day = day if office.is_working(day) else office.next_working(day)
    return office.moment(day, ladders.MORNING)


def delivered(request: Request, topic: Topic, told: Told) -> Values:
    """Handed in by whoever leads it, or, without a word, by the signature of its draft."""
    when = {"delivered_at": request.now, "asks_at": in_a_month(request)}
    return {**told, **when, "words": "", "wanted_due": None}


def reopened(request: Request, topic: Topic, told: Told) -> Values:
    return {"delivered_at": None, "asks_at": None}


def asked(request: Request, topic: Topic, told: Told) -> Values:
    return {"asks_at": None, "due_at": followups.working_day(request, ANSWERED)}


def not_yet(request: Request, topic: Topic, told: Told) -> Values:
    return {"words": told.get("words", ""), "asks_at": in_a_month(request)}


def used(request: Request, topic: Topic, told: Told) -> Values:
    """With the matter that was made of it, if one was, and whoever says so may see it."""
    if told.get("made"):
        _insist_on_a_matter(request, told["made"])
    return {**told, "asks_at": None}


def _insist_on_a_matter(request: Request, number: str) -> None:
    try:
        made = finding.find(request, number)
    except Refused as refusal:
        refusal.field = "made"
        raise
    if made.kind not in MADE:
        raise Refused("topics.not-made", field="made", number=made.number)


def shelved(request: Request, topic: Topic, told: Told) -> Values:
    return {**told, "asks_at": None}
