"""Cases: a piece of work that goes its fixed way, each step to whoever does it (A2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.matters.kind import Kind, insider
from bot.matters.moves import Field, Move, Told, Values, table
from bot.processes import checks, steps
from bot.processes.template import OPENER, Step, Template
from bot.processes.ways import way_of
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import Standing
from storage.processes.cases import Case, CaseState, CaseStep, Process
from storage.who.people import Person, Role, holding

RUNNING = frozenset({CaseState.RUNNING})
opener = attrgetter("matter.opened_by")


def runs(me: Standing, case: Case) -> bool:
    return me.directs or me.id == case.matter.opened_by_id


def _start(request: Request, _: object, told: Told) -> Values:
    """Its steps stand from the first day, each with somebody; whose turn it is follows."""
    process: Process = told["process"]
    way, said = way_of(process), told["facts"]
    facts = {name: _kept(one) for name, one in said.items()}
    checks.insist(way, facts)
    made = [
        CaseStep(number=n, name=step.name, person=person)
        for n, (step, person) in enumerate(_each(request, way, said, facts), 1)
    ]
    last = max((one for one in said.values() if isinstance(one, datetime)), default=None)
    given = {"process": process, "facts": facts, "steps": made, "due_at": last}
    return given | {"owner": request.person}


def _each(
    request: Request, way: Template, said: Told, facts: dict[str, Any]
) -> Iterator[tuple[Step, Person]]:
    for step in way.steps.values():
        if way.applies(step, facts):
            yield from ((step, person) for person in _who(request, step.who, said))


def _who(request: Request, who: str, said: Told) -> Sequence[Person]:
    """Whoever opened it, those who were named, or the first who holds that post; if nobody does,
    whoever runs the day.
    """
    if who in said:
        return said[who] if isinstance(said[who], list) else [said[who]]
    if who == OPENER:
        return [request.person]
    held = holding(request.session, Role(who)) if who in set(Role) else []
    return [*held, *directors(request.session), request.person][:1]


def _kept(value: Any) -> Any:
    match value:
        case Person():
            return value.slack_id
        case datetime():
            return value.isoformat()
        case list():
            return [one.slack_id for one in value]
    return value


def listed(case: Case) -> str:
    """With the steps whose turn it is, in the language of its title."""
    lang = "zh" if any("一" <= letter <= "鿿" for letter in case.matter.title) else "en"
    now = " / ".join(dict.fromkeys(steps.called(one)[lang] for one in steps.live(case)))
    return f"{case.matter.title} · {now}" if now else case.matter.title


def _facts(case: Case) -> dict[str, object]:
    done = sum(one.state in steps.OVER for one in case.steps)
    way = way_of(case.process)
    names = {"way": way.called, "n": done, "all": len(case.steps), "opener": opener(case).name}
    now = steps.live(case)
    return {**names, "version": case.process.version, "next": now[0].person.name if now else ""}


KIND: Kind[Case] = Kind(
    "cases", "K", Case, days=10,
    opening=Move("start", frozenset(), CaseState.RUNNING, "insider", insider, does=_start,
                 calls=(lambda case: [one.person for one in steps.live(case)],)),
    moves=table(
        Move("call-off", RUNNING, CaseState.CALLED_OFF, "runs", runs, (Field("words"),),
             calls=(lambda case: [one.person for one in steps.live(case)],), asks_first=True),
    ),
    stages={},
    undone=CaseState.CALLED_OFF,
    facts=_facts,
    within=steps.keep_up,
    listed=listed,
)  # fmt: skip
