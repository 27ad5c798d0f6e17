"""A room, or what else only one case at a time has, said in one sentence: which of them, from when
until when, and what for.
"""

from __future__ import annotations

import re

from bot.language.dates import find_times, lasting
from bot.language.understanding import marks
from bot.processes.template import Alone, Template
from bot.who.request import Request
from handlers.processes.choices import BESIDE, WHOLE, named_in
from handlers.slack.desk import Asked

EARLY, HALF = 8, 12  # hours: before it nobody books anything; of half a day


def taken_out(request: Request, way: Template, only: Alone, asked: Asked) -> Asked:
    """Each in its field; a title that says only that it is to be booked is none."""
    found = _from_until(request, only, asked)
    title = found.get("title", "")
    beside = asked.get(BESIDE) or asked.get(WHOLE, "")
    hours = lasting(found.get(only.begins, ""), request.now, request.calendar)
    found |= {only.hours: str(hours)} if hours and not asked.get(only.hours) else {}
    what = way.fields.get(only.what)
    if what is None:
        return found
    named = named_in(what, f"{title} {beside}") if what.kind == "choice" else ""
    found |= {what.name: named} if named and not asked.get(what.name) else {}
    order, _, purpose = title.rpartition(" for ")  # "room 2 on Monday for the budget talks"
    if _books(title):
        found["title"] = _what_for(asked.get(BESIDE, ""))
    elif marks.pattern("slots", "a_room").search(order):
        found["title"] = "" if _books(f"for {purpose}") else purpose
    return found


def _from_until(request: Request, only: Alone, asked: Asked) -> dict[str, str]:
    """With the hours that stand apart from the day, as in "tomorrow from 3 to 5 pm"."""
    found, now = dict(asked), (request.now, request.calendar)
    said, title = (_hours().sub(_written, asked.get(one, "")) for one in (WHOLE, "title"))
    if lasting(asked.get(only.begins, ""), *now):
        return found
    times = [said[slice(*one.span)] for one in find_times(said, *now)]
    for stretch in [one for one in times if lasting(one, *now)][:1]:
        title = " ".join(title.replace(stretch, " ").split())
        found |= {only.begins: stretch.strip(), "title": title}
    return found


def _hours() -> re.Pattern[str]:
    return marks.pattern("slots", "from")


def _written(said: re.Match[str]) -> str:
    """On the clock of an office: from 3 to 5 is in the afternoon."""
    first, last = int(said["h"]), int(said["h2"])
    half = (said["ap2"] or said["ap"] or ("pm" if last < EARLY else "am")).lower()
    last += HALF * (half == "pm" and last < HALF)
    first += HALF * ((said["ap"] or "").lower() == "pm" and first < HALF)
    if not said["ap"] and first + HALF < last:
        first += HALF
    return f"{first}:{said['m'] or '00'}-{last}:{said['m2'] or '00'}"


def _books(said: str) -> bool:
    return marks.pattern("slots", "books").fullmatch(said.strip()) is not None


def _what_for(said: str) -> str:
    """Of all that was said the last that is neither the order nor how many come."""
    parts = [part.strip() for part in marks.pattern("slots", "break").split(said)]
    left = [one for one in parts if one and not _books(one)]
    return left[-1] if left else ""
