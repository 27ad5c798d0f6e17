"""Supervision in lists: a table of what is in hand, and the month's bulletin as text and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from bot.language.catalog import Key, Markup, unescape
from bot.language.refusals import Refused
from bot.matters import letters
from bot.matters.sight import visible_to
from bot.processes import bulletin as months
from bot.processes import colours
from bot.processes.bulletin import Bulletin
from bot.processes.colours import SIGNS, colour
from bot.who.request import Request
from handlers.slack import newer, read
from handlers.slack.blocks import Block, button, buttons, context, section, sections
from handlers.slack.desk import Asked, Handler, Reply, Words
from handlers.slack.files_sent import Enclosure
from handlers.slack.said import outsider, unmarked
from handlers.slack.tables import prose
from storage.processes import supervision as stored
from storage.processes.supervision import Supervision

FEW, A_PAGE = 5, 20  # items that are read as lines; on a page of more
COLUMNS = ("number", "matter", "lead", "due", "colour", "moved", "state")


# --- what is in hand ------------------------------------------------------------------------------


def list_(request: Request, asked: Asked) -> Reply:
    """All that whoever asks may see, or what one person leads; page by page where it is long."""
    if not request.me.insider:
        return outsider(request)
    found = stored.in_hand(request.session, visible_to(request.me))
    if who := read.person(request, asked):
        found = [item for item in found if item.matter.owner is who]
    if not found:
        return Words(request.say("supervision.list-none"))
    start = int(asked["id"]) if asked.get("id", "").isdigit() else 0
    head = request.say("supervision.list-head", n=len(found))
    shown = found[start : start + A_PAGE]
    text = "\n".join([head, *(_line(request, item) for item in shown)])
    if len(found) <= FEW:
        return Words(text, sections(text))
    return Words(text, [section(head), _table(request, found), *_next(request, start, len(found))])


def _next(request: Request, start: int, n: int) -> list[Block]:
    """Where no table is drawn, the lines of the next page."""
    if start + A_PAGE >= n:
        return []
    more = request.say("supervision.list-next", n=n - start - A_PAGE)
    return [buttons(button("supervision:list", more, start + A_PAGE))]


def _line(request: Request, item: Supervision) -> Markup:
    matter, sign = item.matter, SIGNS[colour(request, item)]
    names = {**matter.named, "lead": matter.owner.name, "sign": Markup(sign)}
    state = Key(f"supervision.state-{item.state}")
    line = request.say("supervision.list-line", **names, due=matter.due_at, state=state)
    return Markup(" · ".join([line, *_moved(request, item)]))


def _moved(request: Request, item: Supervision) -> list[Markup]:
    if not item.first_due:
        return []
    days = colours.slipped(request, item)
    return [request.say("supervision.moved", first=item.first_due, n=item.slips, days=days)]


def _table(request: Request, found: Sequence[Supervision]) -> Block:
    """To be turned page by page, and sorted by any column."""
    head = [newer.cell(unmarked(request, f"supervision.column-{one}")) for one in COLUMNS]
    rows = [head, *(_row(request, item) for item in found)]
    return newer.long_table(rows, unmarked(request, "supervision.list-caption"), A_PAGE)


def _row(request: Request, item: Supervision) -> list[Block]:
    matter, shown = item.matter, colour(request, item)
    due = unmarked(request, "supervision.day", due=request.calendar.today(matter.due_at))
    hue = unmarked(request, f"supervision.hue-{shown}")
    state = unmarked(request, f"supervision.state-{item.state}")
    words = (matter.number, matter.title, matter.owner.name, due, hue)
    return [*map(newer.cell, words), newer.number(item.slips), newer.cell(state)]


# --- the month ------------------------------------------------------------------------------------


def bulletin(request: Request, asked: Asked) -> Reply:
    return Words(*_drawn(request, months.of_month(request)))


def month(request: Request, first: str) -> tuple[str, list[Block]] | None:
    """On the first working day, to a leader; nothing for who does not lead any more."""
    if not request.me.leads:
        return None
    return _drawn(request, months.of_month(request, date.fromisoformat(first)))


def _drawn(request: Request, told: Bulletin) -> tuple[str, list[Block]]:
    title = request.say("supervision.bulletin", first=told.first, last=told.last)
    if not told.each:
        return (text := f"*{title}*\n{request.say('supervision.bulletin-none')}"), [section(text)]
    text = "\n".join([f"*{title}*", *_told(request, told)])
    word = button("supervision:word", request.say("supervision.as-word"), f"{told.first:%Y%m}")
    small = request.say("supervision.bulletin-yours")
    return text, [*sections(text), buttons(word), context(small)]


def _told(request: Request, told: Bulletin) -> list[Markup]:
    """In figures; then group by group who has what."""
    say, late = request.say, told.groups["red"]
    moved = [item for item in told.each if item.slips]
    closed = told.groups["closed"]
    figures = {"n": len(told.each), "late": len(late), "moved": len(moved), "closed": len(closed)}
    lines = [say("supervision.bulletin-figures", **figures)]
    for name, found in told.groups.items():
        if found:
            lines.append(say(f"supervision.group-{name}", n=len(found)))
            lines += [_told_of(request, item) for item in found]
    return lines


def _told_of(request: Request, item: Supervision) -> Markup:
    matter = item.matter
    line = request.say(
        "supervision.bulletin-line", **matter.named, lead=matter.owner.name, due=matter.due_at
    )
    more = [*_moved(request, item)]
    if item.round > 1:
        more.append(request.say("supervision.card-round", n=item.round))
    if item.words:
        more.append(request.say("supervision.bulletin-words", words=item.words))
    return Markup(request.say("supervision.joint").join([line, *more]))


def word(request: Request, asked: Asked) -> Reply:
    """The same as a file to work on."""
    year, n = divmod(int(asked["id"]), 100)
    if not (MINYEAR < year < MAXYEAR and 1 <= n <= 12):
        raise Refused("office.old-button")
    first = months.of_month(request, date(year, n, 1)).first
    told = {"first": first.isoformat()}
    letters.file(request.session, request.me.id, "supervision:bulletin", request.now, told)
    return Words(request.say("supervision.word-comes"))


def file(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    if not request.me.leads:
        return None
    told = months.of_month(request, date.fromisoformat(blanks["first"]))
    title = unmarked(request, "supervision.bulletin", first=told.first, last=told.last)
    lines = [_plainly(one) for one in _told(request, told)]
    name = f"{title}.docx"
    return Enclosure(name, name, lambda: prose(title, lines))


def _plainly(said: str) -> str:
    return unescape(said).replace("*", "").replace("_", "")


VERBS: dict[str, Handler] = {"list": list_, "bulletin": bulletin, "word": word}
PICTURES: dict[str, Callable[..., Any]] = {"month": month, "bulletin": file}
