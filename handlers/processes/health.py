"""How ways of working go, as it is read; and how often something was held in a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.language.catalog import Markup
from bot.language.dates.said import month_from
from bot.processes import counts, health
from bot.processes.counts import Held
from bot.processes.health import Health
from bot.processes.regulations import when
from bot.who.request import Request
from handlers.slack.blocks import Block, context, sections
from handlers.slack.desk import Asked, Handler, Reply, Words


def show(request: Request, asked: Asked) -> Reply:
    """How they go: what is late, how long each step takes, what is sent back; what was held."""
    found = health.of_office(request)
    if not found:
        return Words(request.say("ways.health-none"))
    first = month_from(request.calendar.today(request.now), 0)
    held = counts.of_month(request, first)
    lines = [line for one in found for line in _goes(request, one, held.get(one.name))]
    text = Markup("\n".join([request.say("ways.health", n=len(found)), *lines]))
    return Words(text, [*sections(text), context(request.say("ways.health-facts"))])


def _goes(request: Request, one: Health, held: Held | None) -> list[Markup]:
    say, numbers = request.say, {"n": one.running, "late": one.late, "done": one.done}
    said = [say("ways.health-way", way=one.called, **numbers)]
    said += [_held(request, held)] if held else []
    each = [say("ways.health-step", step=step, days=f"{days:g}") for step, days in one.days]
    said += [say("ways.health-days", steps=Markup(" · ".join(each)))] if each else []
    if one.returned:
        step, n = one.returned
        said.append(say("ways.health-back", step=step, n=n))
    return said


def month(request: Request, first: str) -> tuple[str, list[Block]] | None:
    """To a director, once it is over; nothing if nothing was held, or for who directs no more."""
    found = counts.of_month(request, date.fromisoformat(first)) if request.me.directs else {}
    if not found:
        return None
    each = found.values()
    lines = [request.say("ways.held-of", way=one.called, held=_held(request, one)) for one in each]
    text = Markup("\n".join(lines))
    return text, [*sections(text), context(request.say("ways.held-facts"))]


def _held(request: Request, one: Held) -> Markup:
    month = when.said(f"{one.first:%Y-%m}", request.catalog.lang_of(request.person))
    held = request.say("ways.held", month=month, n=one.n, before=one.before)
    sums = (request.say("ways.running-sum", label=label, n=f"{n:,}") for label, n in one.sums)
    return Markup(" · ".join([held, *sums]))


VERBS: dict[str, Handler] = {"health": show}
PICTURES: dict[str, Callable[..., Any]] = {"month": month}
