"""What the office has settled for itself: one row."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, false
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base


class Settings(Base):
    """`morning_at` is "HH:MM" in the office's time zone; `channel` is empty until chosen.
    `keeps_unread`: what nobody understood as a time may be kept, without names and titles.
    """

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    channel: Mapped[str] = mapped_column(default="")
    morning_on: Mapped[bool] = mapped_column(default=True)
    morning_at: Mapped[str] = mapped_column(default="08:30")
    keeps_unread: Mapped[bool] = mapped_column(default=False, server_default=false())


def settings(session: Session) -> Settings:
    """The office's row, made with its defaults on first sight."""
    found = session.get(Settings, 1)
    if found is None:
        found = Settings(id=1, channel="", morning_on=True, morning_at="08:30", keeps_unread=False)
        session.add(found)
        session.flush()
    return found
