"""Cases: a piece of work that goes its fixed way, each step to whoever does it (A2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.kind import Kind, insider
from bot.matters.moves import Field, Move, Told, Values, table
from bot.processes import checks, earlier, steps, ways
from bot.processes.template import OPENER, Step, Template
from bot.processes.ways import way_of
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Matter
from storage.processes.cases import Case, CaseState, CaseStep, Process
from storage.who.people import Person, Role, holding

PEOPLE = ("person", "people")
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
    earlier.insist_free(request, process, way, facts)
    each = enumerate(_each(request, way, said, facts), 1)
    made = [_made(n, step, person) for n, (step, person) in each]
    last = max((one for one in said.values() if isinstance(one, datetime)), default=None)
    given = {"process": process, "facts": facts, "steps": made, "due_at": last}
    if way.draft in said:  # nobody finds a trace of the draft in it
        given["visibility"] = said[way.draft].visibility
    return given | {"owner": request.person}


def _made(n: int, step: Step, person: Person) -> CaseStep:
    return CaseStep(number=n, name=step.name, person=person, waits=step.waits)


def _each(
    request: Request, way: Template, said: Told, facts: dict[str, Any]
) -> Iterator[tuple[Step, Person]]:
    for step in way.steps.values():
        if step.waits and way.draft in said:
            yield step, said[way.draft].owner
        elif way.applies(step, facts) and not step.waits:  # a case without a draft waits for none
            yield from ((step, one) for one in _who(request, step.who, said))


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
        case Matter():
            return value.id
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
    names = {"way": way_of(case.process).called, "opener": opener(case).name, **_counted(case)}
    now = steps.live(case) or [one for one in case.steps if steps.is_next(one)]
    return {**names, "version": case.process.version, "next": now[0].person.name if now else ""}


def _counted(case: Case) -> dict[str, int]:
    """Its steps, and those that are over: what several do side by side is one, as on the card."""
    over: dict[object, bool] = {}
    for one in case.steps:
        which = one.name or one.id
        over[which] = over.get(which, True) and one.state in steps.OVER
    return {"all": len(over), "n": sum(over.values())}


def renew(request: Request, case: Case) -> Markup:
    """What is not begun goes by the newest version; what is done or under way stays, with its time.
    Raises Refused when something that was begun is no step any more.
    """
    newest, number = ways.current(request, case.process.name), case.matter.number
    if newest is case.process:
        raise Refused("cases.newest", number=number)
    way = way_of(newest)
    begun = [one for one in case.steps if one.state in steps.OVER or steps.comes_now(one)]
    for one in begun:
        if one.name and one.name not in way.steps:
            raise Refused("cases.cannot-renew", number=number, step=steps.called(one))
    last = max(one.number for one in case.steps)
    case.process, case.steps = newest, list(begun)
    request.session.flush()  # the others are gone before new ones come
    _add_steps(request, case, way, {one.name for one in begun}, last)
    return life.take(request, KIND, case, "renew", {})


def _add_steps(request: Request, case: Case, way: Template, begun: set[str], last: int) -> None:
    """Those of a way that a case with its facts has, and has not begun."""
    named = {one.name: one.kind for one in way.fields.values() if one.name in case.facts}
    said: dict[str, Any] = {
        name: _people(request, case.facts[name]) for name, kind in named.items() if kind in PEOPLE
    }
    if way.draft in case.facts:
        said[way.draft] = request.session.get_one(Matter, case.facts[way.draft])
    wanted = [one for one in _each(request, way, said, case.facts) if one[0].name not in begun]
    for n, (step, person) in enumerate(wanted, last + 1):
        case.steps.append(_made(n, step, person))
    request.session.flush()


def _people(request: Request, said: Any) -> list[Person]:
    ids = said if isinstance(said, list) else [said]
    return [request.session.get_one(Person, one) for one in ids]


KIND: Kind[Case] = Kind(
    "cases", "K", Case, days=10,
    opening=Move("start", frozenset(), CaseState.RUNNING, "insider", insider, does=_start,
                 calls=(lambda case: [one.person for one in steps.live(case)],)),
    moves=table(
        Move("call-off", RUNNING, CaseState.CALLED_OFF, "runs", runs, (Field("words"),),
             calls=(lambda case: [one.person for one in steps.live(case)],), asks_first=True),
        Move("renew", RUNNING, None, "runs", runs, (), lambda *_: {}),
    ),
    stages={},
    undone=CaseState.CALLED_OFF,
    facts=_facts,
    within=steps.keep_up,
    listed=listed,
)  # fmt: skip
CALL_OFF = replace(KIND.moves["call-off"], does=lambda *_: {})  # by itself: with its draft
