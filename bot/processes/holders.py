"""Who has a step of a case: those who were named, whoever opened it, or whoever holds the post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.processes.template import OPENER, SOMEBODY, Step
from bot.who.lookups import directors
from bot.who.request import Request
from storage.who.people import Person, Role, holding

Said = Mapping[str, Any]  # by field, what was filled in: people as such


def of(request: Request, who: str, said: Said, opener: Person) -> Sequence[Person]:
    """Each of those who were named; of a post the first who holds it; if nobody does, or somebody
    has left, whoever runs the day.
    """
    if who in said:
        return said[who] if isinstance(said[who], list) else [said[who]]
    if who == OPENER:
        return [opener]
    if (somebody := named(request, who)) is not None:
        return [somebody]
    held = holding(request.session, Role(who)) if who in set(Role) else []
    return [*held, *directors(request.session), opener][:1]


def named(request: Request, who: str) -> Person | None:
    """Of the office, and there."""
    if not who.startswith(SOMEBODY):
        return None
    found = request.session.get(Person, who.removeprefix(SOMEBODY))
    return None if found is None or found.is_out else found


def above(request: Request, step: Step, said: Said, opener: Person) -> Person | None:
    """Who hears when it is late: a leader, where nobody was named who chairs."""
    if not step.up:
        return None
    known = step.up in said or step.up in set(Role) or step.up.startswith(SOMEBODY)
    who = step.up if known else Role.LEADER
    return of(request, who, said, opener)[0]
