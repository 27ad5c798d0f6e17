"""Cases: a piece of work that goes its fixed way, each step to whoever does it (A2.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import life, undo
from bot.matters.kind import Kind, insider
from bot.matters.moves import Field, Move, Ready, Told, Values, table
from bot.processes import alone, checks, holders, steps, turns, ways
from bot.processes.template import Ask, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Matter
from storage.processes.cases import Case, CaseState, CaseStep, Process
from storage.who.people import Person, named

PEOPLE = ("person", "people")
RUNNING = frozenset({CaseState.RUNNING})
# What is not free, as it is said where something is moved: first that it was not.
UNMOVED = {
    "cars.taken": "cases.unmoved-car",
    "cars.gone": "cases.unmoved-gone",
    "cases.taken": "cases.unmoved",
    "cases.taken-by": "cases.unmoved-by",
}
opener = attrgetter("matter.opened_by")


def runs(me: Standing, case: Case) -> bool:
    return me.directs or me.id == case.matter.opened_by_id


def refuses(me: Standing, case: Case) -> bool:
    """Who has a step in which a no is the end."""
    return any(steps.does(me, one) and turns.ends_if_refused(one) for one in turns.live(case))


def _start(request: Request, _: object, told: Told) -> Values:
    """Its steps stand from the first day, each with somebody; whose turn it is follows."""
    process: Process = told["process"]
    ways.insist_open(process)
    way, said = way_of(process), told["facts"]
    facts = {name: _kept(one) for name, one in said.items()}
    checks.insist(way, facts)
    alone.insist_times(request, way, facts)
    made = _numbered(_each(request, way, said, facts, request.person))
    last = max((one for one in said.values() if isinstance(one, datetime)), default=None)
    given = {"process": process, "facts": facts, "steps": made, "due_at": last}
    if way.draft in said:  # nobody finds a trace of the draft in it
        given["visibility"] = said[way.draft].visibility
    return given | {"owner": request.person}


def _each(
    request: Request, way: Template, said: Told, facts: dict[str, Any], by: Person
) -> Iterator[CaseStep]:
    """The steps of a case with these facts, each with whoever has it, not numbered yet."""
    for step in way.steps.values():
        if step.waits and way.draft in said:
            who: Sequence[Person] = [said[way.draft].owner]
        elif way.applies(step, facts) and not step.waits:  # a case without a draft waits for none
            who = holders.of(request, step.who, said, by)
        else:
            continue
        up = holders.above(request, step, said, by)
        yield from (CaseStep(name=step.name, person=one, waits=step.waits, above=up) for one in who)


def _numbered(steps_: Iterable[CaseStep], first: int = 1) -> list[CaseStep]:
    made = list(steps_)
    for n, one in enumerate(made, first):
        one.number = n
    return made


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


def listed(case: Case, which: int) -> str:
    """With the step that is owed, or all whose turn it is, in the language of its title."""
    lang = "zh" if any("一" <= letter <= "鿿" for letter in case.matter.title) else "en"
    live = turns.live(case)
    owed = [one for one in live if one.number == which] or live
    now = " / ".join(dict.fromkeys(turns.called(one)[lang] for one in owed))
    return f"{case.matter.title} · {now}" if now else case.matter.title


def _facts(case: Case) -> dict[str, object]:
    names: dict[str, object]
    names = {"way": way_of(case.process).called, "opener": opener(case).name, **counted(case)}
    now = turns.live(case) or [one for one in case.steps if turns.is_next(one)]
    names["at"] = event_of(case) or case.matter.due_at
    return {**names, "version": case.process.version, "next": now[0].person.name if now else ""}


def counted(case: Case) -> dict[str, int]:
    """Its steps, and those that are over: what several do side by side is one, as on the card."""
    over: dict[object, bool] = {}
    for one in case.steps:
        which = one.name or one.id
        if one.state not in turns.NO_STEP:
            over[which] = over.get(which, True) and one.state in turns.OVER
    return {"all": len(over), "n": sum(over.values())}


def renew(request: Request, case: Case) -> Markup:
    """What is not begun goes by the newest version; what is done or under way stays, with its time.
    Raises Refused when something that was begun is no step any more, or something that was filled
    in is of another kind.
    """
    newest, number = ways.current(request, case.process.name), case.matter.number
    if newest is case.process:
        raise Refused("cases.newest", number=number)
    way = way_of(newest)
    begun = [one for one in case.steps if one.state in turns.OVER or turns.has_come(one)]
    joined = [one for one in case.steps if one not in begun and _is_of_several(way, one)]
    for one in begun:
        if one.name and one.name not in way.steps:
            raise Refused("cases.cannot-renew", number=number, step=turns.called(one))
    for ask in way_of(case.process).fields.values():
        if ask.name in case.facts and not _still_reads(way, ask, case.facts[ask.name]):
            raise Refused("cases.cannot-renew-field", number=number, label=ask.label)
    last = max(one.number for one in case.steps)
    case.process, case.steps = newest, list(begun)
    if way.alone is None:
        case.booking = None
    request.session.flush()  # the others are gone before new ones come
    _add_steps(request, case, way, begun, joined, last)
    return life.take(request, KIND, case, "renew", {})


def event_of(case: Case) -> datetime | None:
    """When that is what it is for, if it is for something at a time."""
    said = case.facts.get(way_of(case.process).time)
    return turns.moment(said) if said else None


def _rescheduled(request: Request, case: Case, told: Told) -> Values:
    """Its time; it is over when the last of its times is."""
    way = way_of(case.process)
    if told["due"] == event_of(case):
        raise Refused("cases.then-already", field="due", at=told["due"])
    facts = case.facts | {way.time: _kept(told["due"])}
    times = [facts[one.name] for one in way.fields.values() if one.kind == "time"]
    return {"facts": facts, "due_at": max(turns.moment(one) for one in times if one)}


def reschedule(request: Request, case: Case, told: Told) -> Markup:
    """What is planned by its time is planned anew. Raises Refused where what it is for is not free
    then.
    """
    turns.plan_anew(case)
    try:
        return life.take(request, KIND, case, "reschedule", told)
    except Refused as refusal:
        refusal.key, refusal.field = UNMOVED.get(refusal.key, refusal.key), "due"
        raise


def take_back(request: Request, entry_id: int) -> Case:
    entry, matter = undo.find(request, entry_id, KIND.name)
    if entry.what.endswith(".reschedule"):  # as it was planned before
        turns.plan_anew(request.session.get_one(Case, matter.id))
    return life.take_back(request, KIND, entry_id)


def _everybody(case: Case) -> list[Person]:
    return [opener(case), *(one.person for one in case.steps)]


def _still_reads(way: Template, was: Ask, fact: Any) -> bool:
    """Whether what was filled in means the same by this version."""
    now = way.fields.get(was.name)
    if now is None:
        return True
    return now.kind == was.kind and (not now.choices or fact in now.choices)


def _is_of_several(way: Template, step: CaseStep) -> bool:
    """Whether it is one of those that several people do side by side: one more may have joined."""
    told = way.steps.get(step.name)
    return told is not None and told.who in way.fields and way.fields[told.who].kind == "people"


def _add_steps(
    request: Request,
    case: Case,
    way: Template,
    begun: Sequence[CaseStep],
    joined: Sequence[CaseStep],
    last: int,
) -> None:
    """Those of a way that a case with its facts has, and has not begun; with whoever joined."""
    names = {one.name for one in begun}
    kinds = {one.name: one.kind for one in way.fields.values() if one.name in case.facts}
    said: dict[str, Any] = {
        name: _people(request, case.facts[name]) for name, kind in kinds.items() if kind in PEOPLE
    }
    if way.draft in case.facts:
        said[way.draft] = request.session.get_one(Matter, case.facts[way.draft])
    each = list(_each(request, way, said, case.facts, opener(case)))
    made = [one for one in each if one.name not in names]
    there = {(one.name, one.person) for one in made}
    made += [
        CaseStep(name=one.name, person=one.person, above=one.above) for one in joined
        if (one.name, one.person) not in there and one.name not in names
    ]  # fmt: skip
    case.steps += _numbered(made, last + 1)
    request.session.flush()


def _people(request: Request, said: Any) -> list[Person]:
    return named(request.session, said if isinstance(said, list) else [said])


KIND: Kind[Case] = Kind(
    "cases", "K", Case, days=10,
    opening=Move("start", frozenset(), CaseState.RUNNING, "insider", insider, does=_start,
                 calls=(lambda case: [one.person for one in turns.live(case)],)),
    moves=table(
        Move("call-off", RUNNING, CaseState.CALLED_OFF, "runs", runs, (Field("words"),),
             calls=(lambda case: [one.person for one in turns.live(case)],), asks_first=True),
        Move("refuse", RUNNING, CaseState.CALLED_OFF, "holder", refuses, (Field("words"),),
             calls=(_everybody,)),
        Move("reschedule", RUNNING, None, "runs", runs, (Field("due", "due"),), _rescheduled,
             calls=(_everybody,),
             ready=Ready(lambda case: event_of(case) is not None, "cases.no-time")),
        Move("renew", RUNNING, None, "runs", runs, (), lambda *_: {}),
    ),
    stages={},
    undone=CaseState.CALLED_OFF,
    facts=_facts,
    within=steps.keep_up,
    listed=listed,
)  # fmt: skip
CALL_OFF = replace(KIND.moves["call-off"], does=lambda *_: {})  # by itself: with its draft
