"""Where people are reached on duty: their number, and whether anything reaches them at all."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy.orm import Session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import journal
from bot.who.request import Request
from bot.who.standing import insist
from storage.matters import undelivered
from storage.who.people import Person, leave_of

NUMBER = re.compile(r"\+?[\d()-]{5,20}")  # of a telephone


def keep_phone(request: Request, said: str) -> str:
    """One's own number, in digits; nothing said: none any more. Raises Refused for what is none."""
    insist(request.me.insider, "insider")
    number = "".join(said.split())
    if number and not NUMBER.fullmatch(number):
        raise Refused("duty.bad-phone", text=number)
    had = request.person.phone
    if number != had:
        request.person.phone = number  # the record outlives who it is about: that, and no digits
        before, after = {"has_phone": bool(had)}, {"has_phone": bool(number)}
        journal.record(request, "duty.phone", before=before, after=after)
    return number


def why_not(session: Session, person: Person, day: date | None = None) -> Key | None:
    """Why nothing reaches somebody: they have left, Slack refuses what we write to them, or they
    have leave on the `day` of their duty.
    """
    if person.is_out:
        return Key("duty.has-left")
    if undelivered.refuses(session, person.slack_id):
        return Key("duty.refuses")
    leave = [one for one in leave_of(session, person.slack_id) if not one.half]
    if day is not None and any(one.first <= day <= one.last for one in leave):
        return Key("duty.is-on-leave")
    return None
