"""The people of the office, known by their Slack id; when they are away, who signs for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, bindparam, false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.util import identity_key

from storage.db import Base
from storage.memory import STAMP, believe, in_memory, rows


class Role(StrEnum):
    """The posts of an office, in the order people are listed."""

    PRINCIPAL = "principal"
    LEADER = "leader"
    OTHER_LEADER = "other_leader"
    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    SECTION_HEAD = "section_head"
    STAFF = "staff"
    CONFIDENTIAL_CLERK = "confidential_clerk"
    OUTSIDER = "outsider"


@in_memory
class Person(Base):
    """Somebody in the workspace. `locale` and `tz` are Slack's; `chosen_lang` is their own word."""

    __tablename__ = "people"

    slack_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    handle: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(default=Role.OUTSIDER)
    section: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="")
    chosen_lang: Mapped[str] = mapped_column(default="")
    tz: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    guest: Mapped[bool] = mapped_column(default=False)
    admin: Mapped[bool] = mapped_column(default=False)
    robot: Mapped[bool] = mapped_column(default=False)
    dm: Mapped[str] = mapped_column(default="")  # our conversation with them, once it is open
    home: Mapped[str] = mapped_column(default="")  # what their Home shows; empty: never opened
    hours: Mapped[str] = mapped_column(default="")  # as the office's; empty: the same as these
    phone: Mapped[str] = mapped_column(default="", server_default="")  # on duty; the office's only
    # What their reminders that come again do on rest days, once they have said so: "day=skip
    # date=before", as `bot.language.dates.Repeat` has it.
    rest_days: Mapped[str] = mapped_column(default="", server_default="")
    erased: Mapped[bool] = mapped_column(default=False, server_default=false())  # id alone is left
    # The message that bears our first words to them; "-" where somebody else has said them.
    welcomed: Mapped[str] = mapped_column(default="", server_default="")

    @property
    def mention(self) -> str:
        return f"<@{self.slack_id}>"

    @property
    def is_out(self) -> bool:
        """No longer of the office, or never was: what they have needs somebody else."""
        stranger = self.role is Role.OUTSIDER and not self.admin
        return not self.active or self.guest or stranger

    @property
    def lang(self) -> str:
        """ "zh" or "en"; empty when neither they nor Slack have said."""
        return self.chosen_lang or self.locale.partition("-")[0]


@in_memory
class Leave(Base):
    """Somebody is away from a first day to a last, and somebody may stand in for them; why is
    nobody's business. `half`: only the "morning" or the "afternoon" of one day. `accepted_at`: when
    whoever stands in said that they will; `handed_back_at`: when both heard what was done
    meanwhile; `reported_at`: when whoever stood in had told in words how it was. On a trip, of
    that `trip_id`, they work: whoever stands in hears of the follow-ups that were `handed` to
    them, and of no others.
    """

    __tablename__ = "leaves"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    first: Mapped[date]
    last: Mapped[date]
    stand_in_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    half: Mapped[str] = mapped_column(default="", server_default="")
    accepted_at: Mapped[datetime | None]
    handed_back_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    trip_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"))
    handed: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    stand_in: Mapped[Person | None] = relationship(foreign_keys=stand_in_id, lazy="joined")

    def has_day_of(self, first: date, last: date) -> bool:
        return self.first <= last and first <= self.last


@in_memory
class Delegation(Base):
    """One person signs for another, from a moment until a moment."""

    __tablename__ = "delegations"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id), index=True)
    to_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    since: Mapped[datetime]
    until: Mapped[datetime]


WHO_ASKS = select(Person, STAMP).where(Person.slack_id.in_(bindparam("ids", expanding=True)))


def who_asks(session: Session, slack_id: str, named: Iterable[str] = ()) -> Person | None:
    """The person; by the way whether what is in memory is still true, and whom they named, met
    for as long as the session lasts.
    """
    found = session.execute(WHO_ASKS, {"ids": [slack_id, *named]}).all()
    met: dict[str, Person] = {person.slack_id: person for person, _ in found}
    session.info["met"] = met
    if slack_id in met:
        believe(session, found[0][1])
    return met.get(slack_id)


def everyone(session: Session) -> Sequence[Person]:
    """All living members of the office, and those who have left it: no robots."""
    people = (person for person in rows(session, Person) if not person.robot)
    order = list(Role)
    return sorted(people, key=lambda who: (order.index(who.role), who.section, who.name))


def people_by_id(session: Session, ids: Iterable[str]) -> Sequence[Person]:
    """In the order of their Slack ids; whom this transaction has met is not asked for again."""
    met = {who: session.identity_map.get(identity_key(Person, who)) for who in ids}
    found = [person for person in met.values() if person is not None]
    if unmet := [who for who, person in met.items() if person is None]:
        found += session.scalars(select(Person).where(Person.slack_id.in_(unmet)))
    return sorted(found, key=lambda person: person.slack_id)


def named(session: Session, ids: Iterable[str]) -> list[Person]:
    """The people of these ids, in their order."""
    return [session.get_one(Person, one) for one in ids]


def holding(session: Session, *roles: Role) -> Sequence[Person]:
    """The people in these roles, by Slack id: neither the departed nor guests hold one."""
    there = (Person.active, ~Person.guest)
    chosen = select(Person).where(Person.role.in_(roles), *there).order_by(Person.slack_id)
    return session.scalars(chosen).all()


def known(session: Session, *roles: Role) -> Sequence[Person]:
    """As `holding`, from memory: to be read only."""
    people = rows(session, Person)
    return [one for one in people if one.role in roles and one.active and not one.guest]


def is_held(session: Session, role: Role) -> bool:
    """Is somebody in this role?"""
    return bool(known(session, role))


def leave_of(session: Session, slack_id: str) -> Sequence[Leave]:
    """Somebody's leave, past and to come, the next first."""
    mine = (one for one in rows(session, Leave) if one.person_id == slack_id)
    return sorted(mine, key=lambda one: one.first)


def leave_within(session: Session, slack_id: str, first: date, last: date) -> list[Leave]:
    """Somebody's leave on one of these days or more, the next first."""
    return [one for one in leave_of(session, slack_id) if one.has_day_of(first, last)]


def with_stand_in(session: Session) -> Sequence[Leave]:
    """All leave of whole days in which somebody stands in, in no order: to be read only."""
    return [one for one in rows(session, Leave) if one.stand_in_id and not one.half]


def leaves_from(session: Session, *days: date) -> Sequence[Leave]:
    """Leave of whole days that begins on one of these, in no order: to be read only."""
    return [one for one in rows(session, Leave) if one.first in days and not one.half]


def claim_hand_back(session: Session, leave_id: int, now: datetime) -> bool:
    """Whether it is for this process to hand back: once, whoever else looks."""
    told = update(Leave).where(Leave.id == leave_id, Leave.handed_back_at.is_(None))
    claimed = told.values(handed_back_at=now).returning(Leave.id)
    done = session.scalar(claimed.execution_options(synchronize_session=False)) is not None
    session.info.pop("kept", None)  # what is in memory is no longer true
    return done


def delegated_to(session: Session, slack_id: str, now: datetime) -> set[str]:
    """For whom this person may sign at `now`: Slack ids."""
    return {one.from_id for one in _running(session, now) if one.to_id == slack_id}


def delegations_of(session: Session, slack_id: str, now: datetime) -> Sequence[Delegation]:
    """What lets others sign for this person at `now`."""
    running = (Delegation.from_id == slack_id, Delegation.since <= now, Delegation.until > now)
    return session.scalars(select(Delegation).where(*running)).all()


def delegates_of(session: Session, slack_id: str, now: datetime) -> set[str]:
    """Who may sign for this person at `now`: Slack ids."""
    return {one.to_id for one in _running(session, now) if one.from_id == slack_id}


def _running(session: Session, now: datetime) -> Sequence[Delegation]:
    return [one for one in rows(session, Delegation) if one.since <= now < one.until]


def trip_leaves(session: Session, trip_id: int) -> Sequence[Leave]:
    """Who is away for a trip: one row each, to be changed."""
    return session.scalars(select(Leave).where(Leave.trip_id == trip_id)).all()
