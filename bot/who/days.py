"""Working days and hours as they are kept: the office's, and each person's own."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.language.catalog import tz_of
from bot.language.workdays import USUAL_HOURS, Calendar, Hours
from storage.memory import rows
from storage.office import calendar as stored
from storage.office.settings import known
from storage.who.people import Leave, Person, leave_of, with_stand_in


def of_office(session: Session, tz: ZoneInfo) -> Calendar:
    """The office's calendar in its own zone."""
    kept = known(session)
    own = stored.worked_by_own_word(session)
    if kept is None:
        return Calendar(tz, own=own)
    complete = frozenset(kept.complete)
    return Calendar(tz, hours_of(kept.hours), kept.country, own, complete, day_first=kept.day_first)


def of_person(
    session: Session, person: Person, office: Calendar, *, leave: bool = True
) -> Calendar:
    """The office's calendar as it is for one person; or would be without their `leave`. Whoever is
    on a trip works.
    """
    found = leave_of(session, person.slack_id) if leave else ()
    away = tuple((one.first, one.last) for one in found if not one.half and not one.trip_id)
    hours = hours_of(person.hours) if person.hours else None
    return office.of(tz_of(person, office.tz), hours, away)


def leave_at(session: Session, person: Person, at: datetime) -> Leave | None:
    """The leave of whole days somebody is on at a moment, by the day where they are."""
    day = at.astimezone(tz_of(person, ZoneInfo("UTC"))).date()
    found = leave_of(session, person.slack_id)
    return next((one for one in found if one.first <= day <= one.last and not one.half), None)


def on_trip(session: Session, person: Person, *days: date) -> Leave | None:
    """The trip somebody is on on one of these days."""
    trips = [one for one in leave_of(session, person.slack_id) if one.trip_id]
    return next((one for one in trips if any(one.first <= day <= one.last for day in days)), None)


def stood_in_for(session: Session, slack_id: str, at: datetime) -> frozenset[str]:
    """For whom somebody stands in at a moment: Slack ids."""
    theirs = {one.person_id for one in with_stand_in(session) if one.stand_in_id == slack_id}
    people = [one for one in rows(session, Person) if one.slack_id in theirs] if theirs else []
    on = {one.slack_id: leave_at(session, one, at) for one in people}
    return frozenset(who for who, leave in on.items() if leave and leave.stand_in_id == slack_id)


def hours_of(text: str) -> Hours:
    """Four times of day as they are kept; what cannot be read any more is as usual."""
    try:
        return Hours(*map(time.fromisoformat, text.split()))
    except (TypeError, ValueError):
        return USUAL_HOURS


def said_hours(hours: Hours) -> str:
    return " ".join(f"{at:%H:%M}" for at in hours)
