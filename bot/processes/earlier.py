"""What a case finds of earlier ones: who has a room already, what was repaired before (A2.12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.same import NEAR, likeness, pieces
from bot.matters.sight import may_see, visible_to
from bot.processes.template import Alone, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from storage.matters.matter import Matter, come_of
from storage.processes import cases as stored
from storage.processes.cases import Case, Process, StepState

MOST = 5  # earlier ones that begin a field
LONGEST = 72  # hours
Facts = Mapping[str, Any]


def insist_free(request: Request, process: Process, way: Template, facts: Facts) -> None:
    """Raises Refused, on its field, for what another running case has at that time: which, to who
    may see it. One who asks in the same moment waits.
    """
    alone = way.alone
    if alone is None or not all(facts.get(one) for one in alone):
        return
    begins = span(alone, facts)[0]
    if begins <= request.now:
        raise Refused("drafts.gone-by", field=alone.begins, due=begins)
    if not 1 <= int(facts[alone.hours]) <= LONGEST:
        raise Refused("cases.too-long", field=alone.hours, most=LONGEST)
    for case in stored.in_turn(request.session, process.name):
        if _stands_against(alone, case, facts):
            raise _taken(request, alone, case)


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


def of_way(request: Request, name: str, said: str) -> list[Case]:
    """Of the cases of this way that whoever asks may see, those that share a word with what is
    said, the newest first.
    """
    wanted = pieces(said)
    found = stored.newest_of(request.session, name, visible_to(request.me))
    return [one for one in found if wanted & pieces(one.matter.title)][:MOST]


def under_way(request: Request, name: str, title: str) -> Matter | None:
    """The running case of this way, among those whoever asks may see, of nearest this title."""
    near = [one.matter for one in running(request, name) if _is_near(one.matter.title, title)]
    return max(near, key=lambda one: likeness(one.title, title), default=None)


def still_open(request: Request, case: Case) -> list[Matter]:
    """What came of earlier cases of nearly its title and is not over, the earliest due first, as
    far as whoever asks may see it.
    """
    seen, title = visible_to(request.me), case.matter.title
    found = stored.newest_of(request.session, case.process.name, seen)
    before = [one.id for one in found if one.id < case.id and _is_near(one.matter.title, title)]
    made = come_of(request.session, before, seen) if before else []
    return sorted((one for one in made if one.closed_at is None), key=lambda one: one.due_at)


def _is_near(one: str, other: str) -> bool:
    return likeness(one, other) >= NEAR


def outcome(case: Case) -> str:
    """What was said last when one of its steps was done."""
    done = [one for one in case.steps if one.state is StepState.DONE and one.words]
    return max(done, key=lambda one: one.number).words if done else ""


def running(request: Request, name: str) -> list[Case]:
    """The cases of this way that run, as far as whoever asks may see them; in the order of the
    time they are for, if they are for one.
    """
    found = stored.in_turn(request.session, name)
    seen = [one for one in found if may_see(request.session, request.me, one.matter)]
    return sorted(seen, key=_when)


def _when(case: Case) -> tuple[str, int]:
    alone = way_of(case.process).alone
    return str(case.facts.get(alone.begins, "")) if alone else "", case.id
