"""What the office has settled about duty: who approves a swap, who is told upward, and how fast."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base


class Approval(StrEnum):
    """Whose word a swap needs beside that of the two it is between."""

    NOBODY = "nobody"
    DIRECTOR = "director"
    LEAD = "lead"  # 带班领导, of that day


class Rules(Base):
    """One row. `upward`: who is told of an incident by phone, with the number, as it is shown.
    `passes_on`: what somebody from elsewhere reports as urgent goes to whoever is on duty. `tells`:
    whoever asks from elsewhere learns who is on duty and until when, never a number.
    """

    __tablename__ = "duty_rules"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    approval: Mapped[Approval] = mapped_column(default=Approval.NOBODY)
    upward: Mapped[str] = mapped_column(default="")
    passes_on: Mapped[bool] = mapped_column(default=True)
    tells: Mapped[bool] = mapped_column(default=True, server_default=true())


class OwnClocks(Base):
    """The clocks of a grade where the office has changed them; `clocks` as an incident has them."""

    __tablename__ = "incident_clocks"

    grade: Mapped[str] = mapped_column(primary_key=True)
    clocks: Mapped[dict[str, Any]] = mapped_column(JSON)


def rules(session: Session) -> Rules:
    """The office's row, made with its defaults on first sight."""
    found = session.get(Rules, 1)
    if found is None:
        found = Rules(id=1, approval=Approval.NOBODY, upward="", passes_on=True, tells=True)
        session.add(found)
        session.flush()
    return found
