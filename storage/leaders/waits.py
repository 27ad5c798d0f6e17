"""Cases and the drafts they wait for: what is out of step."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, and_, or_, select

from storage.matters.matter import Matter
from storage.papers.drafts import Draft, DraftState
from storage.processes.cases import Case, CaseState, CaseStep, StepState


def out_of_step(reached: Mapping[str, frozenset[DraftState]]) -> Select[CaseStep]:
    """A step of a running case whose draft has got there, is not there any more, or was called
    off; `reached`: by what steps wait for, where the draft is then.
    """
    there = or_(
        *(and_(CaseStep.waits == one, Draft.state.in_(states)) for one, states in reached.items())
    )
    todo, gone = CaseStep.state == StepState.TODO, Draft.state == DraftState.CANCELLED
    moved = or_(and_(todo, or_(there, gone)), and_(CaseStep.state == StepState.DONE, ~there))
    return (
        select(CaseStep)
        .join(Case, Case.id == CaseStep.case_id)
        .join(Matter, Matter.id == Case.id)
        .join(Draft, Draft.id == Matter.comes_of_id)
        .where(CaseStep.waits.in_(reached), Case.state != CaseState.CALLED_OFF, moved)
        .order_by(CaseStep.number)
    )
