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
from bot.matters import instead, journal, ladders, letters, regular
from bot.matters.sight import visible_to
from bot.office.calendar import changes
from bot.office.calendar.leave import ONE_DAY, ask, hold_anew, insist_there, tell
from bot.who import days
from bot.who.lookups import directors, section_heads_of
from bot.who.request import Request
from storage.matters.followups import FollowUp
from storage.matters.journal import BY_ITSELF, NO_DEEDS, Entry, has_done, write
from storage.matters.matter import Matter, Visibility
from storage.who.pairs import held_by, partners
from storage.who.people import (
    Leave,
    Person,
    claim_hand_back,
    leave_within,
    leaves_from,
    with_stand_in,
)

LONGEST = 600  # characters of what is reported back
HAND_OVERS = "calendar:hand-overs"
JUST_SAID = ("calendar.leave", "calendar.stand-in")
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
    leave.stand_in, leave.accepted_at = stand_in, None
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


def _away(request: Request, person: Person, leave: Leave) -> list[Leave]:
    return leave_within(request.session, person.slack_id, leave.first, leave.last)


def accept(request: Request, leave: Leave) -> bool:
    """Whoever is to stand in says that they will; who is on leave hears it. False if they have said
    so before. Raises Refused where it is not for them, or over.
    """
    today = request.calendar.today(request.now)
    if leave.stand_in is not request.person or leave.last < today:
        raise Refused("calendar.no-stand-in")
    if leave.accepted_at is not None:
        return False
    leave.accepted_at = request.now
    said = {"name": request.person.name, "first": leave.first, "last": leave.last}
    letters.note(request.session, leave.person_id, "calendar.accepted", request.now, said)
    journal.record(request, "calendar.accept", about=leave.person, after={"leave": leave.id})
    return True


def report(request: Request, leave: Leave, words: str) -> None:
    """Whoever stood in tells whoever is back how it was: once. Raises Refused."""
    insist_may_report(request, leave)
    if len(words) > LONGEST:
        raise Refused("calendar.report-long", field="words", most=LONGEST)
    leave.reported_at = request.now
    said = {"by": request.person, "words": words}
    letters.note(request.session, leave.person_id, "calendar.told-report", request.now, said)
    told = {"leave": leave.id}
    journal.record(request, "calendar.report", about=leave.person, after=told, reason=words)


def insist_may_report(request: Request, leave: Leave) -> None:
    if leave.stand_in is not request.person or leave.handed_back_at is None:
        raise Refused("calendar.no-stand-in")
    if leave.reported_at is not None:
        raise Refused("calendar.reported-already", name=leave.person.name)


def to_accept(request: Request) -> list[Leave]:
    """What whoever asks is to stand in for, and has not answered, the next first."""
    today = request.calendar.today(request.now)
    mine = [one for one in with_stand_in(request.session) if one.stand_in_id == request.me.id]
    open_ = [one for one in mine if one.accepted_at is None and one.last >= today]
    return _there(request, [one for one in open_ if not one.trip_id])


def to_report(request: Request) -> list[Leave]:
    """What whoever asks stood in for and has told nothing of, the newest first."""
    mine = [one for one in with_stand_in(request.session) if one.stand_in_id == request.me.id]
    over = [one for one in mine if one.handed_back_at is not None and one.reported_at is None]
    return _there(request, over)[::-1]


def _there(request: Request, found: Sequence[Leave]) -> list[Leave]:
    ordered = sorted(found, key=lambda one: (one.first, one.id))
    return [request.session.get_one(Leave, one.id) for one in ordered]


def decline(request: Request, leave_id: int) -> Leave:
    """Whoever was to stand in cannot: who is on leave hears it, and has somebody else to choose;
    once the leave has begun, whoever directs hears it too. Raises Refused.
    """
    leave = request.session.get(Leave, leave_id)
    today = request.calendar.today(request.now)
    if leave is None or leave.stand_in is not request.person or leave.last < today:
        raise Refused("calendar.no-stand-in")
    leave.stand_in, leave.accepted_at = None, None
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
    found = [one.id for one in mine if one.has_day_of(first, last)]
    return [request.session.get_one(Leave, one) for one in found]


# --- nobody has said yet that they will ----------------------------------------------------------


def not_handed_over(session: Session, now: datetime, office: Calendar) -> list[Leave]:
    """Leave that begins on one of the next two working days, of whoever holds a post or has asked
    somebody to stand in, where nobody has said that they will.
    """
    return [one for one in _soon(session, now, office) if _wants_one(session, one)]


def _soon(session: Session, now: datetime, office: Calendar) -> list[Leave]:
    today = office.today(now)
    tomorrow = office.next_working(today)
    until = office.next_working(tomorrow)
    near = [today + n * ONE_DAY for n in range(1, (until - today).days + 1)]
    return [one for one in leaves_from(session, *near) if not one.trip_id]


def _wants_one(session: Session, leave: Leave) -> bool:
    if _is_covered(session, leave):
        return False
    return bool(leave.stand_in_id or held_by(session, leave.person_id))


def _is_covered(session: Session, leave: Leave) -> bool:
    """Somebody has said that they stand in, and has not left since."""
    asked = session.get(Person, leave.stand_in_id) if leave.stand_in_id else None
    return leave.accepted_at is not None and asked is not None and not asked.is_out


def remind(session: Session, now: datetime, office: Calendar) -> None:
    """Two working mornings before, and on the last one, whoever goes hears it; on the last one
    whoever heads their section, too, or else directs (A2.3). What was said on that very morning
    is given time.
    """
    today = office.today(now)
    if not regular.has_come(office, now, ladders.MORNING) or not office.is_working(today):
        return
    soon, morning = _soon(session, now, office), office.moment(today, ladders.MORNING)
    untold = regular.untold(session, {one.person_id for one in soon}, HAND_OVERS, now, office)
    for leave in (one for one in soon if one.person_id in untold and _wants_one(session, one)):
        if has_done(session, leave.person_id, JUST_SAID, morning):
            continue
        told = [session.get_one(Person, leave.person_id)]
        if leave.first <= office.next_working(today):
            told += _above(session, told[0])
        regular.write(session, told, HAND_OVERS, {}, lambda one: not one.is_out, now, office)


def _above(session: Session, person: Person) -> list[Person]:
    line = [*section_heads_of(session, person), *directors(session)]
    return [one for one in line if one is not person][:1]


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
