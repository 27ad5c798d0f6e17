"""Strengths at the desk: said in a line or a form, confirmed in a press."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.matters.moves import Field
from bot.people import strengths
from bot.who.lookups import colleague
from bot.who.request import Request
from handlers.matters.life_form import asked_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.people.strengths import Strength
from storage.who.people import Person

desk = Desk("strengths")
SAY = (Field("good", "line", needed=False), Field("wish", "line", needed=False))
BETWEEN = re.compile(r"[,，、;；\n]+|\band\b|和")


@desk.does("declare")
def declare(request: Request, asked: Asked) -> Reply:
    """What is said is added; in a form all of it is there to be changed."""
    if read.missing(asked, "good") and read.missing(asked, "wish") and request.surface != "form":
        return Form(_form(request))
    had = strengths.of(request, request.person)
    kept = {"good": _names(had, wish=False), "wish": _names(had, wish=True)}
    if request.surface == "form":
        kept = {"good": [], "wish": []}
    said = {name: [*kept[name], *_split(asked.get(name, ""))] for name in kept}
    found = strengths.declare(request, said["good"], said["wish"])
    return _shown(request, request.person, found)


def _split(said: str) -> list[str]:
    parts = (" ".join(one.split()).strip(" .。") for one in BETWEEN.split(said))
    return list(dict.fromkeys(one for one in parts if one))


def _names(found: Sequence[Strength], *, wish: bool) -> list[str]:
    return [one.name for one in found if one.wish is wish]


def _form(request: Request) -> Block:
    had = strengths.of(request, request.person)
    now = {name: "、".join(_names(had, wish=name == "wish")) for name in ("good", "wish")}
    return asked_form(request, "strengths:declare", SAY, now)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    """One's own, or those of somebody whose work one answers for."""
    person = read.person(request, asked) or request.person
    return _shown(request, person, strengths.of(request, person))


def _shown(request: Request, person: Person, found: Sequence[Strength]) -> Reply:
    say, mine = request.say, person is request.person
    lines = [line(request, one) for one in found] or [say("strengths.none")]
    text = Markup("\n".join([say("strengths.title", name=person.name), *lines]))
    made = [button("strengths:declare", say("strengths.change"))] if mine else []
    unsure = [one for one in found if not one.wish and not strengths.is_confirmed(request, one)]
    if unsure and not mine:
        made = [button("strengths:confirm", say("strengths.confirm"), person.slack_id, "primary")]
    small = [context(say("strengths.seen"))] if mine else []
    return Words(text, [section(text), *small, *([buttons(*made)] if made else [])])


def line(request: Request, one: Strength) -> Markup:
    if one.wish:
        return request.say("strengths.wish", name=one.name)
    if not strengths.is_confirmed(request, one) or one.confirmed_by is None:
        return request.say("strengths.said", name=one.name)
    by, at = one.confirmed_by.name, one.confirmed_at
    return request.say("strengths.confirmed", name=one.name, by=by, at=at)


@desk.does("confirm")
def confirm(request: Request, asked: Asked) -> Reply:
    named = read.person(request, asked) or colleague(request, asked.get("id", ""))
    strengths.confirm(request, named)
    return _shown(request, named, strengths.of(request, named))


# --- once a year ---------------------------------------------------------------------------------


@desk.draws("renew")
def year_over(request: Request) -> tuple[str, list[Block]] | None:
    """A year after: do they still hold? None if they were confirmed meanwhile, or are gone."""
    found, say = strengths.lapsed(request), request.say
    if not found:
        return None
    text = say("strengths.year-over", names=[one.name for one in found])
    ways = [
        button("strengths:renew", say("strengths.still"), style="primary"),
        button("strengths:declare", say("strengths.change")),
    ]
    return text, [section(text), context(say("strengths.seen")), buttons(*ways)]


@desk.does("renew")
def renew(request: Request, asked: Asked) -> Reply:
    told = [one.name for one in strengths.renew(request)]
    key = "strengths.renewed" if told else "strengths.renewed-alone"
    return Words(request.say(key, names=told) if told else request.say(key), answers=True)


@desk.draws("asked")
def asked_again(request: Request, about: str) -> tuple[str, list[Block]] | None:
    """Whoever confirmed them, or heads the section: once more? None if that was done."""
    person = request.session.get_one(Person, about)
    if not request.me.answers_for(person):
        return None
    said = [one for one in strengths.of(request, person) if not one.wish]
    names = [one.name for one in said if not strengths.is_confirmed(request, one)]
    if not names:
        return None
    text = request.say("strengths.holds-still", name=person.name, names=names)
    press = button(
        "strengths:confirm", request.say("strengths.confirm"), person.slack_id, "primary"
    )
    return text, [section(text), buttons(press)]
