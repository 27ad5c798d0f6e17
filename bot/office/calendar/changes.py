"""Changes of the calendar, the office's or one's own: each is one entry of the journal, with
all it needs to be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.language.workdays import Hours
from bot.matters import journal, rest_days, undo
from bot.who.days import said_hours
from bot.who.request import Request
from bot.who.standing import insist
from storage.office import calendar as stored
from storage.office.calendar import OwnDay
from storage.office.settings import hold
from storage.who.people import Leave

KIND = "calendar"
OFFICE = ("days", "complete", "hours", "country", "day_first")  # what is the office's to settle
YEARS_AHEAD = 3
LONGEST, NAME_MAX = 366, 80  # days in a row; letters

Day = tuple[bool, str] | None  # worked or not, and its name; None: as published
Facts = dict[str, Any]  # as JSON: by the names in OFFICE, "my_hours" and "leave"


def may_change(request: Request) -> bool:
    return request.me.directs or (request.person.admin and not request.person.guest)


# --- what the office settles ----------------------------------------------------------------------


def set_days(request: Request, days: Mapping[date, Day], verb: str = "days") -> int:
    """Days the office works or rests by its own word; None goes back to what is published."""
    return change(
        request,
        verb,
        {"days": {day.isoformat(): list(said) if said else None for day, said in days.items()}},
    )


def declare(request: Request, year: int, *, complete: bool) -> int:
    """Say that a year's make-up days are all known, or that they are not."""
    this_year = request.calendar.today(request.now).year
    if not this_year <= year <= this_year + YEARS_AHEAD:
        raise Refused("calendar.bad-year", year=year, first=this_year, last=this_year + YEARS_AHEAD)
    years = request.calendar.complete
    after = sorted(years | {year}) if complete else sorted(years - {year})
    return change(request, "complete" if complete else "reopen", {"complete": after})


def set_hours(request: Request, hours: Hours, country: str, *, day_first: bool) -> int:
    facts = {"hours": said_hours(hours), "country": country, "day_first": day_first}
    return change(request, "hours", facts)


def change(request: Request, verb: str, after: Facts) -> int:
    """The one place where what is kept of the calendar changes; the record keeps both sides."""
    before = _put(request, after)
    return journal.record(request, f"{KIND}.{verb}", before=before, after=after)


def take_back(request: Request, entry_id: int) -> int:
    """Undo one's own change, within minutes, as long as nobody changed the same again."""
    entry = undo.own_deed(request, entry_id, KIND)
    if _facts(request, entry.after) != entry.after:
        raise Refused("undo.changed")
    _put(request, entry.before)
    return journal.record(
        request, f"{KIND}.undo", before=entry.after, after=entry.before, reason=entry.what
    )


# --- facts ----------------------------------------------------------------------------------------


def _facts(request: Request, asked: Facts) -> Facts:
    """What is kept now of all that `asked` names."""
    session, found = request.session, dict[str, Any]()
    kept = hold(session)
    for name, value in asked.items():
        if name == "days":
            own = {one.day.isoformat(): one for one in stored.own_days(session)}
            found[name] = {day: _said(own.get(day)) for day in value}
        elif name == "leave":
            found[name] = {number: _leave(session, number) for number in value}
        elif name == "my_hours":
            found[name] = request.person.hours
        else:
            found[name] = getattr(kept, name)
    return found


def _said(found: OwnDay | None) -> list[Any] | None:
    return [found.worked, found.name] if found else None


def _leave(session: Session, number: str) -> Any:
    found = session.get(Leave, int(number))
    return said_leave(found) if found else None


def said_leave(found: Leave) -> list[str]:
    """Its first day and its last; and who stands in, and which half of a day, if it is said."""
    said = [found.first.isoformat(), found.last.isoformat(), found.stand_in_id or "", found.half]
    return said if found.half else said[: 3 if found.stand_in_id else 2]


def _put(request: Request, facts: Facts) -> Facts:
    """Make it so; what was before comes back."""
    if set(facts) & set(OFFICE):
        insist(may_change(request), "director")
    before = _facts(request, facts)
    for name, value in facts.items():
        if name == "days":
            _put_days(request, value)
        elif name == "leave":
            _put_leave(request, value)
        elif name == "my_hours":
            request.person.hours = value
        else:
            setattr(hold(request.session), name, value)
    request.session.flush()
    if set(facts) & set(OFFICE):
        rest_days.calendar_changed(request)
    return before


def _put_days(request: Request, days: Mapping[str, Any]) -> None:
    session = request.session
    stored.forget_days(session, [date.fromisoformat(day) for day in days])
    session.add_all(
        OwnDay(
            day=date.fromisoformat(day),
            worked=said[0],
            name=said[1],
            by_id=request.me.id,
            at=request.now,
        )
        for day, said in days.items()
        if said is not None
    )


def _put_leave(request: Request, leave: Mapping[str, Any]) -> None:
    for number, days in leave.items():
        found = request.session.get(Leave, int(number))
        if found is not None:
            request.session.delete(found)
            request.session.flush()
        if days is not None:
            first, last = map(date.fromisoformat, days[:2])
            again = Leave(id=int(number), person_id=request.me.id, first=first, last=last)
            stand_in, half = (*days[2:], "", "")[:2]
            again.stand_in_id, again.half = stand_in or None, half
            request.session.add(again)
    request.session.flush()
