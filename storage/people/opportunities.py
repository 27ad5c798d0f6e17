"""Opportunities: something to read, a seat, a trip along, a posting (A1.14 to A1.17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.who.people import Person


class OpportunityState(StrEnum):
    PROPOSED = "proposed"  # a posting, until a leader recommends whom it is for
    OFFERED = "offered"
    TAKEN = "taken"
    ON_POST = "on_post"
    TALKED = "talked"  # at half-time
    HAD = "had"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Opportunity(Base):
    """Whom it is offered to owns its matter, whoever offers it has opened that. `why`: in the words
    of whoever offers it; `words`: what was said with the last step; `heard`: by whom it is for.
    `seats`: how many there are of what is offered by this name at that time, to however many; 0:
    each has their own. `speaks_at`: when whoever gives it hears of seats that nobody has.
    `half_at`: when half of a posting is over.
    """

    __tablename__ = "opportunities"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[OpportunityState] = mapped_column(default=OpportunityState.OFFERED)
    sort: Mapped[str]  # reading, seat, trip, posting
    leader_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))  # who recommends
    mentor_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    starts: Mapped[date | None]  # of a posting
    half_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    cover: Mapped[str] = mapped_column(default="")  # who does their work meanwhile
    link: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    seats: Mapped[int] = mapped_column(default=0, server_default="0")
    speaks_at: Mapped[datetime | None] = mapped_column(index=True)
    heard: Mapped[bool] = mapped_column(default=True)
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    leader: Mapped[Person] = relationship(foreign_keys=leader_id, lazy="joined")
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id, lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def due_at(self) -> datetime:
        """When it takes place, or is over; what is due at half-time of a posting is due then."""
        on_post = self.state is OpportunityState.ON_POST
        return (self.half_at if on_post else None) or self.matter.due_at


HAD = (
    *(OpportunityState.TAKEN, OpportunityState.ON_POST, OpportunityState.TALKED),
    OpportunityState.HAD,
)

IS_ON = Opportunity.state != OpportunityState.WITHDRAWN


def last_had(session: Session) -> dict[str, datetime]:
    """When each person, by Slack id, was last offered one that they took up."""
    newest = func.max(Matter.opened_at)
    rows = select(Matter.owner_id, newest).join(Opportunity, Opportunity.id == Matter.id)
    chosen = rows.where(Opportunity.state.in_(HAD)).group_by(Matter.owner_id)
    return dict(iter(session.execute(chosen)))


def had_by(session: Session, slack_id: str, seen: ColumnElement[bool]) -> Sequence[Opportunity]:
    """What they took up, of matters that are `seen`, the newest first."""
    rows = select(Opportunity).join(Matter, Opportunity.id == Matter.id)
    chosen = rows.where(Matter.owner_id == slack_id, Opportunity.state.in_(HAD), seen)
    return session.scalars(chosen.order_by(Matter.opened_at.desc())).all()


def _same(item: Opportunity) -> ColumnElement[bool]:
    """The same is offered: by its name, its sort, its time and who gives it."""
    matter = item.matter
    at_once = and_(Matter.title == matter.title, Matter.due_at == matter.due_at)
    given = and_(Matter.opened_by_id == matter.opened_by_id, Opportunity.sort == item.sort)
    return and_(at_once, given)


def alike(session: Session, item: Opportunity) -> Sequence[Opportunity]:
    """All who were offered the same."""
    rows = select(Opportunity).join(Matter, Opportunity.id == Matter.id)
    return session.scalars(rows.where(_same(item)).order_by(Opportunity.id)).all()


def first_alike(session: Session, item: Opportunity) -> int:
    """Of all who were offered the same, the number of the first."""
    rows = select(func.min(Opportunity.id)).join(Matter, Opportunity.id == Matter.id)
    return session.scalars(rows.where(_same(item))).one()


def taken(session: Session, item: Opportunity) -> int:
    """How many of them have it, as it stands in the database now, whatever was read before."""
    rows = select(func.count(Opportunity.id)).join(Matter, Opportunity.id == Matter.id)
    return session.scalars(rows.where(_same(item), Opportunity.state.in_(HAD))).one()


def with_seats(session: Session, first: datetime, last: datetime) -> Sequence[Opportunity]:
    """What has so many seats, takes place between two moments and is not withdrawn."""
    rows = select(Opportunity).join(Matter, Opportunity.id == Matter.id)
    chosen = rows.where(IS_ON, Opportunity.seats > 0, Matter.due_at.between(first, last))
    return session.scalars(chosen.order_by(Opportunity.id)).all()


def open_to(session: Session, slack_id: str) -> Sequence[Opportunity]:
    """What is offered to them, or under way."""
    rows = select(Opportunity).join(Matter, Opportunity.id == Matter.id)
    chosen = rows.where(Matter.owner_id == slack_id, Matter.closed_at.is_(None))
    return session.scalars(chosen.where(Opportunity.heard).order_by(Matter.id)).all()


# Its giver is to hear of seats that nobody has.
SEATS_SPEAKING = select(Opportunity).where(IS_ON, Opportunity.speaks_at <= NOW)


def speaking(session: Session, now: datetime) -> Sequence[Opportunity]:
    return session.scalars(SEATS_SPEAKING, {"now": now}).all()
