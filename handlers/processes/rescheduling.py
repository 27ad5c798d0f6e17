"""A meeting, a drive, a room is moved to another time; what was booked for it is asked about."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.language.dates import find_times, read_due
from bot.language.refusals import Refused
from bot.matters import moves
from bot.processes import alone
from bot.processes.cases import KIND, event_of
from bot.processes.ways import way_of
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.processes import told
from handlers.slack import read, slips
from handlers.slack.blocks import Block, button, section
from handlers.slack.desk import Asked, Reply, Words
from storage.processes.bookings import Booking, Wanted
from storage.processes.cases import Case


def reschedule(desk: LifeDesk[Case], request: Request, asked: Asked) -> Reply:
    """Its time changes, and what is planned back from it; then what else was booked for it."""
    case = desk.item(request, asked)
    moves.check(KIND.moves, request.me, case, "reschedule", request.now)
    was = event_of(case)
    asked = _with_its_hour(request, case, asked)
    if "hour" in asked and request.surface == "form":
        raise Refused("cases.which-hour", field="due", said=asked["due"])
    reply = desk.take(request, case, "reschedule", asked)
    if was is None or event_of(case) == was or not isinstance(reply, Words):
        return reply
    more = [_booked(request, case, was, one) for one in alone.beside(request, case, was)]
    shown = reply.shown and not more
    return replace(reply, blocks=[*(reply.blocks or []), *more], shown=shown)


def _with_its_hour(request: Request, case: Case, asked: Asked) -> Asked:
    """Where a day alone is said the hour stays, where an hour alone is said the day; "in the
    afternoon" is asked its hour.
    """
    was = event_of(case)
    said = _on_its_day(request, was, asked.get("due", ""))
    asked = asked | {"due": said} if said else asked
    with suppress(Refused):
        meant = read_due(said, request.now, request.calendar)
        way = way_of(case.process)
        if meant.part and way.fields[way.time].hour:
            return asked | {"hour": "asked", read.IN_PART: "yes"}
        if meant.dated_only and not meant.doubt and was:
            office = request.calendar
            at = office.moment(office.today(meant.at), was.astimezone(office.tz).time())
            return asked | {"due": _written(request, at)}
    return asked


def _on_its_day(request: Request, was: datetime | None, said: str) -> str:
    """With the day that it has, where no other is said: 下午4点, "4 pm"."""
    office = request.calendar
    times = find_times(said, request.now, office, any_hour=True)
    if was is None or len(times) != 1 or times[0].dated or times[0].repeats:
        return said
    return f"{office.today(was):%Y-%m-%d} {said}"


def _booked(request: Request, case: Case, was: datetime, one: Booking) -> Block:
    """A button to move it, too, if it is free then; else that it is not."""
    now, only = event_of(case), way_of(one.case.process).alone
    assert now is not None
    assert only is not None  # it is booked
    begins = one.begins_at + (now - was)
    wanted = Wanted(one.what, begins, one.ends_at + (now - was))
    names = {"what": told.had(request, one.case, only), "at": begins, **one.case.matter.named}
    if alone.taken(request, wanted, one.case):
        return section(request.say("cases.booked-not-free", **names))
    kept = {"number": one.case.matter.number, "due": _written(request, begins)}
    slip = slips.keep(request, "cases:reschedule", kept)
    move = button("cases:anyway", request.say("cases.booked-move"), slip.id, "primary")
    return section(request.say("cases.booked-free", **names), move)


def _written(request: Request, at: datetime) -> str:
    return f"{at.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"
