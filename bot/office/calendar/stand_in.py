"""Whoever stands in during leave: named, may say no; what was done meanwhile is handed back (A2.3).

Whether something is heard by them is decided in `bot/matters/instead.py` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.language.catalog import tz_of
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import instead, journal, ladders, letters
from bot.matters.sight import visible_to
from bot.office.calendar import changes
from bot.office.calendar.leave import ONE_DAY, ask, hold_anew, insist_there, tell
from bot.who import days
from bot.who.lookups import directors
from bot.who.request import Request
from storage.matters.followups import FollowUp
from storage.matters.journal import BY_ITSELF, NO_DEEDS, Entry, write
from storage.matters.matter import Matter, Visibility
from storage.who.pairs import partners
from storage.who.people import Leave, Person, claim_hand_back, leave_of, with_stand_in

MOST = 10  # deeds said when it is handed back; then how many more
AHEAD = timedelta(hours=14)  # how far a day anywhere is before that of UTC


def name(request: Request, leave_id: int, stand_in: Person) -> Leave:
    """Somebody, or somebody else, stands in during leave of one's own. Raises Refused."""
    leave = request.session.get(Leave, leave_id)
    if leave is None or leave.person_id != request.me.id:
        raise Refused("calendar.no-leave")
    insist_there(request, stand_in, leave.first, leave.last)
    before = leave.stand_in
    if before is stand_in:
        return leave
    if before is not None:
        tell(request, before, "calendar.stands-down", leave)
    was = changes.said_leave(leave)
    leave.stand_in = stand_in
    request.session.flush()
    after = {"leave": {str(leave.id): changes.said_leave(leave)}}
    before_it = {"leave": {str(leave.id): was}}
    journal.record(request, "calendar.stand-in", about=stand_in, before=before_it, after=after)
    hold_anew(request)
    ask(request, stand_in, leave)
    return leave


def proposed(request: Request, leave: Leave | None = None) -> Person | None:
    """Whoever is of one A/B post with whoever asks, and there during this leave."""
    there = (one for one in partners(request.session, request.me.id) if not one.is_out)
    return next((one for one in there if leave is None or not _away(request, one, leave)), None)


def away_too(request: Request, leave: Leave) -> Sequence[tuple[Person, Leave]]:
    """Whoever is of one A/B post with whoever asks, and has leave then as well."""
    there = [one for one in partners(request.session, request.me.id) if not one.is_out]
    return [(one, away) for one in there for away in _away(request, one, leave)[:1]]


def _away(request: Request, person: Person, leave: Leave) -> list[Leave]:
    theirs = leave_of(request.session, person.slack_id)
    return [one for one in theirs if one.first <= leave.last and leave.first <= one.last]


def decline(request: Request, leave_id: int) -> Leave:
    """Whoever was to stand in cannot: who is on leave hears it, and has somebody else to choose;
    once the leave has begun, whoever directs hears it too. Raises Refused.
    """
    leave = request.session.get(Leave, leave_id)
    today = request.calendar.today(request.now)
    if leave is None or leave.stand_in is not request.person or leave.last < today:
        raise Refused("calendar.no-stand-in")
    leave.stand_in = None
    request.session.flush()
    before = {"stand_in": request.me.id}
    journal.record(request, "calendar.decline", about=leave.person, before=before)
    told = {leave.person_id}
    if leave.first <= today:
        told |= {one.slack_id for one in directors(request.session)}
    for who in sorted(told - {request.me.id}):
        said = {"leave": leave_id, "by": request.me.id}
        letters.page(request.session, who, "calendar:declined", said, request.now)
    instead.reroute(request.session, request.now, request.calendar)
    return leave


def covered(request: Request, first: date, last: date) -> list[Leave]:
    """The leave of others in which whoever asks stands in on one of these days."""
    mine = [one for one in with_stand_in(request.session) if one.stand_in_id == request.me.id]
    found = [one.id for one in mine if one.first <= last and first <= one.last]
    return [request.session.get_one(Leave, one) for one in found]


# --- handed back ----------------------------------------------------------------------------------


def hand_back(session: Session, now: datetime, office: Calendar) -> None:
    """On the first morning back both hear what was done meanwhile: once."""
    ended = [one for one in with_stand_in(session) if one.last < (now + AHEAD).date()]
    for leave in ended:
        if leave.handed_back_at is None and _is_back(session, leave, now, office):
            _hand_back(session, leave, now)


def _is_back(session: Session, leave: Leave, now: datetime, office: Calendar) -> bool:
    person = session.get_one(Person, leave.person_id)
    theirs = days.of_person(session, person, office)
    morning = datetime.combine(leave.last + ONE_DAY, time.min, tz_of(person, office.tz))
    return now >= ladders.hold(morning, theirs)


def _hand_back(session: Session, leave: Leave, now: datetime) -> None:
    if not claim_hand_back(session, leave.id, now):
        return
    write(
        session, person_id=leave.person_id, about_id=leave.stand_in_id, at=now,
        what="calendar.handed-back", surface=BY_ITSELF, before={}, after={"leave": leave.id},
    )  # fmt: skip
    if session.get_one(Person, leave.person_id).is_out:  # whoever left does not come back
        return
    for who in (leave.person_id, leave.stand_in_id or ""):
        letters.page(session, who, "calendar:handed-back", {"leave": leave.id}, now)


def done_meanwhile(request: Request, leave: Leave) -> Sequence[tuple[Entry, Matter]]:
    """What others did on whatever was with whoever was away, oldest first: as far as the reader may
    see it, or did it themselves.
    """
    since = request.calendar.moment(leave.first, time.min)
    until = leave.handed_back_at or request.now
    on_it = select(FollowUp.matter_id).where(FollowUp.person_id == leave.person_id)
    with_them = or_(Matter.owner_id == leave.person_id, Matter.id.in_(on_it))
    own = and_(Entry.person_id == request.me.id, Matter.visibility != Visibility.NAMED)
    chosen = (
        select(Entry, Matter)
        .join(Matter, Entry.matter_id == Matter.id)
        .where(with_them, or_(visible_to(request.me), own), Entry.at.between(since, until))
        .where(Entry.person_id != leave.person_id, Entry.what.not_in(NO_DEEDS))
        .order_by(Entry.id)
    )
    return [(entry, matter) for entry, matter in request.session.execute(chosen)]
