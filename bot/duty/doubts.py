"""Who should not have a duty, and why: the rules of planning, held against what people publish,
swap and offer themselves (anchors A1, 20). A roster that is pasted may break them, and says so;
nobody is asked to take a shift against them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from bot.duty import planning
from bot.duty.filling import Why
from bot.duty.roster import Change
from bot.who.request import Request
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.office.settings import settings

Held = Mapping[tuple[date, Tier], str]  # who has what, by Slack id


def of_day(request: Request, day: date, given: Collection[Shift] = ()) -> dict[str, Why]:
    """Who should not have a duty of a day, if these shifts are `given` to others."""
    near = _near(request)
    there = stored.between(request.session, day - near, day + near)
    held = {(one.day, one.tier): one.person_id for one in there if one not in given}
    alone = planning.barred(request, day, day)
    return _beside(request, day, held) | {who: why for (who, on), why in alone.items() if on == day}


def of_changes(request: Request, found: Iterable[Change]) -> dict[tuple[date, Tier], Why]:
    """What stands against a publication, by the days and tiers it changes."""
    new = {(one.day, one.tier): one.now.slack_id for one in found}
    if not new:
        return {}
    near, first, last = _near(request), min(new)[0], max(new)[0]
    there = stored.between(request.session, first - near, last + near)
    held = {(one.day, one.tier): one.person_id for one in there} | new
    alone = planning.barred(request, first, last)
    doubts: dict[tuple[date, Tier], Why] = {}
    for slot, who in new.items():
        others = {of: one for of, one in held.items() if of != slot}
        why = alone.get((who, slot[0])) or _beside(request, slot[0], others).get(who)
        if why is not None:
            doubts[slot] = why
    return doubts


def _near(request: Request) -> timedelta:
    """So many days before and after a duty nobody has another."""
    return timedelta(days=settings(request.session).duty_apart - 1)


def _beside(request: Request, day: date, held: Held) -> dict[str, Why]:
    """Who should not, for who is on duty that day, or just before or after."""
    near, partners = _near(request), planning.partners(request)
    on = [who for (of, _), who in held.items() if of == day]
    found = {one: Why.PARTNER for who in on for one in partners.get(who, ())}
    return found | {who: Why.RESTING for (of, _), who in held.items() if abs(of - day) <= near}
