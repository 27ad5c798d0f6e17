"""A room, or what else only one case at a time has, said in one sentence: which of them, from when
until when, and what for.
"""

from __future__ import annotations

from bot.language.dates import lasting
from bot.language.understanding import marks
from bot.processes.template import Alone, Template
from bot.who.request import Request
from handlers.processes.choices import BESIDE, named_in
from handlers.slack.desk import Asked


def taken_out(request: Request, way: Template, only: Alone, asked: Asked) -> Asked:
    """Each in its field; a title that says only that it is to be booked is none."""
    found, title = dict(asked), asked.get("title", "")
    what, said = way.fields[only.what], f"{title} {asked.get(BESIDE, '')}"
    named = named_in(what, said) if what.kind == "choice" else ""
    hours = lasting(asked.get(only.begins, ""), request.now, request.calendar)
    found |= {what.name: named} if named and not asked.get(what.name) else {}
    found |= {only.hours: str(hours)} if hours and not asked.get(only.hours) else {}
    order, _, purpose = title.rpartition(" for ")  # "room 2 on Monday for the budget talks"
    if _books(title):
        found["title"] = _what_for(asked.get(BESIDE, ""))
    elif marks.pattern("slots", "a_room").search(order):
        found["title"] = "" if _books(f"for {purpose}") else purpose
    return found


def _books(said: str) -> bool:
    return marks.pattern("slots", "books").fullmatch(said.strip()) is not None


def _what_for(said: str) -> str:
    """Of all that was said the last that is neither the order nor how many come."""
    parts = [part.strip() for part in marks.pattern("slots", "break").split(said)]
    left = [one for one in parts if one and not _books(one)]
    return left[-1] if left else ""
