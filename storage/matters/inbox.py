"""The inbox: what Slack has already told us, so that hearing it twice does nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import Base, add_if_new


class Received(Base):
    __tablename__ = "inbox"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


def is_new(session: Session, keys: list[str], now: datetime) -> bool:
    """Note that these keys, all of one delivery, were heard. False if any was heard before."""
    heard = [add_if_new(session, Received(key=key, at=now)) for key in keys]
    return None not in heard


def known(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of these keys that were heard."""
    return {*session.scalars(select(Received.key).where(Received.key.in_(keys)))}


def take_out(session: Session, keys: Iterable[str]) -> None:
    """As if these keys had not been heard: the same may come again, and be meant."""
    session.execute(delete(Received).where(Received.key.in_(keys)))


def forget(session: Session, before: datetime) -> None:
    """Slack repeats itself for a day at most; older keys are of no use."""
    session.execute(delete(Received).where(Received.at < before))
