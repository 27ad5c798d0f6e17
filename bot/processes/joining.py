"""One more of those who do a step side by side: a reader of a paper that goes round, a department
that is asked for its position.
"""

from __future__ import annotations

from typing import Any

from bot.language.refusals import Refused
from bot.matters.moves import Field, Move, Told, Values
from bot.processes.steps import holder
from bot.processes.template import Step
from bot.processes.turns import goes_before, live
from bot.processes.ways import way_of
from bot.who.request import Request
from bot.who.standing import Standing
from storage.processes.cases import Case, CaseState, StepState


def side_by_side(case: Case) -> Step | None:
    """The step that several people do at once: the one whose turn it is, else the first of them."""
    way = way_of(case.process)
    of_people = {one.name for one in way.fields.values() if one.kind == "people"}
    each = [one for one in way.steps.values() if one.who in of_people]
    now = {one.name for one in live(case)}
    return next((one for one in each if one.name in now), each[0] if each else None)


def goes_round(case: Case) -> bool:
    """Whether it is with several people now."""
    told = side_by_side(case)
    return told is not None and any(one.name == told.name for one in live(case))


def may_join(me: Standing, case: Case) -> bool:
    """Whoever runs it, or has it in hand now, lets one more in; as long as nothing that comes of
    it was done.
    """
    told = side_by_side(case)
    theirs = me.directs or me.id == case.matter.opened_by_id
    theirs = theirs or any(me.is_or_stands_for(one.person_id) for one in live(case))
    return told is not None and theirs and not _is_behind(case, told)


def _is_behind(case: Case, told: Step) -> bool:
    of_it = [one for one in case.steps if one.name == told.name]
    done = [one for one in case.steps if one.state is StepState.DONE]
    return any(goes_before(one, later) for one in of_it[:1] for later in done)


def _join(request: Request, case: Case, told: Told) -> Values:
    step, who = side_by_side(case), told["person"]
    assert step is not None  # else nobody may
    beside = [one for one in case.steps if one.name == step.name]
    there = [one for one in beside if one.state is not StepState.WITHDRAWN]
    if any(one.person is who for one in there):
        blanks = {"name": who.name, "step": step.called}
        raise Refused("steps.joined", field="person", **blanks)
    number = max(one.number for one in case.steps) + 1
    above = next((one.above for one in beside), None)
    return {"case": case, "number": number, "name": step.name, "person": who, "above": above}


JOIN = Move[Any](
    "join", frozenset({CaseState.RUNNING}), StepState.TODO, "runs-case", may_join,
    (Field("person", "person"),), _join, calls=(holder,),
)  # fmt: skip
