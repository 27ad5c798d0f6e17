"""Words people wrote for a time that were not understood: kept only if the office wants them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base


class Unread(Base):
    """One such text, without names and titles. Whose it was is not kept."""

    __tablename__ = "unread_dates"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    lang: Mapped[str]
    words: Mapped[str]


def newest(session: Session, limit: int) -> Sequence[Unread]:
    return session.scalars(select(Unread).order_by(Unread.id.desc()).limit(limit)).all()


def forget(session: Session, before: datetime | None = None) -> int:
    """Delete those from before a moment, or all of them; how many there were."""
    chosen = delete(Unread) if before is None else delete(Unread).where(Unread.at < before)
    return len(session.scalars(chosen.returning(Unread.id)).all())
