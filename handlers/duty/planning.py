"""A roster is proposed at the desk: what it changes, what cannot be filled, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.duty import anew, lines, planning, roster
from bot.duty.filling import Why
from bot.language.catalog import Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.days import days
from handlers.duty.publishing import preview
from handlers.duty.roster import desk, tier_of
from handlers.slack.desk import Asked, Reply, Words
from storage.duty.roster import Tier
from storage.office.settings import settings

__all__ = ["desk"]


@desk.does("plan")
def plan(request: Request, asked: Asked) -> Reply:
    """The days that nobody has are filled in turn, and shown before they count."""
    insist(roster.may_publish(request), "director")
    first, last = days(request, {"first": "next month", **asked})
    first = max(first, request.calendar.today(request.now))
    proposed = planning.propose(request, first, last)
    text = lines.written(proposed.days, request.catalog.lang_of(request.person))
    more = [_unfilled(request, *one) for one in proposed.unfilled]
    if anew.wait(request, first, last, proposed):
        more.append(request.say("duty.provisional", year=str(last.year)))
    found = {day: dict(of) for day, of in proposed.days.items()}
    return preview(request, found, text, more)


@desk.does("apart")
def apart(request: Request, asked: Asked) -> Reply:
    """How many days lie from one duty of somebody to the next."""
    insist(roster.may_publish(request), "director")
    if asked.get("days_said", "").isdigit():
        planning.keep_apart(request, int(asked["days_said"]))
        return Words(request.say("duty.apart-kept", n=int(asked["days_said"])))
    return Words(request.say("duty.apart", n=settings(request.session).duty_apart))


def _unfilled(request: Request, day: date, tier: Tier, why: Mapping[Why, int]) -> Markup:
    """A day that cannot be filled, and who could not for which reason."""
    parts = [request.say(f"duty.why-{one}", n=why[one]) for one in Why if why.get(one)]
    if not parts:
        return request.say("duty.unfilled-alone", day=day, tier=tier_of(tier))
    said = request.say("duty.and").join(parts)
    return request.say("duty.unfilled", day=day, tier=tier_of(tier), why=Markup(said))
