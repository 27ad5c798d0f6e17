"""Seats that nobody has, at the desk: told of to whoever gives them, and given to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.language.catalog import Markup
from bot.matters import moves
from bot.matters.life import usual_due
from bot.people import seats
from bot.people.least import not_asked
from bot.people.opportunities import KIND
from bot.people.seats import Unfilled
from bot.who.request import Request
from handlers.matters.life_form import step_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, section
from handlers.slack.desk import Asked, Form, Handler, Reply


def unfilled(request: Request) -> tuple[str, list[Block]] | None:
    """To whoever offers them, with who has had nothing for longest and was not asked."""
    found = seats.unfilled(request)
    if not found:
        return None
    rows = [_unfilled(request, one) for one in found]
    text = Markup("\n".join([request.say("opportunities.unfilled"), *(said for said, _ in rows)]))
    each = [section(said, way) for said, way in rows]
    head = section(request.say("opportunities.unfilled"))
    return text, [head, *each, context(request.say("opportunities.no-ranking"))]


def _unfilled(request: Request, one: Unfilled) -> tuple[Markup, Block]:
    say, matter = request.say, one.item.matter
    names = [who.name for who in not_asked(request, one.item)[:3]]
    said = {"title": matter.title, "at": matter.due_at, "n": one.left, "asked": one.asked}
    line = say("opportunities.unfilled-one", **said, names=names)
    return line, button("opportunities:another", say("opportunities.another"), one.item.id)


def another(request: Request, asked: Asked) -> Reply:
    """The same, to somebody else: the form knows all but whom."""
    item = request.session.get_one(KIND.row, read.matter(request, asked, KIND.name).id)
    moves.check_opening(KIND.opening, request.me, None)
    who = [one.slack_id for one in not_asked(request, item)[:1]]
    kept = {"title": item.matter.title, "sort": item.sort, "why": item.why, "link": item.link}
    kept |= {"people": "".join(who), "seats": str(item.seats or "")}
    kept["due"] = f"{item.matter.due_at.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"
    return Form(step_form(request, KIND.name, KIND.opening, kept, due=usual_due(request, KIND)))


VERBS: Mapping[str, Handler] = {"another": another}
PICTURES: Mapping[str, Callable[..., Any]] = {"unfilled": unfilled}
