"""Look-ups: a person's standing, a colleague by id, whoever runs the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.who import days
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.leaders import ledger
from storage.matters.matter import Matter, Visibility
from storage.who import people
from storage.who.people import Person, Role


def first_of(*roles: Role) -> Callable[[Request, object], str]:
    """Whom a form proposes: the first who holds one of these roles, by Slack id."""
    return lambda request, _: next(
        (one.slack_id for one in people.holding(request.session, *roles)), ""
    )


def _plainly_sees(me: Standing, matter: Matter, reads: bool) -> bool:
    """What needs no look at others' rows."""
    level = matter.visibility
    plain = level is Visibility.OFFICE or (level is Visibility.CHAIN and me.leads)
    return me.insider and (plain or (reads and level is not Visibility.AUTHOR))


# --- operations ----------------------------------------------------------------------------


def standing(session: Session, person: Person, now: datetime) -> Standing:
    """What this person may do at `now`."""
    signs_for = frozenset(people.delegated_to(session, person.slack_id, now))
    ledgers = frozenset(ledger.shared_with(session, person.slack_id, BOARD))
    stands_for = days.stood_in_for(session, person.slack_id, now)
    return Standing(person, _acts(session, person), signs_for, ledgers, stands_for)


def _acts(session: Session, person: Person) -> bool:
    return person.admin and not people.is_held(session, Role.DIRECTOR)


def colleague(request: Request, slack_id: str, field: str = "person") -> Person:
    """Somebody of the office by Slack id. Raises Refused for strangers, guests and the departed."""
    found = request.session.get(Person, slack_id)
    if found is None or not Standing(found, _acts(request.session, found)).insider:
        name = found.name if found else slack_id
        raise Refused("people.not-here", field=field, name=name)
    return found


def directors(session: Session) -> Sequence[Person]:
    """Whoever runs the day: the directors, or the admins until one is named."""
    named = people.holding(session, Role.DIRECTOR)
    if named:
        return named
    admins = select(Person).where(Person.admin, Person.active).order_by(Person.slack_id)
    return session.scalars(admins).all()


def whom_to_ask(session: Session) -> Person | Key:
    """Who can tell somebody from elsewhere more."""
    return next(iter(directors(session)), Key("office.an-admin"))


def keepers(session: Session) -> Sequence[Person]:
    """Whoever looks after the bot itself: the directors and the admins."""
    admins = select(Person).where(Person.admin, Person.active)
    found = {one.slack_id: one for one in (*directors(session), *session.scalars(admins))}
    return [found[one] for one in sorted(found)]


def section_heads_of(session: Session, person: Person) -> Sequence[Person]:
    heads = people.holding(session, Role.SECTION_HEAD)
    return [head for head in heads if head.section and head.section == person.section]
