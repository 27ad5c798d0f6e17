"""Load and availability (A0.3): who has what, who is away, on duty, stands in for whom.

Counted is what the reader may see, and nothing else. In the order of what is due; it is no ranking,
it is not kept, and nothing is reckoned from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.refusals import Refused
from bot.office import owed
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.duty import roster
from storage.duty.roster import Shift
from storage.matters.followups import FollowUp
from storage.who.people import Leave, Person, Role, everyone, leave_within

SUNDAY = 6


@dataclass(frozen=True)
class Row:
    """One person in a week: what is open with them by due time, how much of it is due by the end
    of the week or late, when they are away and on duty, for whom they stand in.
    """

    person: Person
    owed: Sequence[FollowUp]
    due: int
    away: Sequence[Leave]
    duty: Sequence[Shift]
    stands_for: Sequence[Person]

    @property
    def is_empty(self) -> bool:
        return not (self.owed or self.away or self.duty or self.stands_for)


def week(request: Request, *, coming: bool) -> tuple[date, date]:
    """From today to Sunday; or the whole of the week to come."""
    today = request.calendar.today(request.now)
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    if not coming:
        return today, sunday
    return sunday + timedelta(days=1), sunday + timedelta(days=7)


def sections(request: Request) -> dict[str, str]:
    """The sections the office has, each by the Slack id of somebody in it."""
    of = {one.section: one.slack_id for one in _office(request) if one.section}
    return {of[name]: name for name in sorted(of)}


def section_of(request: Request, said: str) -> str:
    """The section that is meant, by name or by who is in it. Raises Refused, on its field, for one
    there is none of.
    """
    by_id = sections(request)
    if said in by_id:
        return by_id[said]
    known = list(by_id.values())
    found = [one for one in known if one == said] or [one for one in known if said and said in one]
    if not found:
        raise Refused("load.no-section", field="section", text=said, sections=known)
    return found[0]


def _office(request: Request) -> list[Person]:
    return [one for one in everyone(request.session) if not one.is_out and _has_role(one)]


def _has_role(person: Person) -> bool:
    return person.role is not Role.OUTSIDER


def rows(request: Request, first: date, last: date, section: str = "") -> list[Row]:
    """The people of the office, or of a section: whoever has something due first comes first."""
    office = _office(request)
    open_with: dict[str, list[FollowUp]] = defaultdict(list)
    for one in owed.of_everybody(request):
        open_with[one.person_id].append(one)
    duty = roster.between(request.session, first, last)
    session = request.session
    away = {one.slack_id: leave_within(session, one.slack_id, first, last) for one in office}
    stood_in = [(one.stand_in_id, who) for who in office for one in away[who.slack_id]]
    found = [
        Row(
            person=one,
            owed=open_with[one.slack_id],
            due=sum(request.calendar.today(x.due_at) <= last for x in open_with[one.slack_id]),
            away=away[one.slack_id],
            duty=[shift for shift in duty if shift.person_id == one.slack_id],
            stands_for=[who for stand_in, who in stood_in if stand_in == one.slack_id],
        )
        for one in office
        if not section or one.section == section
    ]
    return sorted(found, key=lambda row: (not row.owed, *(one.due_at for one in row.owed[:1])))


def lightest(found: Sequence[Row]) -> list[Row]:
    """Of those who are there all week and are given work: who has least due in it."""
    given = [row for row in found if row.person.role not in BOARD | DIRECTORS]
    there = [row for row in given if not any(not one.half for one in row.away)]
    least = min((row.due for row in there), default=0)
    return [row for row in there if row.due == least]
