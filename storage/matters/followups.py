"""Follow-ups: somebody owes something by a time. Every nudge the bot sends comes from one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, and_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.db import Base
from storage.matters.due import NOW
from storage.matters.matter import Matter, Reader
from storage.who.people import Person


class FollowUp(Base):
    """`nudge_at` is when the sweep looks at it next; none when it is settled or spent. `repeats`:
    how often it comes again, as `bot.language.dates.Repeat` writes it; empty when it does not.
    `was_due`: what it was put off from, as long as it is.
    """

    __tablename__ = "followups"
    __table_args__ = (
        Index("ix_followups_nudge_at", "nudge_at"),
        Index("ix_followups_person_id_settled_at", "person_id", "settled_at"),
        Index("ix_followups_matter_id_settled_at", "matter_id", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey(Matter.id))
    person_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    asked_by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    duty: Mapped[str]  # the key of what is owed: "drafts.duty-write"
    ladder: Mapped[str]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    promised_at: Mapped[datetime | None]  # agreed to after the due date: the ladder counts from it
    nudge_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    repeats: Mapped[str] = mapped_column(default="", server_default="")
    item: Mapped[int] = mapped_column(default=0, server_default="0")  # of several alike: Q2
    was_due: Mapped[datetime | None]

    matter: Mapped[Matter] = relationship(lazy="joined", back_populates="owed")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id, lazy="joined")
    # Whether whoever owes it takes part in its matter.
    seat: Mapped[Reader | None] = relationship(
        primaryjoin="and_(foreign(FollowUp.matter_id) == Reader.matter_id,"
        " foreign(FollowUp.person_id) == Reader.person_id)",
        viewonly=True,
    )


Matter.owed = relationship(
    FollowUp,
    primaryjoin=and_(FollowUp.matter_id == Matter.id, FollowUp.settled_at.is_(None)),
    order_by=FollowUp.id,
    back_populates="matter",
)


TO_NUDGE = select(FollowUp).where(FollowUp.nudge_at <= NOW)  # to be looked at


def due_now(session: Session, now: datetime, limit: int) -> Sequence[FollowUp]:
    """The follow-ups to look at, oldest first, held until the transaction ends; on PostgreSQL,
    those no other sweep holds.
    """
    chosen = (
        TO_NUDGE.options(joinedload(FollowUp.seat))
        .order_by(FollowUp.nudge_at)
        .limit(limit)
        .with_for_update(of=FollowUp, skip_locked=True)
    )
    return session.scalars(chosen, {"now": now}).all()


def repeating(session: Session, asked_by: str = "") -> Sequence[FollowUp]:
    """What comes again and again and is not called off: all, or what one has asked for."""
    chosen = select(FollowUp).where(FollowUp.settled_at.is_(None), FollowUp.repeats != "")
    if asked_by:
        chosen = chosen.where(FollowUp.asked_by_id == asked_by)
    return session.scalars(chosen.order_by(FollowUp.id)).all()


def open_on(matter: Matter) -> list[FollowUp]:
    """What is owed on a matter now, the oldest first."""
    return [one for one in matter.owed if one.settled_at is None]


def last_on(session: Session, matter_id: int) -> FollowUp:
    """The newest follow-up of a matter that has had one."""
    chosen = select(FollowUp).where(FollowUp.matter_id == matter_id)
    return session.scalars(chosen.order_by(FollowUp.id.desc()).limit(1)).one()
