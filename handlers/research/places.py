"""Places at the desk: what the office has said of them; kept by the director."""

from __future__ import annotations

from typing import Any

from bot.matters.moves import Move
from bot.research import places, trip_rules
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import step_form
from handlers.matters.undo import with_undo
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, row, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.replies import keeping
from handlers.slack.said import outsider, together
from storage.research import places as stored
from storage.research.places import Place

desk = Desk("places")
LINES = 15
KEEP: Move[Any] = Move("keep", frozenset(), None, "director", lambda *_: True, places.PLACE)


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """Everybody of the office reads them; page by page where they are many."""
    if not request.me.insider:
        return outsider(request)
    found, keeps = stored.known(request.session), trip_rules.may_settle(request)
    start = int(asked["id"]) if asked.get("id", "").isdigit() else 0
    text = request.say("places.list" if found else "places.none", n=len(found))
    made = [section(text)]
    for one in found[start : start + LINES]:
        made += _one(request, one, keeps)
    more, rest = [], len(found) - start - LINES
    if rest > 0:
        more.append(button("places:list", request.say("places.next", n=rest), start + LINES))
    if keeps:
        more.append(button("places:keep", request.say("places.add")))
    return Words(text, [*made, context(request.say("places.what-for")), *row(more)])


def _one(request: Request, place: Place, keeps: bool) -> list[Block]:
    """With its buttons, for whoever keeps it."""
    line = section(_line(request, place))
    if not keeps:
        return [line]
    edit = button("places:edit", request.say("places.edit"), place.id)
    return [line, buttons(edit, button("places:forget", request.say("places.remove"), place.id))]


def _line(request: Request, place: Place) -> str:
    """What it is called, and where it lies."""
    found = [request.say("places.name", name=place.name)]
    found += [request.say("places.within", within=place.within)] if place.within else []
    if place.also:
        found.append(request.say("places.also", also=place.also.splitlines()))
    return " · ".join(found)


@desk.does("keep")
def keep(request: Request, asked: Asked) -> Reply:
    insist(trip_rules.may_settle(request), "director")
    if read.lacking(request, asked, *KEEP.needs):
        return Form(step_form(request, "places", KEEP, asked))
    place, entry = places.keep(request, asked, int(asked.get("id") or 0))
    return with_undo(
        request, f"{request.say('places.kept')}{_line(request, place)}", "places", entry
    )


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    """Its form begins with what it is now."""
    insist(trip_rules.may_settle(request), "director")
    place = places.ROWS.find(request, int(asked["id"]))
    also = together(request, place.also.splitlines())
    now = {"name": place.name, "also": also, "within": place.within}
    form = step_form(request, "places", KEEP, now)
    return Form(keeping(form, id=str(place.id)))


@desk.does("forget")
def forget(request: Request, asked: Asked) -> Reply:
    """By its button; or the one that is named, else it is asked which."""
    insist(trip_rules.may_settle(request), "director")
    if not asked.get("id") and not asked.get("name", "").strip():
        return list_(request, {})
    number = int(asked["id"]) if asked.get("id") else places.named(request, asked["name"]).id
    name, entry = places.forget(request, number)
    return with_undo(request, request.say("places.forgotten", name=name), "places", entry)


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    places.ROWS.take_back(request, int(asked["id"]))
    return list_(request, {})
