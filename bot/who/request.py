"""One request: who asks, when, in which language, and the transaction it all happens in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.language.catalog import Catalog, Say
from bot.language.workdays import Calendar
from bot.who.standing import Standing
from storage.who.people import Person


@dataclass(frozen=True)
class Request:
    """`now` is aware; `say` speaks to whoever asks; `surface` is how they came to us; days and
    working hours are counted in the office's `calendar`.
    """

    session: Session
    me: Standing
    now: datetime
    calendar: Calendar
    catalog: Catalog
    say: Say
    surface: str = ""

    @property
    def person(self) -> Person:
        return self.me.person
