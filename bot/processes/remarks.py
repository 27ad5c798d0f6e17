"""What a leader says on a case of which no step is theirs: it is kept beside what others said, and
no later step takes its place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.language.refusals import Refused
from bot.matters.moves import Field, Move, Told, Values
from bot.processes.joining import JOIN
from bot.processes.steps import KIND, opener
from bot.processes.turns import whose_turn
from bot.who.request import Request
from bot.who.standing import Standing
from storage.processes.cases import Case, CaseState, CaseStep, StepState


def may_remark(me: Standing, case: Case) -> bool:
    return me.leads or me.keeps_ledger


def remarks(case: Case) -> list[CaseStep]:
    """The oldest first."""
    return [one for one in case.steps if one.state is StepState.SAID]


def _remark(request: Request, case: Case, told: Told) -> Values:
    """Said again it stands already, and nobody is told anew."""
    if any(one.person is request.person and one.words == told["words"] for one in remarks(case)):
        raise Refused("steps.stood", field="words", said=told["words"])
    number = max(one.number for one in case.steps) + 1
    said = {"words": told["words"], "done_at": request.now}
    return {"case": case, "number": number, "name": "", "person": request.person, **said}


REMARK = Move[Any](
    "remark", frozenset({CaseState.RUNNING}), StepState.SAID, "remarks", may_remark,
    (Field("words"),), _remark, calls=(whose_turn, opener),
)  # fmt: skip
OPENINGS = {move.verb: move for move in (KIND.opening, JOIN, REMARK)}
KINDS = {verb: replace(KIND, opening=move) for verb, move in OPENINGS.items()}  # by how one begins
