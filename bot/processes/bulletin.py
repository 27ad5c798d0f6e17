"""The monthly bulletin on supervision (督办通报): what it tells, and when leaders get its draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters import ladders
from bot.matters.sight import visible_to
from bot.processes.colours import colour
from bot.processes.supervision import UNDONE
from bot.who import days
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import LEADERS, insist
from storage.matters import outbox
from storage.matters.matter import Matter, Visibility
from storage.matters.outbox import Letter, LetterKind
from storage.processes import supervision as stored
from storage.processes.supervision import Supervision, SupervisionState
from storage.who import people
from storage.who.people import Person

MORNING, WINDOW = time(9), timedelta(hours=3)
SOME_DAYS = 10  # of a month, in which the one before is told of
GROUPS = ("red", "yellow", "blue", "none", "done", "closed")
OPENLY = Matter.visibility == Visibility.CHAIN  # what is for named people stays with them


class Bulletin(NamedTuple):
    """From the first day of a month to the last it tells of; what there was, in groups."""

    first: date
    last: date
    groups: dict[str, list[Supervision]]

    @property
    def each(self) -> list[Supervision]:
        return [item for found in self.groups.values() for item in found]


def of_month(request: Request, first: date | None = None) -> Bulletin:
    """Of a month, as far as whoever reads may see it. Raises Refused for who does not lead."""
    insist(request.me.leads, "leads")
    office, today = request.calendar, request.calendar.today(request.now)
    first = first or _month_of(today)
    after = _next_month(first)
    begins, ends = (office.moment(day, time.min) for day in (first, after))
    seen = visible_to(request.me) & OPENLY
    found = stored.of_month(request.session, begins, ends, seen)
    groups: dict[str, list[Supervision]] = {name: [] for name in GROUPS}
    for item in found:
        if item.state is not SupervisionState.WITHDRAWN:
            groups[_group(request, item)].append(item)
    return Bulletin(first, min(after - timedelta(days=1), today), groups)


def _group(request: Request, item: Supervision) -> str:
    if item.state is SupervisionState.CLOSED:
        return "closed"
    return str(colour(request, item)) if item.state in UNDONE else "done"


def _month_of(day: date) -> date:
    """In its first days the month before is told of."""
    if day.day <= SOME_DAYS:
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


# --- when it goes out -----------------------------------------------------------------------------


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """On the first working day of a month, if there is anything to tell of the one before."""
    today = office.today(now)
    starts = office.moment(today, MORNING)
    if not starts <= now <= starts + WINDOW or not _begins_the_month(office, today):
        return
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for reader in _readers(session, now, office, first):
        slot = f"supervision:{today:%Y-%m-%d}:{reader.slack_id}"
        at = ladders.hold(now, days.of_person(session, reader, office))
        told = {"first": first.isoformat()}
        letter = Letter(
            kind=LetterKind.PAGE, to=reader.slack_id, key="supervision:month", blanks=told,
            slot=slot, not_before=at,
        )  # fmt: skip
        if not outbox.in_slot(session, slot):
            outbox.put_in_slot(session, letter)


def _begins_the_month(office: Calendar, day: date) -> bool:
    before = (day.replace(day=n) for n in range(1, day.day))
    return office.is_working(day) and not any(map(office.is_working, before))


def _readers(session: Session, now: datetime, office: Calendar, first: date) -> Sequence[Person]:
    """The leaders who may see something of it."""
    times = [office.moment(day, time.min) for day in (first, _next_month(first))]
    leaders = people.holding(session, *LEADERS)
    return [
        one
        for one in leaders
        if stored.of_month(
            session, times[0], times[1], visible_to(standing(session, one, now)) & OPENLY
        )
    ]
