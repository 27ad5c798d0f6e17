"""Until when somebody listened to Slack: what was said after that nobody has heard."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base, add_if_new


class Listened(Base):
    __tablename__ = "listened"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    until: Mapped[datetime]


def until(session: Session) -> datetime | None:
    found = session.get(Listened, 1)
    return found.until if found else None


def note(session: Session, now: datetime) -> None:
    """Any number of processes may, at the same moment; what another has noted later stands."""
    if add_if_new(session, Listened(id=1, until=now)) is None:
        session.execute(update(Listened).where(Listened.until < now).values(until=now))


def set_back(session: Session, now: datetime) -> None:
    """The clock has gone back, and what was noted lies ahead of it."""
    session.execute(update(Listened).where(Listened.until > now).values(until=now))
