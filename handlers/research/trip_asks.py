"""What is asked before a step of a trip: it has not begun; what waits beside it."""

from __future__ import annotations

from bot.matters import moves
from bot.research import trips
from bot.research.trips import KIND
from bot.who.request import Request
from handlers.slack.blocks import button, row, section
from handlers.slack.desk import Asked, Reply, Words
from storage.research.trips import Trip

INSTEAD = ("cancel", "reschedule")


def first(request: Request, trip: Trip, verb: str, asked: Asked) -> Reply | None:
    """None if there is nothing to ask; a form says it on its field."""
    if request.surface == "form" or not trips.is_too_early(request, trip, verb):
        return None
    moves.check(KIND.moves, request.me, trip, verb, request.now)
    return _not_begun(request, trip)


def _not_begun(request: Request, trip: Trip) -> Reply:
    """It is off, or on other days."""
    text = request.say("trips.not-left", number=trip.matter.number, leaves=trip.leaves_at)
    may = {one.verb for one in moves.open_to(KIND.moves, request.me, trip, request.now)}
    made = [
        button(f"trips:{verb}", request.say(f"trips.verb-{verb}"), trip.id)
        for verb in INSTEAD
        if verb in may
    ]
    return Words(text, [section(text), *row(made)])
