"""The office's calendar and each person's own: what is kept of them, as rules want it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.catalog import tz_of
from bot.workdays import Calendar
from storage.people import Person


def of_office(session: Session, tz: ZoneInfo) -> Calendar:
    """The office's calendar in its own zone."""
    return Calendar(tz)


def of_person(session: Session, person: Person, office: Calendar) -> Calendar:
    """The office's calendar as it is for one person."""
    return office.of(tz_of(person, office.tz))
