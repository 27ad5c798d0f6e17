"""Working days and hours as they are kept: the office's, and each person's own."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.language.catalog import tz_of
from bot.language.workdays import USUAL_HOURS, Calendar, Hours
from storage.memory import rows
from storage.office import calendar as stored
from storage.office.settings import Settings
from storage.who.people import Person, leave_of


def of_office(session: Session, tz: ZoneInfo) -> Calendar:
    """The office's calendar in its own zone."""
    kept = next(iter(rows(session, Settings)), None)
    own = stored.worked_by_own_word(session)
    if kept is None:
        return Calendar(tz, own=own)
    complete = frozenset(kept.complete)
    return Calendar(tz, hours_of(kept.hours), kept.country, own, complete, day_first=kept.day_first)


def of_person(session: Session, person: Person, office: Calendar) -> Calendar:
    """The office's calendar as it is for one person."""
    leave = leave_of(session, person.slack_id)
    away = tuple((one.first, one.last) for one in leave if not one.half)
    hours = hours_of(person.hours) if person.hours else None
    return office.of(tz_of(person, office.tz), hours, away)


def hours_of(text: str) -> Hours:
    """Four times of day as they are kept; what cannot be read any more is as usual."""
    try:
        return Hours(*map(time.fromisoformat, text.split()))
    except (TypeError, ValueError):
        return USUAL_HOURS


def said_hours(hours: Hours) -> str:
    return " ".join(f"{at:%H:%M}" for at in hours)
