"""Who may see and do what: the one place that decides it, and the operations on people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from bot import journal, letters
from bot.catalog import Key
from bot.errors import Refused
from storage.leaders import ledger
from storage.matters.matter import Matter, Reader, Visibility
from storage.papers.drafts import Draft
from storage.who import people
from storage.who.people import Delegation, Person, Role

if TYPE_CHECKING:
    from bot.request import Request

LEADERS = frozenset({Role.PRINCIPAL, Role.LEADER})
BOARD = LEADERS | {Role.OTHER_LEADER}  # 班子: who keeps a ledger, and is asked to decide
DIRECTORS = frozenset({Role.DIRECTOR, Role.DEPUTY_DIRECTOR})

Known = Mapping[str, object]  # what Slack says of a member, by the columns of Person

# --- rules: no database, no clock, no Slack --------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A person as the rules see them: themselves, and what the office lets them stand in for.

    `acting`: an admin while no director is named. `signs_for`: whose delegate they are now.
    `ledgers`: which leaders let them see theirs.
    """

    person: Person
    acting: bool = False
    signs_for: frozenset[str] = frozenset()
    ledgers: frozenset[str] = frozenset()
    everybody: bool = False  # not one person: all who are in the office's channel

    @property
    def id(self) -> str:
        return self.person.slack_id

    @property
    def role(self) -> Role:
        return self.person.role

    @property
    def insider(self) -> bool:
        """One of the office; a guest never is, whatever role was written down."""
        known = self.role is not Role.OUTSIDER or self.acting
        return known and self.person.active and not self.person.guest

    @property
    def directs(self) -> bool:
        return self.insider and (self.role in DIRECTORS or self.acting)

    @property
    def leads(self) -> bool:
        return self.insider and (self.role in LEADERS or self.directs)

    @property
    def keeps_ledger(self) -> bool:
        """The head of the unit and the other leaders (A3.6)."""
        return self.insider and self.role in BOARD

    @property
    def assigns(self) -> bool:
        """Leaders, directors and section heads give out work (domain A1.2)."""
        heads = (Role.OTHER_LEADER, Role.SECTION_HEAD)
        return self.insider and (self.leads or self.role in heads)

    def heads_section_of(self, person: Person) -> bool:
        heads = self.insider and self.role is Role.SECTION_HEAD and bool(self.person.section)
        return heads and person.section == self.person.section


EVERYBODY = Standing(
    Person(slack_id="", name="", role=Role.OUTSIDER, active=True, guest=False), everybody=True
)


def insist(allowed: bool, who: str) -> None:
    """Raises Refused unless `allowed`; `who` names the people who may: "director"."""
    if not allowed:
        raise Refused("office.not-for-you", who=Key(f"office.who-{who}"))


def first_of(*roles: Role) -> Callable[[Request, object], str]:
    """Whom a form proposes: the first who holds one of these roles, by Slack id."""
    return lambda request, _: next(
        (one.slack_id for one in people.holding(request.session, *roles)), ""
    )


# --- visibility --------------------------------------------------------------------------


def visible_to(me: Standing) -> ColumnElement[bool]:
    """The matters this person may know of, as a condition on Matter. Every list asks it."""
    if me.everybody:
        return Matter.visibility == Visibility.OFFICE
    if not me.insider:
        return false()
    reads = exists().where(Reader.matter_id == Matter.id, Reader.person_id == me.id)
    named = or_(reads, _signed_for_another(me), _promised_in_a_ledger(me))
    return or_(
        Matter.visibility == Visibility.OFFICE,
        and_(Matter.visibility == Visibility.CHAIN, or_(named, _up_the_line(me))),
        and_(Matter.visibility == Visibility.NAMED, named),
        and_(Matter.visibility == Visibility.AUTHOR, Matter.opened_by_id == me.id),
    )


def _signed_for_another(me: Standing) -> ColumnElement[bool]:
    """A delegate sees what they may sign, and nothing else of whom they sign for."""
    signed = select(Draft.id).where(Draft.signatory_id.in_(sorted(me.signs_for)))
    return Matter.id.in_(signed) if me.signs_for else false()


def _promised_in_a_ledger(me: Standing) -> ColumnElement[bool]:
    """What a leader has promised to themselves is open to those they let see their ledger."""
    own = and_(Matter.kind == "followups", Matter.opened_by_id == Matter.owner_id)
    return and_(own, Matter.owner_id.in_(sorted(me.ledgers))) if me.ledgers else false()


def _up_the_line(me: Standing) -> ColumnElement[bool]:
    """V1 is open to leaders and directors, and to the head of the owner's section."""
    if me.leads:
        return true()
    if me.role is not Role.SECTION_HEAD or not me.person.section:
        return false()
    owner = aliased(Person)
    return exists().where(owner.slack_id == Matter.owner_id, owner.section == me.person.section)


def may_see(session: Session, me: Standing, matter: Matter, *, reads: bool = False) -> bool:
    """Is this one among those they may know of? `reads`: they are known to take part in it."""
    if _plainly_sees(me, matter, reads):
        return True
    return bool(session.scalar(select(Matter.id).where(Matter.id == matter.id, visible_to(me))))


def _plainly_sees(me: Standing, matter: Matter, reads: bool) -> bool:
    """What needs no look at others' rows."""
    level = matter.visibility
    plain = level is Visibility.OFFICE or (level is Visibility.CHAIN and me.leads)
    return me.insider and (plain or (reads and level is not Visibility.AUTHOR))


# --- operations ----------------------------------------------------------------------------


def standing(session: Session, person: Person, now: datetime) -> Standing:
    """What this person may do at `now`."""
    signs_for = frozenset(people.delegated_to(session, person, now))
    ledgers = frozenset(ledger.shared_with(session, person.slack_id, BOARD))
    return Standing(person, _acts(session, person), signs_for, ledgers)


def _acts(session: Session, person: Person) -> bool:
    return person.admin and not people.holding(session, Role.DIRECTOR)


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


def keepers(session: Session) -> Sequence[Person]:
    """Whoever looks after the bot itself: the directors and the admins."""
    admins = select(Person).where(Person.admin, Person.active)
    found = {one.slack_id: one for one in (*directors(session), *session.scalars(admins))}
    return [found[one] for one in sorted(found)]


def section_heads_of(session: Session, person: Person) -> Sequence[Person]:
    heads = people.holding(session, Role.SECTION_HEAD)
    return [head for head in heads if head.section and head.section == person.section]


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
    for field, value in member.items():
        setattr(person, field, value)
    return person


def _tell_of_leaving(session: Session, person: Person, now: datetime) -> None:
    """Somebody of the office has left: whoever directs finds on Home what is left behind."""
    session.flush()
    for director in directors(session):
        letters.note(session, director.slack_id, "people.left", now, {"name": person.name})
        letters.home(session, [director], now)
