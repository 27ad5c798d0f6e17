"""What is asked before a step of a trip: whether it has begun; whether it is approved anew."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import moves
from bot.research import trips
from bot.research.trips import KIND
from bot.who.request import Request
from handlers.slack import read, slips
from handlers.slack.blocks import button, buttons, row, section
from handlers.slack.desk import Asked, Reply, Words
from storage.research.trips import Trip, TripState
from storage.who.people import Person

INSTEAD = ("cancel", "reschedule")
ANEW = "anew"  # that it is to be approved anew was said


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


def denied(request: Request, trip: Trip) -> list[Markup]:
    """Who says that they did not agree to it in words, as a line of its card."""
    if not trip.denied or trip.oral is None:
        return []
    return [request.say("trips.card-denied", oral=trip.oral.name)]


# --- who goes -------------------------------------------------------------------------------------


def people(request: Request, trip: Trip, asked: Asked) -> tuple[list[Person], int]:
    """Those who go then, and how many in all. Raises Refused where nothing would change, and for
    whoever leads it.
    """
    named, going = read.people(request, asked, "others"), trip.travellers
    number, less = trip.matter.number, bool(asked.get("without"))
    changed = [one for one in named if (one in going) == less]
    if not changed:
        key = "trips.goes-not" if less else "trips.goes-already"
        raise Refused(key, number=number, names=[one.name for one in named])
    if less and trip.matter.owner in changed:
        raise Refused("trips.lead-goes", number=number, name=trip.matter.owner.name)
    if less:
        return [one for one in going if one not in changed], trip.heads - len(changed)
    return [*going, *changed], max(trip.heads, len(going) + len(changed))


def anew(request: Request, trip: Trip, going: list[Person], asked: Asked) -> Reply | None:
    """None if nobody has approved it, or it was asked already."""
    if trip.state is not TripState.APPROVED or ANEW in asked:
        return None
    names = [one.name for one in going]
    text = request.say("trips.anew", **trip.matter.named, names=names)
    kept = {name: asked[name] for name in ("others", "without") if asked.get(name)}
    slip = slips.keep(request, "trips:edit", kept | {"number": trip.matter.number, ANEW: "yes"})
    made = button("trips:anyway", request.say("trips.change-anew"), slip.id)
    return Words(text, [section(text), buttons(made)])
