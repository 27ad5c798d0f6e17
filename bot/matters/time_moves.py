"""Time on a matter, alike for every kind with a date: more asked for, agreed to or not, moved.

Once the due date has passed it stands for the record (domain.md finding 7): what is agreed to is
a promise; or, without `promises`, nothing is asked for or moved any more. The item has the columns
`wanted_due` and, with promises, `promised_at`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.language.refusals import Refused
from bot.matters.moves import Field, I, Move, Ready, Told, Values
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.journal import latest
from storage.who.people import Person

DUE, WHY = Field("due", "due"), Field("opinion")
FREE: Values = {"wanted_due": None, "promised_at": None}  # a new date has no promise beside it


def time_moves(
    asks: Callable[[Standing, I], bool],
    grants: Callable[[Standing, I], bool],
    owner: Callable[[I], Person],
    steward: Callable[[I], Person],
    *,
    asking: frozenset[Any],
    states: frozenset[Any],
    ready: Ready[I],
    who: str = "steward",
    fits: Callable[[Request, I, datetime], object] = lambda request, item, due: None,
    promises: bool = True,
) -> dict[str, Move[I]]:
    """`asks` for more time in the states `asking`; `grants` or declines it, or sets another date,
    in `states`: `who` names those. `fits` refuses a date that cannot be.
    """
    asked_for: Ready[I] = Ready(
        lambda item: ready.holds(item) and _wanted(item) is not None, "matters.no-time-asked"
    )

    free = FREE if promises else {"wanted_due": None}

    def move(request: Request, item: I, told: Told) -> Values:
        fits(request, item, told["due"])
        return {"due_at": told["due"], **free}

    heard, in_time = partial(Move, who=who, allows=grants, calls=(owner,)), not promises
    ask = partial(Move, "extend", asking, None, "owner", asks, (DUE, WHY), _ask, (steward,), ready)
    found: tuple[Move[I], ...] = (
        ask(in_time=in_time),
        heard("grant", states, None, does=partial(_grant, free), ready=asked_for),
        heard("decline", states, None, does=_decline, ready=asked_for),
        heard("reschedule", states, None, told=(DUE,), does=move, ready=ready, in_time=in_time),
    )
    return {one.verb: one for one in found}


def _wanted(item: Any) -> datetime | None:
    wanted: datetime | None = item.wanted_due
    return wanted


def due_now(item: Any) -> datetime:
    """By when it is awaited as it stands: what was promised goes before what was due."""
    due: datetime = getattr(item, "promised_at", None) or item.matter.due_at
    return due


def _ask(request: Request, item: Any, told: Told) -> Values:
    due = due_now(item)
    if told["due"] <= max(due, request.now):
        raise Refused("drafts.not-later", field="due", due=due)
    late = {"late": True} if request.now > item.matter.due_at else {}
    return {"wanted_due": told["due"], **late}


def _grant(free: Values, request: Request, item: Any, told: Told) -> Values:
    """A new due date if it was asked in time, else a promise."""
    asked = latest(request.session, item.matter.id, f"{item.matter.kind}.extend")
    if asked and asked.after.get("late"):
        return {"wanted_due": None, "promised_at": item.wanted_due}
    return free | {"due_at": item.wanted_due}


def _decline(request: Request, item: Any, told: Told) -> Values:
    return {"wanted_due": None}
