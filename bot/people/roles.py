"""Roles: who has which, who signs for whom; and what Slack tells of its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.matters import journal, letters
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import LEADERS, insist
from storage.duty import roster
from storage.who import people
from storage.who.people import Delegation, Person, Role

Known = Mapping[str, object]  # what Slack says of a member, by the columns of Person


def set_post(request: Request, person: Person, role: Role, section: str) -> None:
    """Give a person a role; and a section, unless none is said: then it stays as it was. For
    directors, or an admin until one is named.
    """
    insist(request.me.directs, "director")
    if person.guest and role is not Role.OUTSIDER:
        raise Refused("people.guest", field="role", name=person.name)
    _keep_one_director(request, person, role)
    before = {"role": person.role.value, "section": person.section}
    person.role, person.section = role, section.strip()[:80] or person.section
    after = {"role": person.role.value, "section": person.section}
    journal.record(request, "people.post", about=person, before=before, after=after)
    if person.is_out:
        request.session.flush()
        tell_of_gaps(request.session, person, request.now)


def _keep_one_director(request: Request, person: Person, role: Role) -> None:
    """An office that has a director keeps one: else nobody could name the next."""
    others = [one for one in people.holding(request.session, Role.DIRECTOR) if one is not person]
    if person.role is Role.DIRECTOR and role is not Role.DIRECTOR and not others:
        raise Refused("people.last-director", field="role", name=person.name)


def choose_language(request: Request, lang: str) -> None:
    before = {"lang": request.person.chosen_lang}
    request.person.chosen_lang = lang
    journal.record(request, "people.language", before=before, after={"lang": lang})


def delegate(request: Request, to: Person, until: datetime) -> None:
    """Let `to`, and nobody else any more, sign in one's place from now `until` a moment."""
    insist(request.me.assigns, "heads")
    if to is request.person:
        raise Refused("people.not-oneself", field="person")
    for running in people.delegations_of(request.session, request.me.id, request.now):
        running.until = request.now
    found = Delegation(from_id=request.me.id, to_id=to.slack_id, since=request.now, until=until)
    request.session.add(found)
    journal.record(request, "people.delegate", about=to, after={"until": until.isoformat()})


def end_delegation(request: Request) -> Sequence[str]:
    """From now on nobody signs in one's place; the Slack ids of those who did."""
    ended = people.delegations_of(request.session, request.me.id, request.now)
    if not ended:
        raise Refused("people.no-delegate")
    for running in ended:
        before = {"until": running.until.isoformat()}
        running.until = request.now
        to, after = request.session.get_one(Person, running.to_id), {"until": None}
        journal.record(request, "people.undelegate", about=to, before=before, after=after)
    return sorted(running.to_id for running in ended)


def heard_of(session: Session, members: Sequence[Known], now: datetime) -> None:
    """Slack tells of members, new or changed: name, language, zone, rights, or that they left."""
    ids = [str(member["slack_id"]) for member in members]
    found = session.scalars(select(Person).where(Person.slack_id.in_(ids)))
    known = {person.slack_id: person for person in found}
    for member in members:
        person = known.get(str(member["slack_id"]))
        was_here = person is not None and person.active
        person = _kept_up(session, person, member)
        letters.home(session, [person], now)
        if was_here and not person.active and person.role is not Role.OUTSIDER:
            _tell_of_leaving(session, person, now)


def _kept_up(session: Session, person: Person | None, member: Known) -> Person:
    if person is None:
        person = Person(slack_id=str(member["slack_id"]), name="", role=Role.OUTSIDER)
        session.add(person)
    if person.erased and not member["active"]:
        return person  # Slack still has a name for them; we have none
    person.erased = False
    for field, value in member.items():
        setattr(person, field, value)
    return person


def _tell_of_leaving(session: Session, person: Person, now: datetime) -> None:
    """Somebody of the office has left: whoever directs finds on Home what is left behind."""
    session.flush()
    for director in directors(session):
        letters.note(session, director.slack_id, "people.left", now, {"name": person.name})
        letters.home(session, [director], now)
    tell_of_gaps(session, person, now)


def tell_of_gaps(session: Session, person: Person, now: datetime) -> None:
    """Whoever directs or leads hears at once of duties somebody has left behind."""
    on = [one for one in roster.running(session, now) if one.person_id == person.slack_id]
    if not on and not roster.to_come(session, now, person.slack_id):
        return
    told = (*directors(session), *people.holding(session, *LEADERS))
    for who in sorted({one.slack_id for one in told}):
        letters.page(session, who, "duty:left", {"person": person.slack_id}, now, loud=True)
