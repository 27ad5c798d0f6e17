"""Whose moment has come: one statement a beat asks for all that wait for one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from storage.db import UtcDateTime

NOW = bindparam("now", type_=UtcDateTime())
MIDNIGHT = bindparam("midnight", type_=UtcDateTime())  # the last one in the office's zone

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


def come(
    session: Session, waiting: Mapping[K, Select[Any]], now: datetime, midnight: datetime
) -> set[K]:
    """Those of which there is one now."""
    asked = select(*(chosen.exists() for chosen in waiting.values()))
    found = session.execute(asked, {"now": now, "midnight": midnight}).one()
    return {one for one, is_there in zip(waiting, found, strict=True) if is_there}


def first(session: Session, chosen: Select[R], now: datetime) -> R | None:
    """One whose moment has come."""
    return session.scalar(chosen.limit(1), {"now": now})
