"""How ways of working go (A2.14): what runs and is late, how long each step takes, what is sent
back. Facts about steps, never about persons.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from bot.language.catalog import Both
from bot.matters.sight import visible_to
from bot.processes import turns
from bot.processes.template import Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import insist
from storage.processes import cases as stored
from storage.processes.cases import Case, CaseState, CaseStep

YEAR = timedelta(days=365)


class Health(NamedTuple):
    """Of one way, in the last year: cases; of each step the median of its working days; the step
    that was sent back most often, and how often.
    """

    name: str
    called: Both
    running: int
    late: int
    done: int
    days: Sequence[tuple[Both, float]]
    returned: tuple[Both, int] | None


def of_office(request: Request) -> list[Health]:
    """As far as whoever asks may see its cases. Raises Refused for who does not lead."""
    insist(request.me.leads, "leads")
    since = request.now - YEAR
    seen, by_way = visible_to(request.me), defaultdict[str, list[Case]](list)
    for case in stored.since(request.session, since, seen):
        by_way[case.process.name].append(case)
    back = stored.sent_back(request.session, since)
    return [_of(request, name, cases, back) for name, cases in sorted(by_way.items())]


def _of(
    request: Request, name: str, cases: Sequence[Case], back: Sequence[tuple[int, int]]
) -> Health:
    """Its steps are called as its newest version has it."""
    way = way_of(max((case.process for case in cases), key=lambda one: one.version))
    running = [case for case in cases if case.state is CaseState.RUNNING]
    late = [case for case in running if _is_late(request, case)]
    done = sum(case.state is CaseState.DONE for case in cases)
    return Health(
        name, way.called, len(running), len(late), done, _days(request, way, cases),
        _most_returned(way, cases, back),
    )  # fmt: skip


def _is_late(request: Request, case: Case) -> bool:
    return any(step.due_at and step.due_at < request.now for step in turns.live(case))


def _days(request: Request, way: Template, cases: Sequence[Case]) -> list[tuple[Both, float]]:
    """In the order of the way; only of what was done."""
    took: dict[str, list[int]] = defaultdict(list)
    for step in (one for case in cases for one in case.steps):
        if step.done_at is not None:
            took[step.name].append(_took(request, step, step.done_at))
    return [(one.called, median(took[name])) for name, one in way.steps.items() if took[name]]


def _took(request: Request, step: CaseStep, done: datetime) -> int:
    """Working days since its turn came."""
    told, office = turns.spec(step), request.calendar
    after = told.after if told else ()
    before = [one.done_at for one in step.case.steps if one.done_at and one.name in after]
    began = max(before, default=step.case.matter.opened_at)
    return max(office.working_days_between(office.today(began), office.today(done)), 0)


def _most_returned(
    way: Template, cases: Sequence[Case], back: Sequence[tuple[int, int]]
) -> tuple[Both, int] | None:
    names = {(case.id, step.number): step.name for case in cases for step in case.steps}
    counted = Counter(names[one] for one in back if names.get(one) in way.steps)
    return next(((way.steps[name].called, n) for name, n in counted.most_common(1)), None)
