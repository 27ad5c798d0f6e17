"""Steps without a rule, and rules that no step and no advice uses (A2.2): to the director, once a
month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters import regular
from bot.processes import ways
from bot.processes.regulations import own
from bot.processes.regulations.library import Shelved, shipped
from bot.processes.template import RULES, Step, Template
from bot.who.request import Request
from bot.who.standing import DIRECTORS, insist
from storage.processes.cases import any_begun
from storage.processes.regulations import Regulation
from storage.who import people
from storage.who.people import Person

MORNING = time(9)


@dataclass(frozen=True)
class Gaps:
    """`bare`: steps that name no rule and no source; `lost`: whose rule is not there any more."""

    bare: Sequence[tuple[Template, Step]]
    lost: Sequence[tuple[Template, Step]]
    unused: Sequence[Shelved | Regulation]


def find(request: Request) -> Gaps:
    """As things stand. Of what came with us, only law and central rules are to be used."""
    insist(request.me.directs, "director")
    today = request.calendar.today(request.now)
    every = [ways.way_of(one) for one in ways.known(request)]
    each = [(way, step) for way in every for step in way.steps.values()]
    lost = [one for one in each if one[1].rule and own.cited(request, one[1].rule) is None]
    used = {rule.partition("#")[0].upper() for way in every for _, rule in way.rules()}
    ours = [one for one in shipped().values()
            if one.first.level in RULES and one.first.in_force(today)]  # fmt: skip
    return Gaps(
        [one for one in each if not one[1].rule and one[1].level not in RULES],
        lost,
        [*(one for one in own.in_force(request, today) if not _chain(one) & used),
         *(one for one in ours if one.name.upper() not in used)],
    )  # fmt: skip


def _chain(one: Regulation) -> set[str]:
    """Its number, and those of all it came in the place of."""
    before = one.replaces
    return {one.matter.number} | (_chain(before) if before else set())


# --- when it goes out ----------------------------------------------------------------------------


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """On the first working day of a month, one note for a director, if ways are gone."""
    if regular.month_over(office, now, MORNING) is None:
        return
    readers = people.holding(session, *DIRECTORS)
    said = {"day": office.today(now).isoformat()}

    def wants(_: Person) -> bool:
        return _goes_fixed_ways(session)

    regular.write(session, readers, "regulations:gaps", said, wants, now, office)


def _goes_fixed_ways(session: Session) -> bool:
    """Has the office begun any work by a fixed way, or any regulation of its own?"""
    return any_begun(session) or session.scalar(select(Regulation.id).limit(1)) is not None
