"""Reading what was asked: the words of a form, a sentence or a button, into values."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from bot.language.dates import Doubt, Meant, Unsure, read_due
from bot.language.names import called, folded
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import finding
from bot.matters.moves import Move
from bot.who.lookups import colleague
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from handlers.slack.blocks import Block, section
from handlers.slack.desk import Asked, Words
from storage.matters.matter import Matter
from storage.who.people import Person, holding

IN_PART = "in_part"  # a sentence was understood in part: whatever it holds, it is asked about

PRIVATE = "private"  # a message stands where not everybody reads
SINCE = "since"  # when a length of time is counted from, if not from now
LATER = re.compile(r"^(?:往后|再|多)?(?:推|顺|延|缓|挪|宽限|给)?\s*|\b(?:more|extra)\s+")
PLAINLY = "plainly"  # it was put in so many words, and the answer was yes: a press is enough


def bare_press(request: Request, asked: Asked) -> bool:
    """A button was pressed that says no more than the verb."""
    return request.surface == "button" and PLAINLY not in asked


def missing(asked: Asked, *fields: str) -> bool:
    return IN_PART in asked or any(not asked.get(field, "").strip() for field in fields)


def lacking(request: Request, asked: Asked, *fields: str) -> bool:
    """Is there something left to ask for? A form that was sent says so on the empty field."""
    empty = [field for field in fields if missing(asked, field)]
    if empty and request.surface == "form":
        raise Refused("office.empty", field=empty[0])
    return bool(empty)


def is_to_be_told(request: Request, asked: Asked, move: Move[Any], *needs: str) -> bool:
    """Is there something left to ask for before this step: what it needs, or, where it was only
    understood in part or is to be said otherwise, all that it may be told?
    """
    more = IN_PART in asked and bool(move.told) and request.surface != "form"
    return more or lacking(request, asked, *(needs or move.needs))


def due(request: Request, asked: Asked, field: str = "due") -> datetime:
    """The time somebody wrote, in the office's zone. Raises Refused, on that field, when it is
    none or not to be; Unsure when it may mean several, so read it before anything is changed.
    """
    meant = _time(request, asked, field, request.calendar)
    if meant.repeats:
        raise Refused("dates.repeats", field=field, text=asked[field])
    return meant.at


def picked(text: str) -> date | None:
    """A day as a form gives it, or as an instant that was chosen; somebody may write it so, too."""
    written = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T\S+)?", text.strip())
    try:
        return date.fromisoformat(written[1]) if written else None
    except ValueError:
        return None


def insist_on_one_week(request: Request, asked: Asked, field: str) -> None:
    """Raises Unsure where the day that is said may be this week's or the next one's."""
    words = asked[field].strip()
    try:
        meant = read_due(words, request.now, request.calendar)
    except Refused:
        return  # whoever reads it says what it lacks
    if meant.doubt is Doubt.WEEK:
        raise Unsure(field, words, meant)


def to_remind(request: Request, asked: Asked, mine: Calendar) -> Meant:
    """When somebody wants to be reminded, in a zone of their own: in the morning is at nine."""
    return _time(request, asked, "due", mine, to_remind=True)


def _time(
    request: Request, asked: Asked, field: str, calendar: Calendar, *, to_remind: bool = False
) -> Meant:
    words, now = asked[field], request.now
    if asked.get(SINCE):  # so much more than it was
        words, now = LATER.sub("", words), datetime.fromisoformat(asked[SINCE])
    try:
        lang = request.catalog.lang_of(request.person)
        meant = read_due(words, now, calendar, lang, to_remind=to_remind)
    except Refused as refusal:
        refusal.field = field
        raise
    if meant.doubt:
        raise Unsure(field, words, meant)
    return meant


def person(request: Request, asked: Asked, field: str = "person") -> Person | None:
    """The one of the office who was named, or None if nobody was."""
    named = asked.get(field, "")
    return colleague(request, named, field) if named else None


def people(request: Request, asked: Asked, field: str) -> list[Person]:
    """All who were named there, by mention or as a form names them."""
    return [colleague(request, one, field) for one in slack_ids(asked.get(field, ""))]


def slack_ids(said: str) -> list[str]:
    """Of all who are mentioned, or chosen in a form."""
    return re.findall(r"\b[UW][A-Z0-9]+\b", said)


def addressed(request: Request, asked: Asked) -> Asked:
    """王局, 赵主任: the one leader or director of that surname; anybody else is asked for."""
    said = asked.get("whom", "")
    if asked.get("person") or not said:
        return asked
    everybody, directs = holding(request.session, *(BOARD | DIRECTORS)), "主任" in said
    found = [one for one in everybody if _surname(one.name) == folded(said)[:1]]
    found = [one for one in found if (one.role in DIRECTORS) == directs] or found
    if len(found) != 1:
        return asked | {"person": said, IN_PART: "yes"}
    return asked | {"person": found[0].slack_id}


def _surname(name: str) -> str:
    return folded(called(name, "zh"))[:1]


LINK = re.compile(r"https?://\S+")


def link(request: Request, asked: Asked, field: str) -> str:
    """A link somebody wrote. Raises Refused, on that field, for anything else."""
    said = asked[field].strip().strip("<>")
    if not LINK.fullmatch(said):
        raise Refused("matters.no-link", field=field)
    return said


def in_names(request: Request, text: str) -> str:
    """What was said elsewhere in Slack, with the names of those it mentions."""

    def name(mention: re.Match[str]) -> str:
        found = request.session.get(Person, mention[1])
        return found.name if found else mention[0]

    return re.sub(r"<@(\w+)>", name, text)


def matter(request: Request, asked: Asked, kind: str = "") -> Matter:
    """The matter a button, a form or a sentence is about. Raises Refused for what is unseen."""
    if asked.get("id"):
        return finding.find_by_id(request, int(asked["id"]), kind)
    return finding.find(request, asked.get("number", ""), kind)


def only_shown(
    request: Request, asked: Asked, text: str, blocks: list[Block], *, card: int = 0
) -> Words:
    """What a number stands for; where more was said than that, nobody is to take it for done."""
    if IN_PART not in asked:
        return Words(text, blocks, card=card)
    said = request.say("office.only-shown")
    return Words(f"{said}\n{text}", [section(said), *blocks], card=card)
