"""Special blocks (春节专班): named days with people of their own, before the regular roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.who.people import Person


class Block(Base):
    """`before`: whose its duties were, and `after`: whose they became; by "2027-02-06/lead", a
    Slack id, or "" for nobody. Once it is `ended_at`, its days are days like others.
    """

    __tablename__ = "duty_blocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date]
    by_id: Mapped[str] = mapped_column(ForeignKey(Person.slack_id))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    ended_at: Mapped[datetime | None]

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def blocks(session: Session, first: date, last: date) -> Sequence[Block]:
    """Those in force that have one of these days, the earliest first."""
    chosen = select(Block).where(Block.ended_at.is_(None), Block.first <= last, Block.last >= first)
    return session.scalars(chosen.order_by(Block.first, Block.id)).all()
