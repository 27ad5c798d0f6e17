"""Swaps at the desk: which shift is meant is read from the days that are named."""

from __future__ import annotations

from bot.duty import swaps
from bot.duty.swaps import KIND, said
from bot.language.catalog import Markup
from bot.language.dates import read_days
from bot.language.refusals import Refused
from bot.matters import life
from bot.who.lookups import colleague
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, last_words
from handlers.matters.undo import undone
from handlers.slack.desk import Asked, Reply
from storage.duty import roster as stored
from storage.duty.swaps import Swap


def lines(request: Request, swap: Swap) -> list[Markup]:
    back = [request.say("swaps.card-back", shift=said(request, swap.back))] if swap.back else []
    return [*back, *last_words(request, swap.words)]


def ask(request: Request, asked: Asked) -> Reply:
    """The day one gives away is said first; the day in return is the other's."""
    whose = "" if request.me.directs else request.me.id
    if not stored.to_come(request.session, request.now, whose):
        raise Refused("swaps.none-to-give")
    asked = asked | _of_day(request, asked, "first", "shift", request.me.id)
    if asked.get("first", "").strip() and not asked.get("shift") and not request.me.directs:
        raise Refused("swaps.no-duty-that-day", words=asked["first"].strip())
    if asked.get("person"):
        to = colleague(request, asked["person"])
        asked = asked | _of_day(request, asked, "last", "back", to.slack_id)
    return desk.begin(request, asked)


def _of_day(request: Request, asked: Asked, day: str, name: str, whose: str) -> Asked:
    """The shift of that person on the day that is named; of none, the form asks."""
    words = asked.get(day, "").strip()
    if not words or asked.get(name):
        return {}
    try:
        first, last = read_days(words, request.now, request.calendar)
    except Refused:
        return {}
    coming = stored.to_come(request.session, request.now, whose)
    found = [one for one in coming if first <= one.day <= last]
    return {name: str(found[0].id)} if len(found) == 1 else {}


def accept(request: Request, asked: Asked) -> Reply:
    swap = desk.item(request, asked)
    told = life.take(request, KIND, swap, "accept", {})
    swaps.exchange(request, swap)
    return desk.done(request, swap.matter, told, pressed=True)


def undo(request: Request, asked: Asked) -> Reply:
    return undone(request, swaps.undo(request, int(asked["id"])).matter)


desk = LifeDesk(KIND, Face(lines), ask=ask, accept=accept, undo=undo)
