"""Swaps of duty: somebody asks colleagues to take a shift of theirs, or offers to take one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from storage.db import Base
from storage.duty.roster import Shift
from storage.matters.due import NOW
from storage.matters.matter import Matter
from storage.who.people import Person, people_by_id


class SwapState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"  # between the two: the office has yet to approve
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Swap(Base):
    """Whoever asks or offers has opened its matter, for the `giver` of the shift; whoever has to
    answer owns it. `asked` and `declined`: Slack ids; of several who are asked the first to accept
    is the `taker`, who of an offer stands from the beginning. `back`: the shift in return;
    `returns`: the swap this one pays back.
    """

    __tablename__ = "swaps"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[SwapState] = mapped_column(default=SwapState.ASKED)
    shift_id: Mapped[int] = mapped_column(ForeignKey(Shift.id), index=True)
    back_id: Mapped[int | None] = mapped_column(ForeignKey(Shift.id))
    giver_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    taker_id: Mapped[str | None] = mapped_column(ForeignKey(Person.slack_id))
    asked: Mapped[str] = mapped_column(default="", server_default="")
    declined: Mapped[str] = mapped_column(default="", server_default="")
    returns_id: Mapped[int | None] = mapped_column(ForeignKey("swaps.id"), index=True)
    revision: Mapped[int]  # of the shift, as it was when it was asked
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    shift: Mapped[Shift] = relationship(foreign_keys=shift_id, lazy="joined")
    back: Mapped[Shift | None] = relationship(foreign_keys=back_id, lazy="joined")
    giver: Mapped[Person] = relationship(foreign_keys=giver_id, lazy="joined")
    taker: Mapped[Person | None] = relationship(foreign_keys=taker_id, lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}

    @property
    def waits_for(self) -> list[str]:
        """Slack ids of those who were asked and have not declined, in the order they were asked."""
        gone = self.declined.split()
        return [one for one in self.asked.split() if one not in gone]

    @property
    def people_asked(self) -> Sequence[Person]:
        session = object_session(self)
        return people_by_id(session, self.waits_for) if session else []

    @property
    def is_offer(self) -> bool:
        """Somebody wants to take another's shift: that one, or the office, has to say yes."""
        return self.taker_id == self.matter.opened_by_id != self.giver_id


OPEN = (SwapState.ASKED, SwapState.AGREED)


# Not settled before their time, or the shift is somebody else's by now.
SWAPS_OVER = (
    select(Swap)
    .join(Shift, Swap.shift_id == Shift.id)
    .join(Matter, Matter.id == Swap.id)
    .where(Swap.state.in_(OPEN), or_(Matter.due_at <= NOW, Shift.revision != Swap.revision))
)


def paid_back_by(session: Session, number: int) -> Swap | None:
    """The offer that pays a swap back, unless it came to nothing."""
    alive = Swap.state.in_((*OPEN, SwapState.ACCEPTED))
    return session.scalar(select(Swap).where(Swap.returns_id == number, alive).limit(1))
