"""A leader's quarter in research at the desk: one note when it is over, and their own days out."""

from __future__ import annotations

from datetime import date, timedelta

from bot.language.catalog import Key, Markup, files
from bot.language.dates.said import month_from
from bot.research import quarter, topics
from bot.research.quarter import MONTHS, Quarter
from bot.who.request import Request
from bot.who.standing import insist
from handlers.research import pool
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Desk, Reply, Words

desk = Desk("quarter")


@desk.draws("note")
def note(request: Request, first: str) -> tuple[str, list[Block]] | None:
    """To leaders, when it is over; of their own days each reads their own."""
    if not topics.may_decide(request.me):
        return None
    began = date.fromisoformat(first)
    found, last = quarter.of_quarter(request, began), month_from(began, MONTHS) - timedelta(days=1)
    mix = [
        request.say("quarter.proposed", n=len(found.proposed)),
        *pool.sources(request, found.proposed),
    ]
    said = [_chosen(request, found), *(mix if found.proposed else []), *_days(request, last)]
    text = "\n".join(said)
    return text, [section(text), buttons(button("topics:pool", request.say("topics.show-pool")))]


def _chosen(request: Request, found: Quarter) -> Markup:
    """Of those wanted, if a number is."""
    enough = "quarter.reached" if found.chosen >= found.wanted else "quarter.missed"
    key = enough if found.wanted else "quarter.chosen"
    names = {"year": str(found.first.year), "quarter": found.number, "wanted": found.wanted}
    return request.say(key, n=found.chosen, **names)


def _days(request: Request, until: date) -> list[Markup]:
    n = quarter.days_out(request.session, request.calendar, request.me.id, until)
    usual = int(files()["quarter"]["data"]["days"])
    source, year = Key("quarter.source"), str(until.year)
    return [request.say("quarter.days", n=n, usual=usual, source=source, year=year)]


@desk.does("days")
def days(request: Request, asked: Asked) -> Reply:
    """One's own, of this year; of the quarter that runs also what is chosen. For leaders."""
    insist(topics.may_decide(request.me), "leads")
    if asked.get("quarter"):
        return _so_far(request)
    return Words("\n".join(_days(request, request.calendar.today(request.now))))


def _so_far(request: Request) -> Reply:
    today = request.calendar.today(request.now)
    first = quarter.first_of(today)
    found = quarter.of_quarter(request, first)
    left = max(found.wanted - found.chosen, 0)
    so_far = "quarter.so-far-enough" if found.wanted else "quarter.so-far-chosen"
    counts = {"n": found.chosen, "wanted": found.wanted, "left": left, "quarter": found.number}
    out = quarter.days_out(request.session, request.calendar, request.me.id, today, first)
    said = [
        request.say("quarter.so-far-left" if left else so_far, **counts),
        request.say("quarter.proposed-so-far", n=len(found.proposed)),
        request.say("quarter.days-so-far", n=out),
    ]
    text = "\n".join(said)
    return Words(
        text, [section(text), buttons(button("topics:pool", request.say("topics.show-pool")))]
    )
