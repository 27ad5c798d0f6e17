"""The life of a decision: its states, who may take which step, whose turn it is (A2.0)."""

from __future__ import annotations

from bot import moves
from bot.moves import Move
from bot.people import BOARD, Standing
from storage.decisions import Decision
from storage.decisions import DecisionState as State
from storage.people import Person

WAITING = frozenset({State.ASKED, State.DELEGATED})
OPEN = WAITING | {State.RETURNED}
DECIDE, REVISE = "decisions.duty-decide", "decisions.duty-revise"


def decides(me: Standing, decision: Decision) -> bool:
    """Who has it now; and the leader who was asked, whoever has it."""
    return me.id in (decision.decider_id, decision.asked_id)


def delegates(me: Standing, decision: Decision) -> bool:
    """The leader who was asked; a director, if whoever has it has left."""
    return me.id == decision.asked_id or (me.directs and decision.decider.is_out)


def asks(me: Standing, decision: Decision) -> bool:
    return me.id == decision.matter.opened_by_id


def withdraws(me: Standing, decision: Decision) -> bool:
    """Who asked; a director, if they have left."""
    return asks(me, decision) or (me.directs and decision.matter.owner.is_out)


MOVES = moves.table(
    Move("decide", WAITING, State.DECIDED, "decider", decides),
    Move("return", WAITING, State.RETURNED, "decider", decides),
    Move("delegate", WAITING, State.DELEGATED, "petitioned", delegates),
    Move("again", frozenset({State.RETURNED}), State.ASKED, "asker", asks),
    Move("withdraw", OPEN, State.WITHDRAWN, "asker", withdraws),
)


def ball(decision: Decision) -> Person | None:
    """Whose turn it is."""
    if decision.state in WAITING:
        return decision.decider
    return decision.matter.owner if decision.state is State.RETURNED else None


def ladder(decision: Decision, holder: Person) -> str:
    """A leader hears of it in their digest alone; anybody else in private (A2.0)."""
    return "digest" if decision.state in WAITING and holder.role in BOARD else "private"
