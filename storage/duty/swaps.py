"""Swaps of duty: somebody asks a colleague to take a shift of theirs, maybe for one in return."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.db import Base
from storage.duty.roster import Shift
from storage.matters.matter import Matter
from storage.who.people import Person


class SwapState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Swap(Base):
    """Whoever asks has opened its matter, for the `giver` of the shift; whoever is asked owns it.
    `back`: the shift in return.
    """

    __tablename__ = "swaps"

    id: Mapped[int] = mapped_column(ForeignKey(Matter.id), primary_key=True)
    state: Mapped[SwapState] = mapped_column(default=SwapState.ASKED)
    shift_id: Mapped[int] = mapped_column(ForeignKey(Shift.id), index=True)
    back_id: Mapped[int | None] = mapped_column(ForeignKey(Shift.id))
    giver_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    revision: Mapped[int]  # of the shift, as it was when it was asked
    words: Mapped[str] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column()

    matter: Mapped[Matter] = relationship(lazy="joined")
    shift: Mapped[Shift] = relationship(foreign_keys=shift_id, lazy="joined")
    back: Mapped[Shift | None] = relationship(foreign_keys=back_id, lazy="joined")
    giver: Mapped[Person] = relationship(foreign_keys=giver_id, lazy="joined")

    __mapper_args__ = {"version_id_col": row_version}


def over(session: Session, now: datetime) -> Swap | None:
    """One that was not answered before its shift began, or was somebody else's."""
    gone = or_(Shift.begins_at <= now, Shift.revision != Swap.revision)
    chosen = select(Swap).join(Shift, Swap.shift_id == Shift.id)
    return session.scalar(chosen.where(Swap.state == SwapState.ASKED, gone).limit(1))
