"""What the office has settled for duty: what is said of it in the channel, and by which groups
of Slack it is called. One row.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base


class DutySettings(Base):
    """Times are "HH:MM" in the office's zone; a group is Slack's id of one, empty for none.
    `asked`: of a group, whom Slack was last asked to put in it; `trouble`: what Slack last said
    against it, of which the admins have been told.
    """

    __tablename__ = "duty_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    eve_on: Mapped[bool] = mapped_column(default=True)
    eve_at: Mapped[str] = mapped_column(default="16:00")
    week_on: Mapped[bool] = mapped_column(default=True)
    week_at: Mapped[str] = mapped_column(default="08:30")
    lead_group: Mapped[str] = mapped_column(default="")
    officer_group: Mapped[str] = mapped_column(default="")
    asked: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    trouble: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


# Some group follows who is on duty.
FOLLOWED = select(DutySettings).where(
    or_(DutySettings.lead_group != "", DutySettings.officer_group != "")
)


def settings(session: Session) -> DutySettings:
    """The row, made with its defaults on first sight."""
    found = session.get(DutySettings, 1)
    if found is None:
        found = DutySettings(id=1)
        session.add(found)
        session.flush()
    return found
