"""What the office has settled for itself: one row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, false
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base
from storage.memory import in_memory, rows


@in_memory
class Settings(Base):
    """`morning_at` is "HH:MM" in the office's time zone; `channel` is empty until chosen. `hours`
    are four such times: opening, the break and its end, closing; `complete` years whose days are
    all known, by the office's word; `day_first`: 4/12 is in December. `keeps_unread`: what nobody
    understood as a time may be kept, without names and titles. `duty_apart`: days from one duty of
    somebody to the next, at least; `duty`: what it has settled of a tier of duty, by its name;
    `grades`: what it calls those of an assessment, and how many may be the best; `begins`: by what
    begins by itself, how often, and in which quarter it last did.
    """

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    channel: Mapped[str] = mapped_column(default="")
    morning_on: Mapped[bool] = mapped_column(default=True)
    morning_at: Mapped[str] = mapped_column(default="08:30")
    hours: Mapped[str] = mapped_column(default="08:30 12:00 14:00 18:00")
    country: Mapped[str] = mapped_column(default="CN")
    day_first: Mapped[bool] = mapped_column(default=False)
    complete: Mapped[list[int]] = mapped_column(JSON, default=list)
    keeps_unread: Mapped[bool] = mapped_column(default=False, server_default=false())
    duty_apart: Mapped[int] = mapped_column(default=2, server_default="2")
    duty: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    grades: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    begins: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


def known(session: Session) -> Settings | None:
    """The office's row as it is in memory, to be read only; None: nothing was ever settled."""
    return next(iter(rows(session, Settings)), None)


def own_names(session: Session) -> dict[str, str]:
    """What the office calls its tiers of duty and its grades itself, by the key of the usual
    word.
    """
    office = known(session)
    duty, grades = (office.duty, office.grades) if office else ({}, {})
    tiers = {f"duty.tier-{tier}": of["name"] for tier, of in duty.items() if of.get("name")}
    return tiers | {f"assessments.grade-{name}": str(said) for name, said in grades.items()}


def settings(session: Session) -> Settings:
    """The office's row, made with its defaults on first sight."""
    found = session.get(Settings, 1)
    if found is None:
        found = Settings(id=1)
        session.add(found)
        session.flush()
    return found


def hold(session: Session) -> Settings:
    """The office's row for this transaction alone: two people at once take turns."""
    settings(session)
    return session.get_one(Settings, 1, with_for_update=True, populate_existing=True)
