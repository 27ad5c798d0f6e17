"""Strengths (A2.15): said by the person, confirmed by whoever they work for, good for a year. They
are reasons to be asked for something: never a score, and no reason against anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, letters, regular
from bot.matters.ladders import MORNING
from bot.who.lookups import section_heads_of
from bot.who.request import Request
from bot.who.standing import insist
from storage.people import strengths as stored
from storage.people.strengths import Strength
from storage.who.people import Person

MOST, LETTERS = 8, 20  # strengths of one person, and letters of one
A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)


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
    return one.confirmed_at is not None and not _year_over(request, one.confirmed_at)


def _year_over(request: Request, at: datetime) -> bool:
    """From the morning of the day a year after."""
    office = request.calendar
    return office.today(at + A_YEAR) <= office.today(request.now)


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


# --- once a year ---------------------------------------------------------------------------------


def yearly(session: Session, now: datetime, office: Calendar) -> None:
    """On the morning a year after their strengths were confirmed, or said, whoever said them is
    asked whether they still hold: on the first working one, once.
    """
    today = office.today(now)
    if not office.is_working(today) or not regular.has_come(office, now, MORNING):
        return
    first, last = office.previous_working(today) + A_DAY, today + A_DAY
    after, before = (office.moment(one, time.min) - A_YEAR for one in (first, last))
    asked = stored.whose_year_is_over(session, after, before)
    regular.write(session, asked, "strengths:renew", {}, lambda _: True, now, office)


def lapsed(request: Request) -> list[Strength]:
    """Of one's own, what nobody has confirmed for a year."""
    mine = stored.of(request.session, request.me.id)
    return [one for one in mine if not one.wish and _year_over(request, one.last_said)]


def renew(request: Request) -> list[Person]:
    """They still hold: whoever confirmed them, or else heads the section, is asked to once more.
    Who that is. Raises Refused where nothing is to be said again.
    """
    found = lapsed(request)
    if not found:
        raise Refused("strengths.nothing", name=request.person.name)
    for one in found:
        one.said_at = request.now
    once = [one.confirmed_by for one in found if one.confirmed_by and not one.confirmed_by.is_out]
    heads = section_heads_of(request.session, request.person)
    asked = [one for one in dict.fromkeys(once or heads) if one is not request.person]
    journal.record(request, "strengths.renew", after={"strengths": [one.name for one in found]})
    about = {"about": request.me.id}
    for reader in asked:
        letters.page(request.session, reader.slack_id, "strengths:asked", about, request.now)
    return asked
