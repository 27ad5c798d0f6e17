"""Wishes of duty at the desk: said in words or in a form, seen by whoever plans, dropped again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.duty import wishes
from bot.language.catalog import Markup, files
from bot.language.names import folded
from bot.matters.moves import Field
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.days import days
from handlers.duty.roster import tier_of
from handlers.matters.life_form import asked_form
from handlers.matters.undo import with_undo
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from storage.duty.roster import Shift
from storage.duty.wishes import Wish

desk = Desk("wishes")
SAY = (Field("first", "line"), Field("never", "choice", choices=("yes", "no")))
SHOWN = 20


@desk.does("never")
def never(request: Request, asked: Asked) -> Reply:
    return _say(request, asked, "yes")


@desk.does("rather")
def rather(request: Request, asked: Asked) -> Reply:
    return _say(request, asked, "no")


@desk.does("say")
def say(request: Request, asked: Asked) -> Reply:
    """As the form says it."""
    return _say(request, asked, asked.get("never", "yes"))


def _say(request: Request, asked: Asked, never: str) -> Reply:
    insist(request.me.insider, "insider")
    if read.missing(asked, "first"):
        return Form(asked_form(request, "wishes:say", SAY, asked | {"never": never}))
    weekday = _weekday(asked["first"])
    span = None if weekday is not None else days(request, asked)
    is_never = never == "yes"
    entry_id, late = wishes.say(request, never=is_never, days=span, weekday=weekday)
    mine = [one for one in wishes.seen(request) if one.person is request.person]
    said = [_line(request, mine[-1])]
    said.append(request.say("wishes.kept-never") if is_never else request.say("wishes.kept-rather"))
    said += [_late(request, one) for one in late]
    return with_undo(request, "\n".join(said), "wishes", entry_id)


def _late(request: Request, shift: Shift) -> Markup:
    return request.say("wishes.is-published", day=shift.day, tier=tier_of(shift.tier))


def _weekday(words: str) -> int | None:
    """Every Friday, Saturdays, 每周五: the day of the week, Monday is 0; None for other days."""
    said = folded(" ".join(words.split()))
    names: list[str] = files()["wishes"]["data"]["weekdays"]
    return next((n for n, name in enumerate(names) if re.fullmatch(name, said)), None)


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """One's own, with the way out of them; for a director those of others, too."""
    found = wishes.seen(request)
    if not found:
        more = [buttons(button("wishes:say", request.say("wishes.form-say")))]
        return Words(request.say("wishes.none"), [section(request.say("wishes.none")), *more])
    title = request.say("wishes.title")
    text = "\n".join([title, *(_line(request, one) for one in found)])
    return Words(text, [section(title), *_rows(request, found)])


def _rows(request: Request, found: Sequence[Wish]) -> list[Block]:
    shown = [_row(request, one) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        shown.append(section(request.say("wishes.more", n=len(found) - SHOWN)))
    return shown


def _row(request: Request, wish: Wish) -> Block:
    line = _line(request, wish)
    if wish.person is not request.person:
        return section(line)
    return section(line, button("wishes:drop", request.say("wishes.drop"), wish.id))


def _line(request: Request, wish: Wish) -> Markup:
    key = "wishes.never" if wish.never else "wishes.rather"
    named = wishes.named(wish)
    when = request.say(f"wishes.when-{wishes.spell(wish)}", **named)
    return request.say(key, name=wish.person.name, when=when)


@desk.does("drop")
def drop(request: Request, asked: Asked) -> Reply:
    entry_id = wishes.drop(request, int(asked["id"]))
    return with_undo(request, request.say("wishes.dropped"), "wishes", entry_id)


@desk.does("undo")
def undo(request: Request, asked: Asked) -> Reply:
    wishes.take_back(request, int(asked["id"]))
    return Words(request.say("wishes.undone"))
