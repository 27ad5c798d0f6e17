"""Who could take whose shift: what there is to choose from, who is free, who is not and why."""

from __future__ import annotations

from bot.duty import doubts, planning, roster
from bot.duty.filling import Why
from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.who import days
from bot.who.request import Request
from storage.duty import roster as stored
from storage.duty import swaps
from storage.duty.roster import Shift
from storage.duty.swaps import Swap, SwapState
from storage.who.people import Person, people_by_id

NONE = "0"  # no day in return


def said(request: Request, shift: Shift) -> Markup:
    tier = Key(f"duty.tier-{shift.tier}")
    return request.say("swaps.shift", day=shift.day, tier=tier)


def mine(request: Request, _: object) -> dict[str, str]:
    """What somebody may ask to be relieved of: their own; for a director, anybody's."""
    whose = "" if request.me.directs else request.me.id
    return {str(one.id): _listed(request, one) for one in _coming(request, whose)}


def theirs(request: Request, _: object) -> dict[str, str]:
    """The shifts of others, the next first."""
    on = stored.running(request.session, request.now)
    found = [one for one in (*on, *_coming(request, "")) if one.person is not request.person]
    return {str(one.id): _listed(request, one) for one in found[:9]}


def in_return(request: Request, item: object) -> dict[str, str]:
    coming = [one for one in _coming(request, "") if one.person is not request.person]
    return {NONE: request.say("swaps.no-return")} | {
        str(one.id): _listed(request, one) for one in coming[:9]
    }


def _coming(request: Request, whose: str) -> list[Shift]:
    return list(stored.to_come(request.session, request.now, whose)[:10])


def _listed(request: Request, shift: Shift) -> str:
    return f"{said(request, shift)} · {shift.person.name}"


def free(request: Request, shift: Shift) -> list[Person]:
    """All who could take a shift: of its tier, and nothing stands against it."""
    able = {one.slack_id for one in planning.pools(request)[shift.tier]} - {shift.person_id}
    hindered = doubts.of_day(request, shift.day, [shift])
    return list(people_by_id(request.session, able - hindered.keys()))


def is_free(request: Request, who: Person, shift: Shift) -> bool:
    return who.slack_id not in doubts.of_day(request, shift.day, [shift])


def insist_free(
    request: Request, who: Person, shift: Shift, given: Shift | None, field: str
) -> None:
    """Raises Refused for somebody who is on leave or on a trip, or on duty that day anyhow, or
    whose A/B partner is.
    """
    if roster.on_leave(request, who, shift.day):
        trip = days.on_trip(request.session, who, shift.day)
        key = "swaps.on-trip" if trip else "swaps.away"
        raise Refused(key, field=field, name=who.name, day=shift.day)
    on = stored.between(request.session, shift.day, shift.day)
    if any(one.person is who and one is not given for one in on):
        raise Refused("swaps.on-already", field=field, name=who.name, day=shift.day)
    given_up = [one for one in (shift, given) if one is not None]
    if doubts.of_day(request, shift.day, given_up).get(who.slack_id) is Why.PARTNER:
        raise Refused("swaps.partner-on", field=field, name=who.name, day=shift.day)


def to_give_back(request: Request, swap: Swap) -> Shift | None:
    """The next shift of the taker's, of a day like that one, that whoever was relieved can take."""
    taker, over = swap.taker, swap.state is not SwapState.ACCEPTED
    if taker is None or over or swaps.paid_back_by(request.session, swap.id):
        return None
    kind = roster.class_of(request.calendar, swap.shift.day)
    coming = stored.to_come(request.session, request.now, taker.slack_id)
    like = [one for one in coming if roster.class_of(request.calendar, one.day) is kind]
    fits = [one for one in like if one.tier is swap.shift.tier and one is not swap.shift]
    return next((one for one in fits if is_free(request, swap.giver, one)), None)


def to_come(request: Request, number: str, *, running: bool = False) -> Shift:
    """Raises Refused for one that has begun, or if it may be `running`, is over."""
    found = request.session.get(Shift, int(number)) if number.isdigit() else None
    if found is None or (found.ends_at if running else found.begins_at) <= request.now:
        raise Refused("swaps.no-shift", field="shift")
    return found
