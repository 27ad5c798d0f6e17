"""Plans that wait for a year's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.who.people import Person


class Waiting(Base):
    """A plan of days whose calendar was not known: who was to have them, by "2027-02-06/lead". It
    is planned anew once, when it is known: `told_at`, and `days` are those of the new plan then.
    """

    __tablename__ = "duty_plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    first: Mapped[date]
    last: Mapped[date]
    days: Mapped[dict[str, str]] = mapped_column(JSON)
    told_at: Mapped[datetime | None]


def waiting(session: Session, first: date, last: date) -> Sequence[Waiting]:
    """Those with one of these days that were not planned anew yet, the earliest first."""
    chosen = select(Waiting).where(
        Waiting.told_at.is_(None), Waiting.first <= last, Waiting.last >= first
    )
    return session.scalars(chosen.order_by(Waiting.first, Waiting.id)).all()


def forget(session: Session, first: date, last: date) -> None:
    """Whatever waits within these days: there is a newer plan of them."""
    session.execute(
        delete(Waiting).where(
            Waiting.told_at.is_(None), Waiting.first >= first, Waiting.last <= last
        )
    )
