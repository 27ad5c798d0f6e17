"""Whoever gives work to somebody who is on a trip sees that before it is sent (A1.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.language.catalog import Markup
from bot.who import days
from bot.who.request import Request
from handlers.slack import slips
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.replies import keeping
from storage.who.people import Leave, Person

SEEN = "trip"  # it was said, and it is to be sent all the same


def question(
    request: Request,
    what: str,
    asked: Asked,
    person: object,
    due: datetime,
    form: Callable[[], Block],
) -> Reply | None:
    """Now, or when it is due? Over a form in the form, else with a button for each way on. None if
    there is nothing to ask, or it was asked already.
    """
    if SEEN in asked or not isinstance(person, Person) or person is request.person:
        return None
    today = request.calendar.today
    trip = days.on_trip(request.session, person, today(request.now), today(due))
    if trip is None:
        return None
    text = _said(request, person, trip)
    if request.surface == "form":
        return Form(keeping(form(), [section(text)], **{SEEN: "yes"}))
    desk = what.partition(":")[0]
    sends = slips.keep(request, what, asked | {SEEN: "yes"})
    changes = slips.keep(request, what, {"form": form()})
    made = [
        button(f"{desk}:anyway", request.say("matters.on-trip-send"), sends.id, "primary"),
        button("office:open", request.say("matters.on-trip-change"), changes.id),
    ]
    return Words(text, [section(text), buttons(*made)])


def of_any(
    request: Request,
    what: str,
    asked: Asked,
    people: Iterable[tuple[object, datetime]],
    form: Callable[[], Block],
) -> Reply | None:
    """Of several, each with their own time: the first who is on a trip then; once for all."""
    each = (question(request, what, asked, person, due, form) for person, due in people)
    return next((one for one in each if one is not None), None)


def _said(request: Request, person: Person, trip: Leave) -> Markup:
    covered = Markup("")
    if trip.stand_in_id:
        name = request.session.get_one(Person, trip.stand_in_id).name
        covered = request.say("matters.on-trip-covered", name=name)
    names = {"name": person.name, "covered": covered}
    return request.say("matters.on-trip", first=trip.first, last=trip.last, **names)
