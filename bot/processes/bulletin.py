"""The monthly bulletin on supervision (督办通报): what it tells, and when leaders get its draft."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.language.dates.said import month_from
from bot.language.workdays import Calendar
from bot.matters import regular
from bot.matters.sight import visible_to
from bot.processes.colours import colour
from bot.processes.supervision import UNDONE
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import LEADERS, insist
from storage.matters.matter import Matter, Visibility
from storage.processes import supervision as stored
from storage.processes.supervision import Supervision, SupervisionState
from storage.who import people
from storage.who.people import Person

MORNING = time(9)
SOME_DAYS = 10  # of a month, in which the one before is told of
GROUPS = ("red", "yellow", "blue", "none", "done", "closed", "merged")
OVER = (SupervisionState.CLOSED, SupervisionState.MERGED)
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
    after = month_from(first, 1)
    begins, ends = (office.moment(day, time.min) for day in (first, after))
    seen = visible_to(request.me) & OPENLY
    found = stored.of_month(request.session, begins, ends, seen)
    groups: dict[str, list[Supervision]] = {name: [] for name in GROUPS}
    for item in found:
        if item.state is not SupervisionState.WITHDRAWN:
            groups[_group(request, item)].append(item)
    return Bulletin(first, min(after - timedelta(days=1), today), groups)


def _group(request: Request, item: Supervision) -> str:
    if item.state in OVER:
        return str(item.state)
    return str(colour(request, item)) if item.state in UNDONE else "done"


def _month_of(day: date) -> date:
    """In its first days the month before is told of."""
    return month_from(day, -1 if day.day <= SOME_DAYS else 0)


# --- when it goes out -----------------------------------------------------------------------------


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """On the first working day of a month, if there is anything to tell of the one before."""
    first = regular.month_over(office, now, MORNING)
    if first is None:
        return
    begins, ends = (office.moment(day, time.min) for day in (first, month_from(first, 1)))

    def sees_some(reader: Person) -> bool:
        seen = visible_to(standing(session, reader, now)) & OPENLY
        return bool(stored.of_month(session, begins, ends, seen))

    told = {"first": first.isoformat()}
    leaders = people.holding(session, *LEADERS)
    regular.write(session, leaders, "supervision:month", told, sees_some, now, office)
