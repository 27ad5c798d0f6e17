"""Duty of people who are not there: on leave, or gone for good; said at once, with the way out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.duty import roster
from bot.language.catalog import Markup
from bot.who import days as days_of
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.publishing import publishing_form
from handlers.duty.roster import desk, tier_of
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Reply, Then
from storage.duty import roster as stored
from storage.duty.roster import Shift
from storage.who.people import Person


@desk.does("give-away")
def give_away(request: Request, asked: Asked) -> Reply:
    """A swap of this duty is asked for."""
    return Then("swaps:ask", {"shift": asked["id"]})


@desk.does("fill")
def fill(request: Request, asked: Asked) -> Reply:
    """The days that are to be filled stand in the form; who has them is to be written."""
    insist(roster.may_publish(request), "director")
    days = _open_days(request)
    return Form(publishing_form(request, "".join(f"{day:%Y-%m-%d} \n" for day in days)))


def _open_days(request: Request) -> list[date]:
    """Published days whose people have left, or are on leave then."""
    coming = stored.to_come(request.session, request.now)
    return sorted({one.day for one in coming if _is_nobodys(request, one)})


def _is_nobodys(request: Request, shift: Shift) -> bool:
    return shift.person.is_out or roster.on_leave(request, shift.person, shift.day)


@desk.draws("away")
def away(request: Request, person: str, days: list[str]) -> tuple[str, list[Block]] | None:
    """Somebody who has duty is on leave then."""
    asked = {date.fromisoformat(day) for day in days}
    coming = stored.to_come(request.session, request.now, person)
    left = [one for one in coming if one.day in asked and _is_nobodys(request, one)]
    who = request.session.get_one(Person, person)
    trip = days_of.on_trip(request.session, who, *(one.day for one in left))
    return _said(request, "duty.trip-then" if trip else "duty.away-then", person, left)


@desk.draws("left")
def left(request: Request, person: str) -> tuple[str, list[Block]] | None:
    """Somebody who has duty has left the office."""
    on = [one for one in stored.running(request.session, request.now) if one.person_id == person]
    return _said(
        request, "duty.left", person, [*on, *stored.to_come(request.session, request.now, person)]
    )


def _said(
    request: Request, key: str, person: str, shifts: Iterable[Shift]
) -> tuple[str, list[Block]] | None:
    lines = [request.say("duty.nobodys", day=one.day, tier=tier_of(one.tier)) for one in shifts]
    if not lines:
        return None
    name = request.session.get_one(Person, person).name
    text = request.say(key, name=name, days=Markup("\n".join(lines)))
    made = [button("duty:fill", request.say("duty.fill"), "-", "primary")]
    return text, [section(text), *([buttons(*made)] if roster.may_publish(request) else [])]
