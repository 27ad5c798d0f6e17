"""Who fits a task (A2.15): two or three of the staff with plain reasons; whoever asks chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.catalog import files
from bot.language.names import folded
from bot.office import load
from bot.who.request import Request
from bot.who.standing import insist
from storage.people import strengths as stored
from storage.people.strengths import Strength
from storage.who.people import Person, Role

SUGGESTED = 3  # people


@dataclass(frozen=True)
class Fit:
    """Somebody who could be asked, and why: their strength, their wish, what is due meanwhile."""

    person: Person
    strength: Strength | None
    wish: Strength | None
    due: int


def suggest(request: Request, task: str, last: date) -> list[Fit]:
    """Two or three of the staff for a task until a day, in words: who is strong in it, who would
    like to learn it, who has least due meanwhile. Nobody who is away all the time.
    """
    insist(request.me.assigns, "heads")
    today = request.calendar.today(request.now)
    rows = [one for one in load.rows(request, today, max(today, last)) if _is_asked(request, one)]
    said = stored.of(request.session, *(one.person.slack_id for one in rows))
    fitting = [one for one in said if _fits(one.name, task)]
    found = [_fit(row, fitting) for row in rows]
    found.sort(key=lambda one: (not one.strength, not one.wish, one.due))
    return found[:SUGGESTED]


def _is_asked(request: Request, row: load.Row) -> bool:
    whole_days = any(not one.half for one in row.away)
    return row.person.role is Role.STAFF and request.me.answers_for(row.person) and not whole_days


def _fit(row: load.Row, fitting: Sequence[Strength]) -> Fit:
    mine = [one for one in fitting if one.person_id == row.person.slack_id]
    strength = next((one for one in mine if not one.wish), None)
    return Fit(row.person, strength, next((one for one in mine if one.wish), None), row.due)


def _fits(name: str, task: str) -> bool:
    """By the name itself, or by words that go with it: a speech is writing."""
    said, task = folded(name), folded(task)
    fields = files()["fitting"]["data"]["fields"]
    with_it = [words for words in fields if any(word in said for word in words)]
    return said in task or any(word in task for words in with_it for word in words)
