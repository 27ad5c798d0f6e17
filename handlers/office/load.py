"""Load and availability at the desk: a line or two a person, by section and week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.catalog import Key, Markup
from bot.office import load
from bot.office.calendar.days import say_span
from bot.office.load import Row
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import followups
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    radio_field,
    section,
    select_field,
)
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import outsider, together
from storage.who.people import Leave, Person, Role

desk = Desk("load")
LINES = 30  # people in one message
MOST = 30  # letters of a section's name
NAMES = 5  # of who has least due
NEXT = ("next", "下", "coming")
ALL = "*"  # all sections


@desk.does("board")
def board(request: Request, asked: Asked) -> Reply:
    """Who has what in a week: of the office, or of a section; a section head begins with theirs."""
    if not request.me.insider:
        return outsider(request)
    coming = any(word in asked.get("week", "").lower() for word in NEXT)
    of = _section(request, asked.get("section", "").strip())
    first, last = load.week(request, coming=coming)
    found = load.rows(request, first, last, of)
    days = say_span(first, last, request.catalog.lang_of(request.person))
    title = request.say("load.title", days=days, section=f" · {of}" if of else "")
    if all(row.is_empty for row in found):
        text = Markup(f"{title}\n{request.say('load.none')}")
        return Words(text, [section(text), _ways(request, coming=coming)])
    top = Markup("\n".join([title, *_lightest(request, found, coming=coming)]))
    told = [row for row in found if not row.is_empty]
    lines = [_block(request, row) for row in told[:LINES]]
    notes = [request.say("load.more", n=len(told) - LINES)] if len(told) > LINES else []
    if rest := [row for row in found if row.is_empty]:
        notes.append(request.say("load.rest", names=_names(request, rest, len(rest))))
    blocks = [context(text) for text in (*notes, request.say("load.counted"))]
    return Words(top, [section(top), *lines, *blocks, _ways(request, coming=coming)])


def _section(request: Request, said: str) -> str:
    if said and said != ALL:
        return load.section_of(request, said)
    mine = request.me.role is Role.SECTION_HEAD and not said
    return request.person.section if mine else ""


def _lightest(request: Request, found: Sequence[Row], *, coming: bool) -> list[Markup]:
    free = load.lightest(found)
    if not free:
        return []
    key, names = "load.lightest-some" if free[0].due else "load.lightest", _names(request, free)
    return [request.say(f"{key}-next" if coming else key, names=names, n=free[0].due)]


def _names(request: Request, found: Sequence[Row], most: int = NAMES) -> str:
    names = together(request, (row.person.name for row in found[:most]))
    return names + " …" * (len(found) > most)


def _block(request: Request, row: Row) -> Block:
    text = "\n".join([_owed(request, row), *_there(request, row)])
    if not row.owed:
        return section(text)
    return section(text, button("load:of", request.say("load.show"), row.person.slack_id))


def _owed(request: Request, row: Row) -> Markup:
    """What is open and due, and what is due first."""
    who = {"name": row.person.name, "section": f" · {row.person.section}".rstrip(" ·")}
    if not row.owed:
        return request.say("load.line-none", **who)
    first = row.owed[0]
    said = {"due": row.due, "n": len(row.owed), "first": first.due_at, **first.matter.named}
    return request.say("load.line", **who, **said)


def _there(request: Request, row: Row) -> list[str]:
    """When they are away, on duty, and for whom they stand in: one line, or none."""
    said = [_leave(request, one) for one in row.away]
    said += [
        request.say("load.duty", day=one.day, tier=Key(f"duty.tier-{one.tier}")) for one in row.duty
    ]
    said += [request.say("load.stands-for", name=one.name) for one in row.stands_for]
    return [" · ".join(said)] if said else []


def _leave(request: Request, leave: Leave) -> Markup:
    days = _spell(request, leave.first, leave.last)
    if leave.half:
        days = request.say(f"calendar.half-{leave.half}", day=days)
    if leave.trip_id:
        return request.say("load.trip", days=days)
    if not leave.stand_in_id:
        return request.say("load.away", days=days)
    name = request.session.get_one(Person, leave.stand_in_id).name
    return request.say("load.away-covered", days=days, name=name)


def _spell(request: Request, first: date, last: date) -> Markup:
    return say_span(first, last, request.catalog.lang_of(request.person))


def _ways(request: Request, *, coming: bool) -> Block:
    label = request.say("load.this-week") if coming else request.say("load.next-week")
    return buttons(
        button("load:this-week" if coming else "load:next-week", label),
        button("load:choose", request.say("load.choose")),
        button("calendar:leaves", request.say("load.leave")),
    )


@desk.does("this-week")
def this_week(request: Request, asked: Asked) -> Reply:
    return board(request, {})


@desk.does("next-week")
def next_week(request: Request, asked: Asked) -> Reply:
    return board(request, {"week": "next"})


@desk.does("choose")
def choose(request: Request, asked: Asked) -> Reply:
    """A section, and a week."""
    insist(request.me.insider, "insider")
    say = request.say
    names = load.sections(request)
    of = {ALL: say("load.all"), **{one: name[:MOST] for one, name in names.items()}}
    weeks = {"this": say("load.this-week"), "next": say("load.next-week")}
    mine = next((one for one, name in names.items() if name == _section(request, "")), ALL)
    made = [
        select_field("section", say("load.field-section"), of, mine),
        radio_field("week", say("load.field-week"), weeks, "this"),
    ]
    return Form(form(request, "load:board", say("load.form"), say("load.submit"), made))


@desk.does("of")
def of(request: Request, asked: Asked) -> Reply:
    """What one of them has, as far as the asker may see it."""
    return followups.of(request, {"person": asked["id"]})
