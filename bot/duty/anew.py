"""A plan for a year whose calendar is not known waits for it: then what is not published of it is
planned anew, and whoever directs sees the difference, once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.duty import planning, roster, tiers
from bot.duty.planning import Plan
from bot.duty.roster import ONE_DAY, Days, slot_of
from bot.matters import letters
from bot.who import lookups
from bot.who.request import Request
from storage.duty import plans
from storage.duty import roster as stored
from storage.duty.plans import Waiting
from storage.duty.roster import Tier
from storage.who.people import Person


def wait(request: Request, first: date, last: date, proposed: Plan) -> bool:
    """Keep a proposal with days of a year that is not known yet; whether it has some."""
    days = (first + n * ONE_DAY for n in range((last - first).days + 1))
    if not any(request.calendar.is_provisional(day) for day in days):
        return False
    plans.forget(request.session, first, last)
    kept = {f"{d}/{t}": one.slack_id for d, of in proposed.days.items() for t, one in of.items()}
    request.session.add(
        Waiting(by_id=request.me.id, first=first, last=last, days=kept, told_at=None)
    )
    request.session.flush()
    return True


def year_known(request: Request, year: int) -> None:
    """Of a year just told of: what waited is planned anew. The request is of whoever directs, or
    of nobody.
    """
    for waiting in plans.waiting(request.session, date(year, 1, 1), date(year, 12, 31)):
        if not request.calendar.is_provisional(waiting.last):
            _plan_anew(request, waiting)


def _plan_anew(request: Request, waiting: Waiting) -> None:
    session, now = request.session, request.now
    waiting.told_at = now
    person = session.get_one(Person, waiting.by_id)
    theirs = replace(request, me=lookups.standing(session, person, now))  # sees as they do
    first = max(waiting.first, request.calendar.today(now) + ONE_DAY)
    if first > waiting.last:
        return
    there = {f"{one.day}/{one.tier}" for one in stored.between(session, first, waiting.last)}
    was = {w: one for w, one in waiting.days.items() if w not in there and slot_of(w)[0] >= first}
    before = frozenset((who, slot_of(which)[0]) for which, who in was.items())
    found = planning.propose(theirs, first, waiting.last, before)
    new = {f"{d}/{t}": one.slack_id for d, of in found.days.items() for t, one in of.items()}
    waiting.days = new
    either = sorted(was.keys() | new.keys())
    changed = [(w, was.get(w, ""), new.get(w, "")) for w in either if was.get(w) != new.get(w)]
    if new:
        said = {"plan": waiting.id, "changed": [list(one) for one in changed]}
        for director in lookups.directors(session):
            letters.page(session, director.slack_id, "duty:anew", said, now)


def days_of(request: Request, number: int) -> tuple[Waiting, Days]:
    """A plan that was made anew, without what has begun, is published since, or is of somebody
    who has left.
    """
    waiting = request.session.get_one(Waiting, number)
    there = stored.between(request.session, waiting.first, waiting.last)
    taken, terms = {f"{one.day}/{one.tier}" for one in there}, tiers.of_office(request.session)
    days: dict[date, dict[Tier, Person]] = {}
    for which, who in waiting.days.items():
        day, tier = slot_of(which)
        person = request.session.get_one(Person, who)
        begun = roster.span_of(request.calendar, day, terms[tier])[0] <= request.now
        if which not in taken and not begun and not person.is_out:
            days.setdefault(day, {})[tier] = person
    return waiting, days
