"""Did it work (回头看, A3.5)? 30, 60 and 90 days after an item was closed whoever looks after it is
asked, and whoever it was done for: if it did not, either has it begun anew.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.moves import Move, Told, Values
from bot.processes import bits
from bot.processes.bits import CLOSED, minder
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import Standing
from storage.processes.supervision import Bit, BitState, Supervision
from storage.who.people import Person

DAYS, TO_SAY = 15, 5  # working days to do it; and to say whether it worked
AFTER, LAST = 30, 90  # days after it was closed, each time, and the last time
MORNING = time(9)


def closed(request: Request, item: Supervision, told: Told) -> Values:
    return {**told, "asks_at": _in_a_month(request, request.now)}


def _in_a_month(request: Request, since: datetime) -> datetime:
    """The morning of the first working day so many days after."""
    office = request.calendar
    day = office.today(since) + timedelta(days=AFTER - 1)
    return office.moment(office.next_working(day), MORNING)


def named(request: Request, item: Supervision, told: Told) -> Values:
    """Whom it was done for."""
    if told["person"] in (item.matter.owner, minder(item)):
        raise Refused("supervision.not-affected", field="person", name=told["person"].name)
    return {"affected_id": told["person"].slack_id}


def affected(item: Supervision) -> list[Person]:
    return [item.affected] if item.affected else []


def knows(me: Standing, item: Supervision) -> bool:
    """Who may say that it did not work."""
    return me.insider and me.id in {minder(item).slack_id, item.approver_id, item.affected_id}


def reopened(request: Request, item: Supervision, told: Told) -> Values:
    """Begun anew, with a date of its own; what was before stays in the record."""
    due = told.get("due") or followups.working_day(request, DAYS)
    free = dict.fromkeys(("wanted_due", "first_due", "asks_at", "asked_at", "feedback_at"))
    anew = {"due_at": due, "round": item.round + 1, "sent_back": True}
    return {**free, **anew, "words": told["words"]}


# --- asked by itself ------------------------------------------------------------------------------


def wonder(request: Request, item: Supervision) -> datetime | None:
    """Who can tell is asked, in place of what was not said until now; when it is asked next comes
    back.
    """
    before = bits.of(item, BitState.WONDERED, BitState.SAID, BitState.SILENT)
    days = max((bit.days for bit in before if bit.round == item.round), default=0) + AFTER
    for bit in bits.of(item, BitState.WONDERED):
        bit.state = BitState.SILENT
    who = _who_can_tell(request, item)
    due = followups.working_day(request, TO_SAY)
    for n, person in enumerate(who, len(item.bits) + 1):
        asked: dict[str, Any] = {"days": days, "round": item.round, "due_at": due}
        item.bits.append(Bit(number=n, person=person, state=BitState.WONDERED, **asked))
    request.session.flush()
    return _in_a_month(request, request.now) if who and days < LAST else None


def _who_can_tell(request: Request, item: Supervision) -> list[Person]:
    """For whoever has left, whoever runs the day; never the lead."""
    minds = minder(item)
    first = next(iter(directors(request.session)), minds) if minds.is_out else minds
    found = dict.fromkeys([first, *affected(item)])
    return [one for one in found if not one.is_out and one is not item.matter.owner]


def _asked(item: Supervision) -> list[Person]:
    return [bit.person for bit in item.bits if bit.days and bits.waits(bit)]


WONDER: Move[Supervision] = Move(
    "wonder", CLOSED, None, "itself", lambda *_: False, calls=(_asked,)
)
