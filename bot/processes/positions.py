"""What is not agreed on by its day goes up, by itself, to the leader who chairs (A3.3)."""

from __future__ import annotations

from bot.matters import followups, life
from bot.matters.followups import Debt
from bot.processes import steps, turns
from bot.who.request import Request
from storage.matters.followups import FollowUp
from storage.matters.matter import hold
from storage.processes.cases import CHAIR, CaseStep


def go_up(request: Request, step: CaseStep) -> None:
    """Its time is over: whoever chairs reads in the morning, once, who says what. Not if they have
    a step of it in hand already.
    """
    hold(request.session, step.case_id)
    request.session.refresh(step)
    if step.above is None or step.due_at is None or step.due_at > request.now:
        return
    due, by = followups.working_day(request), steps.opener(step)
    owed = followups.owe(request, step.matter, Debt(step.above, CHAIR, due, by, ladder="once"))
    if turns.has_turn(step.case, step.above):
        followups.settle(request, owed)
        return
    life.by_itself(request, steps.KIND, step, steps.ITSELF["go-up"])


def read(request: Request, owed: FollowUp) -> None:
    """Whoever chairs has read who says what."""
    followups.settle(request, owed)
