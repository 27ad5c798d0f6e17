"""Colours of supervision: how near its day is, and whether it goes as it should (督办亮灯)."""

from __future__ import annotations

from enum import StrEnum

from bot.processes import bits, milestones
from bot.processes.supervision import UNDONE
from bot.who.request import Request
from storage.processes.supervision import Supervision

NEAR = 3  # working days


class Colour(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    NONE = "none"


SIGNS = {Colour.RED: "🔴", Colour.YELLOW: "🟡", Colour.BLUE: "🔵", Colour.NONE: ""}
# By why it has it. None: on time, or not with the lead any more.
OF = {
    "late": Colour.RED,
    **dict.fromkeys(("today", "sent-back", "behind", "helper-late"), Colour.YELLOW),
    "near": Colour.BLUE,
    "": Colour.NONE,
}


def colour(request: Request, item: Supervision) -> Colour:
    return OF[why(request, item)]


def why(request: Request, item: Supervision) -> str:
    """Of several reasons, the one that weighs most."""
    matter, office = item.matter, request.calendar
    if item.state not in UNDONE:
        return ""
    left = office.working_days_between(office.today(request.now), office.today(matter.due_at))
    holds = {
        "late": request.now > matter.due_at,
        "today": left <= 0,
        "sent-back": item.sent_back,
        "behind": milestones.behind(request, item) is not None,
        "helper-late": bits.is_late(request, item),
        "near": left <= NEAR,
    }
    return next((reason for reason, is_so in holds.items() if is_so), "")


def slipped(request: Request, item: Supervision) -> int:
    """By how many working days its date was moved in all."""
    office = request.calendar
    if item.first_due is None:
        return 0
    return office.working_days_between(
        office.today(item.first_due), office.today(item.matter.due_at)
    )
