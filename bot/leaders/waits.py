"""A case that goes with a draft (A2.9): the draft's life is its first steps, by itself.

Whoever writes, judges, registers and issues the draft does so there; a step of the case that waits
for it is done when the draft has got there, and is not any more once the draft is called back.
"""

from __future__ import annotations

from bot.matters import life
from bot.papers.life import SIGNED
from bot.processes import cases, steps
from bot.who.request import Request
from storage.leaders import waits as stored
from storage.matters.matter import hold
from storage.papers.drafts import Draft, DraftState
from storage.processes.cases import CaseStep, StepState

ISSUED = frozenset({DraftState.ISSUED, DraftState.FILED})
REACHED = {
    "signed": SIGNED,
    "rechecked": ISSUED | {DraftState.RECHECKED},
    "issued": ISSUED,
    "filed": frozenset({DraftState.FILED}),
}
OUT_OF_STEP = stored.out_of_step(REACHED)


def follow(request: Request, step: CaseStep) -> None:
    """The draft it waits for has got there, is not there any more, or was called off; then the
    case is, too.
    """
    hold(request.session, step.case_id)
    request.session.refresh(step)
    request.session.refresh(step.case)
    draft = request.session.get_one(Draft, step.matter.comes_of_id)
    there, is_done = draft.state in REACHED[step.waits], step.state is StepState.DONE
    if draft.state is DraftState.CANCELLED and step.case.state in cases.RUNNING:
        life.by_itself(request, cases.KIND, step.case, cases.CALL_OFF)
    elif there is not is_done:
        life.by_itself(request, steps.KIND, step, steps.ITSELF["reach" if there else "reopen"])
