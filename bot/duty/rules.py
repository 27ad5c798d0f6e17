"""What the office settles about its duty, and who has to approve a swap because of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from bot.duty import roster, tiers
from bot.duty.roster import may_publish, on_leave
from bot.duty.tiers import LONGEST_RUN, TIMES, Terms
from bot.language.refusals import Refused
from bot.matters import changes, journal
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS, insist
from storage.duty import roster as stored
from storage.duty.roster import Shift, Tier
from storage.duty.rules import Approval, Rules, rules
from storage.office.settings import hold
from storage.who.people import Person, holding

LONGEST = 200  # characters of whom an incident is phoned to
LONGEST_NAME = 20  # of what the office calls a tier


def change(
    request: Request, *, approval: Approval, upward: str, passes_on: bool, tells: bool
) -> Rules:
    """Settle it from now on; what is asked already stays as it was asked. Raises Refused."""
    insist(may_publish(request), "director")
    kept = rules(request.session)
    upward = upward.strip()[:LONGEST]
    values = {"approval": approval, "upward": upward, "passes_on": passes_on, "tells": tells}
    before, after = changes.apply((kept,), values)
    journal.record(request, "rules.change", before=before, after=after)
    return kept


def settle(request: Request, tier: Tier, said: Mapping[str, str]) -> Terms:
    """When a tier of duty is needed, and from when to when; what is published and has not begun
    follows, and whose it is hears. Raises Refused, on its field.
    """
    insist(may_publish(request), "director")
    times = {name: time_of_day(said.get(name, ""), name) for name in TIMES}
    run = said.get("run", "1").strip()
    if not (run.isascii() and run.isdigit() and 1 <= int(run) <= LONGEST_RUN):
        raise Refused("tiers.bad-run", field="run", most=LONGEST_RUN)
    name = " ".join(said.get("name", "").split())[:LONGEST_NAME]
    terms = tiers.read({**times, "cover": said["cover"], "run": run, "name": name})
    if not terms.is_clear:
        raise Refused("tiers.one-into-another", field="until")
    office = hold(request.session)
    before = tiers.written(tiers.of_office(request.session)[tier])
    office.duty = office.duty | {tier.value: tiers.written(terms)}
    request.session.flush()
    roster.retime(request.session, request.now, request.calendar)
    journal.record(
        request, "tiers.change", before={tier: before}, after={tier: tiers.written(terms)}
    )
    return terms


def time_of_day(text: str, field: str) -> str:
    """ "8:30" as "08:30". Raises Refused."""
    try:
        hour, minute = text.replace("：", ":").split(":")
        return f"{time(int(hour), int(minute)):%H:%M}"
    except ValueError:
        raise Refused("office.bad-time", field=field, text=text) from None


def approver(request: Request, shift: Shift, *parties: Person) -> Person | None:
    """Who has to approve that a shift changes hands between these people; None where nobody has
    to, because the office does not want it or because a director has asked for it.
    """
    wanted = rules(request.session).approval
    if wanted is Approval.NOBODY or request.me.directs:
        return None
    session = request.session
    leads = [
        one.person for one in stored.between(session, shift.day, shift.day) if one.tier is Tier.LEAD
    ]
    first = leads if wanted is Approval.LEAD else []
    able = [
        *first,
        *lookups.directors(session),
        *holding(session, *DIRECTORS),
        *holding(session, *BOARD),
    ]
    there = [one for one in able if one not in parties and not one.is_out]
    today = request.calendar.today(request.now)
    here = [one for one in there if not on_leave(request, one, today)]
    return next(iter([*here, *there]), None)
