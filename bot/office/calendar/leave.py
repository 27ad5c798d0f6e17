"""Leave, and the hours one keeps oneself: what the office may know of when somebody is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from bot.language.refusals import Refused
from bot.language.workdays import Hours
from bot.matters import instead, journal, ladders, letters
from bot.office.calendar import changes
from bot.office.calendar.changes import LONGEST
from bot.who import days, posts
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import roster
from storage.duty.roster import Shift
from storage.matters import outbox
from storage.matters.journal import Entry
from storage.office import calendar as stored
from storage.who.people import Leave, Person, Role, holding, leave_of, leave_within

ONE_DAY = timedelta(days=1)


def keep_hours(request: Request, opens: time, closes: time) -> int:
    """Work by hours of one's own; the noon break is the office's, as far as it lies within."""
    insist(request.me.insider, "insider")
    if opens >= closes:
        raise Refused("calendar.bad-hours", field="until")
    _, break_from, break_until, _ = request.calendar.hours
    begins, ends = (max(opens, min(at, closes)) for at in (break_from, break_until))
    said = days.said_hours(Hours(opens, begins, ends, closes))
    return changes.change(request, "my-hours", {"my_hours": said})


def keep_office_hours(request: Request) -> int:
    insist(request.me.insider, "insider")
    return changes.change(request, "my-hours", {"my_hours": ""})


def take(
    request: Request, first: date, last: date, stand_in: Person | None = None, half: str = ""
) -> int:
    """Be on leave. Raises Refused for days that are over, too many, or leave already; and for
    somebody to stand in who is not there either; and where an A/B post would be empty, as long as
    nobody stands in (A2.3).
    """
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    if last < first:
        raise Refused("calendar.last-first", field="last")
    if last < today:
        raise Refused("calendar.leave-over", field="last")
    if (last - first).days >= LONGEST:
        raise Refused("calendar.leave-long", field="last", most=LONGEST)
    for one in leave_within(request.session, request.me.id, first, last):
        key = "calendar.leave-trip" if one.trip_id else "calendar.leave-twice"
        raise Refused(key, field="first", first=one.first, last=one.last)
    if stand_in is not None:
        insist_there(request, stand_in, first, last)
    elif not half:
        _insist_one_stays(request, first, last)
    found = Leave(person_id=request.me.id, first=first, last=last, stand_in=stand_in, half=half)
    request.session.add(found)
    request.session.flush()
    after = {"leave": {str(found.id): changes.said_leave(found)}}
    before = {"leave": {str(found.id): None}}
    entry_id = journal.record(request, "calendar.leave", before=before, after=after)
    hold_anew(request)
    if stand_in is not None:
        ask(request, stand_in, found)
    _on_duty_then(request, first, last)
    return entry_id


def _insist_one_stays(request: Request, first: date, last: date) -> None:
    for other, away in posts.away_too(request.session, request.person, first, last):
        said: dict[str, Any] = {"name": other.name, "first": away.first, "last": away.last}
        there = _somebody_there(request, first, last)
        if there is None:
            raise Refused("calendar.all-away", field="person", **said)
        raise Refused("calendar.partner-away", field="person", instead=there.name, **said)


def _somebody_there(request: Request, first: date, last: date) -> Person | None:
    """Who might be named: of one's own section before others; a director where all are away."""
    me, session = request.person, request.session
    staff = sorted(holding(session, Role.STAFF), key=lambda one: one.section != me.section)
    for one in (*staff, *directors(session)):
        if one is not me and not leave_within(session, one.slack_id, first, last):
            return one
    return None


def insist_there(request: Request, stand_in: Person, first: date, last: date) -> None:
    if stand_in.slack_id == request.me.id:
        raise Refused("calendar.stand-in-self", field="person")
    for one in leave_within(request.session, stand_in.slack_id, first, last):
        raise Refused(
            "calendar.stand-in-away",
            field="person",
            name=stand_in.name,
            first=one.first,
            last=one.last,
        )


def ask(request: Request, stand_in: Person, leave: Leave) -> None:
    """They hear that they stand in, with a way to say that they cannot."""
    said = {"leave": leave.id}
    letters.page(request.session, stand_in.slack_id, "calendar:stands-in", said, request.now)


def of_entry(request: Request, entry_id: int) -> Leave:
    """The leave that was just recorded."""
    [number] = request.session.get_one(Entry, entry_id).after["leave"]
    return request.session.get_one(Leave, int(number))


def duties_in(request: Request, first: date, last: date) -> list[Shift]:
    """One's own duties that begin on days of leave and are still to come."""
    coming = roster.to_come(request.session, request.now, request.me.id)
    return [one for one in coming if first <= one.day <= last]


def _on_duty_then(request: Request, first: date, last: date) -> None:
    """Whoever directs hears at once of duties that somebody on leave has (anchors A1, 17)."""
    days = [one.day.isoformat() for one in duties_in(request, first, last)]
    for director in directors(request.session) if days else ():
        if director is not request.person:
            said = {"person": request.me.id, "days": days}
            letters.page(request.session, director.slack_id, "duty:away", said, request.now)


def tell(request: Request, stand_in: Person, key: str, leave: Leave) -> None:
    said = {"name": request.person.name, "first": leave.first, "last": leave.last}
    letters.note(request.session, stand_in.slack_id, key, request.now, said)


def cancel(request: Request, leave_id: int) -> int:
    """Be there after all; leave that has begun ends with yesterday, and is handed back."""
    found = request.session.get(Leave, leave_id)
    if found is None or found.person_id != request.me.id or found.trip_id:
        raise Refused("calendar.no-leave")
    today = request.calendar.today(request.now)
    short: list[str] | None = None
    if found.first < today:
        short = [found.first.isoformat(), (today - ONE_DAY).isoformat(), *_rest(found)]
    elif found.stand_in is not None:
        tell(request, found.stand_in, "calendar.stands-down", found)
    entry_id = changes.change(request, "cancel-leave", {"leave": {str(leave_id): short}})
    hold_anew(request)
    return entry_id


def _rest(leave: Leave) -> list[str]:
    return changes.said_leave(leave)[2:]


def taken_back(request: Request, entry_id: int) -> None:
    """Undo of whatever was changed: who was to stand in hears it, and what waits is held anew."""
    was = changes.take_back(request, entry_id)
    entry = request.session.get_one(Entry, was)
    for number, days_ in entry.before.get("leave", {}).items():
        still = request.session.get(Leave, int(number))
        if still is None and days_ and len(days_) > 2 and days_[2]:
            stand_in = request.session.get_one(Person, days_[2])
            first, last = map(date.fromisoformat, days_[:2])
            over = Leave(person_id=request.me.id, first=first, last=last)
            tell(request, stand_in, "calendar.stands-down", over)
        elif still is not None and still.stand_in is not None:
            ask(request, still.stand_in, still)
    hold_anew(request)


def hold_anew(request: Request) -> None:
    """What waits to remind whoever asks waits until they are there: later than it would, or as
    soon as they are back; or goes to whoever stands in, or comes back from them.
    """
    instead.reroute(request.session, request.now, request.calendar)
    theirs = days.of_person(request.session, request.person, request.calendar)
    for letter in outbox.held_nudges(request.session, request.now):
        if letter.to == request.me.id:
            letter.not_before = ladders.hold(request.now, theirs)


def mine(request: Request) -> Sequence[Leave]:
    """One's own leave, now and to come; trips are none."""
    today = request.calendar.today(request.now)
    found = stored.leaves_of(request.session, request.me.id, today)
    return [one for one in found if not one.trip_id]


def away(request: Request, person: Person, due: date) -> Leave | None:
    """The leave somebody is on now; or else when something is due."""
    today = request.calendar.today(request.now)
    found = leave_of(request.session, person.slack_id)
    on = [one for day in (today, due) for one in found if one.first <= day <= one.last]
    return on[0] if on else None
