"""What is under way once: a thing at one time, such as a room, and the same case (A2.12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import true

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.same import is_near, likeness
from bot.matters.sight import may_see, visible_to
from bot.processes.template import Alone, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.processes import cases as stored
from storage.processes.cases import Case, Process

LONGEST = 72  # hours
Facts = Mapping[str, Any]


def insist_free(request: Request, process: Process, way: Template, facts: Facts) -> None:
    """Raises Refused, on its field, for what is no time to come, and for what another running case
    has at that time.
    """
    alone = way.alone
    if alone is None or not all(facts.get(one) for one in alone):
        return
    begins = span(alone, facts)[0]
    if begins <= request.now:
        raise Refused("drafts.gone-by", field=alone.begins, due=begins)
    if not 1 <= int(facts[alone.hours]) <= LONGEST:
        raise Refused("cases.too-long", field=alone.hours, most=LONGEST)
    _insist(request, process, alone, facts)


def insist_still_free(request: Request, case: Case) -> None:
    """Of one that was over and is under way again: another may have had what it is for since."""
    alone = way_of(case.process).alone
    if alone is not None and all(case.facts.get(one) for one in alone):
        _insist(request, case.process, alone, case.facts, case)


def _insist(
    request: Request, process: Process, alone: Alone, facts: Facts, own: Case | None = None
) -> None:
    """Raises Refused, saying which stands against it, to who may see that. One who asks in the same
    moment waits.
    """
    for case in stored.in_turn(request.session, process.name):
        if case is not own and _stands_against(alone, case, facts):
            raise _taken(request, alone, case)


def to_come(request: Request, process: Process, day: date | None) -> list[Case]:
    """All that run and have something at a time: on that day, or that is not over; the earliest
    first, whoever may see them.
    """
    only, office = way_of(process).alone, request.calendar
    found = []
    for case in stored.running_of(request.session, process.name, true()):
        if only is None or not all(case.facts.get(one) for one in only):
            continue
        begins, ends = span(only, case.facts)
        on_it = office.today(begins) <= day <= office.today(ends) if day else ends > request.now
        found += [(begins, case.id, case)] if on_it else []
    return [case for *_, case in sorted(found, key=lambda one: one[:2])]


def span(alone: Alone, facts: Facts) -> tuple[datetime, datetime]:
    begins = datetime.fromisoformat(facts[alone.begins])
    return begins, begins + timedelta(hours=int(facts[alone.hours]))


def _stands_against(alone: Alone, case: Case, facts: Facts) -> bool:
    if not all(case.facts.get(one) for one in alone):
        return False
    same = _plain(case.facts[alone.what]) == _plain(facts[alone.what])
    (begins, ends), (other, until) = span(alone, facts), span(alone, case.facts)
    return same and begins < until and other < ends


def _plain(said: str) -> str:
    return folded(said).replace(" ", "")


def _taken(request: Request, alone: Alone, case: Case) -> Refused:
    begins, ends = span(alone, case.facts)
    seen = may_see(request.session, request.me, case.matter)
    named = {**case.matter.named, "who": case.matter.opened_by.name} if seen else {}
    key = "cases.taken-by" if seen else "cases.taken"
    return Refused(key, field=alone.begins, begins=begins, ends=ends, **named)


def under_way(request: Request, name: str, title: str) -> Matter | None:
    """The running case of this way, among those whoever asks may see, of nearest this title."""
    running = stored.running_of(request.session, name, visible_to(request.me))
    near = [one.matter for one in running if is_near(one.matter.title, title)]
    return max(near, key=lambda one: likeness(one.title, title), default=None)
