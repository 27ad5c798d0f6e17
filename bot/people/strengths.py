"""Strengths (A2.15): said by the person, confirmed by whoever they work for, good for a year. They
are reasons to be asked for something: never a score, and no reason against anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.language.refusals import Refused
from bot.matters import journal, letters
from bot.who.request import Request
from bot.who.standing import insist
from storage.people import strengths as stored
from storage.people.strengths import Strength
from storage.who.people import Person

MOST, LETTERS = 8, 20  # strengths of one person, and letters of one
A_YEAR = timedelta(days=365)


def of(request: Request, person: Person) -> Sequence[Strength]:
    """Raises Refused for whoever may not read them."""
    insist(request.me.answers_for(person), "heads")
    return stored.of(request.session, person.slack_id)


def declare(request: Request, good: Sequence[str], wishes: Sequence[str]) -> Sequence[Strength]:
    """These are one's strengths and wishes from now on; what stays as it was stays confirmed.
    Raises Refused, on its field, for too many or too long ones.
    """
    insist(request.me.insider, "insider")
    _check(set(good), "good")
    _check(set(wishes), "wish")
    wanted = dict.fromkeys(wishes, True) | dict.fromkeys(good, False)
    had = {one.name: one for one in stored.of(request.session, request.me.id)}
    for name, one in had.items():
        if wanted.get(name) is not one.wish:
            request.session.delete(one)
    request.session.flush()
    new = [name for name in wanted if name not in had or had[name].wish is not wanted[name]]
    now, me = request.now, request.me.id
    request.session.add_all(
        Strength(person_id=me, name=name, wish=wanted[name], said_at=now) for name in new
    )
    request.session.flush()
    before = {"strengths": sorted(had)}
    journal.record(request, "strengths.declare", before=before, after={"strengths": sorted(wanted)})
    return stored.of(request.session, me)


def _check(names: Collection[str], field: str) -> None:
    if len(names) > MOST or any(len(name) > LETTERS for name in names):
        raise Refused("strengths.too-many", field=field, most=MOST, letters=LETTERS)


def is_confirmed(request: Request, one: Strength) -> bool:
    return one.confirmed_at is not None and request.now < one.confirmed_at + A_YEAR


def confirm(request: Request, person: Person) -> list[Strength]:
    """What they have said of themselves holds, for a year; they hear of it. Raises Refused for who
    may not, and where there is nothing to confirm.
    """
    insist(request.me.answers_for(person) and person is not request.person, "heads")
    found = [one for one in of(request, person) if not one.wish and not is_confirmed(request, one)]
    if not found:
        raise Refused("strengths.nothing", name=person.name)
    for one in found:
        one.confirmed_by_id, one.confirmed_at = request.me.id, request.now
    names = [one.name for one in found]
    journal.record(request, "strengths.confirm", about=person, after={"strengths": names})
    told = {"by": request.person.name, "names": names}
    letters.note(request.session, person.slack_id, "strengths.told", request.now, told)
    return found
