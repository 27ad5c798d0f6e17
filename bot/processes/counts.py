"""How often something was held in a month, such as meetings (A2.10): to whoever directs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.language.catalog import Both
from bot.language.dates.said import month_from
from bot.language.workdays import Calendar
from bot.matters import regular
from bot.matters.sight import visible_to
from bot.processes.template import Template
from bot.processes.turns import moment
from bot.processes.ways import way_of
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import insist
from storage.processes import cases as stored
from storage.processes.cases import Case, CaseState

MORNING = time(9)
AHEAD = timedelta(days=366)  # no case is begun longer before what it is for


class Held(NamedTuple):
    """Of one way: how often in the month that begins on `first`, and in the one `before`; what is
    added up of it.
    """

    called: Both
    first: date
    n: int
    before: int
    sums: Sequence[tuple[Both, int]]


def of_month(request: Request, first: date) -> dict[str, Held]:
    """By the name of the way, as far as it may be seen. Raises Refused for who does not lead."""
    insist(request.me.leads, "leads")
    cases: dict[str, list[Case]] = {}
    since = request.calendar.moment(first, time.min) - AHEAD
    for case in stored.since(request.session, since, visible_to(request.me)):
        if case.state is not CaseState.CALLED_OFF:
            cases.setdefault(case.process.name, []).append(case)
    return {name: held for name, found in cases.items() for held in _held(request, found, first)}


def _held(request: Request, cases: Sequence[Case], first: date) -> Iterator[Held]:
    """Nothing for a way that is not counted, or of which there was none in either month."""
    way = way_of(max((case.process for case in cases), key=lambda one: one.version))
    then = [case for case in cases if _month(request, case) == first]
    before = sum(_month(request, case) == month_from(first, -1) for case in cases)
    if then or before:
        yield Held(way.called, first, len(then), before, _sums(way, then))


def _month(request: Request, case: Case) -> date | None:
    """The one in which it was held, if its way says when that is."""
    said = case.facts.get(way_of(case.process).counted)
    return month_from(request.calendar.today(moment(said)), 0) if said else None


def _sums(way: Template, cases: Sequence[Case]) -> list[tuple[Both, int]]:
    added = (one for one in way.fields.values() if one.adds)
    sums = ((one.label, sum(int(case.facts.get(one.name) or 0) for case in cases)) for one in added)
    return [(label, n) for label, n in sums if n]


# --- when it goes out -----------------------------------------------------------------------------


def monthly(session: Session, now: datetime, office: Calendar) -> None:
    """On the first working day of a month, of the one before; nothing if nothing was held."""
    first = regular.month_over(office, now, MORNING)
    if first is not None:
        told = {"first": first.isoformat()}
        some = stored.any_begun
        readers = directors(session)
        regular.write(session, readers, "ways:month", told, lambda _: some(session), now, office)
