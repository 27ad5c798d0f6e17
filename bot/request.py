"""One request: who asks, when, in which language, and the transaction it all happens in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.catalog import Catalog, Say
from bot.people import Standing
from storage.people import Person


@dataclass(frozen=True)
class Request:
    """`now` is aware; `say` speaks to whoever asks; `surface` is how they came to us."""

    session: Session
    me: Standing
    now: datetime
    catalog: Catalog
    say: Say
    surface: str = ""

    @property
    def person(self) -> Person:
        return self.me.person

    @property
    def tz(self) -> ZoneInfo:
        """The office's time zone: days and working hours are counted in it."""
        return self.catalog.tz
