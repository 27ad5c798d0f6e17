"""Relief (腾出时间, A1.11): what falls due for those who go is put off, handed over, dropped or
kept, as the head of their section agrees.

What somebody else gave out is not dropped here: whoever gave it out calls it off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import life
from bot.matters.followups import SHARED
from bot.matters.hanging import Hanging
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.matters.reminders import DUTY
from bot.matters.sight import may_see
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.followups import FollowUp
from storage.research.relief import Relief
from storage.research.relief import ReliefState as S
from storage.research.trips import Trip, TripState
from storage.who.pairs import partners
from storage.who.people import Person, leave_within

KEEP, POSTPONE, HAND, DROP = CHOICES = ("keep", "postpone", "hand", "drop")
AFTER = 2  # working days from the return until what was put off is due
LIVE = frozenset({TripState.ASKED, TripState.APPROVED, TripState.OUT})
PROPOSED, EITHER = frozenset({S.PROPOSED}), frozenset({S.PROPOSED, S.AGREED})
traveller, planner = attrgetter("person"), attrgetter("matter.opened_by")


def head(relief: Relief) -> Person:
    session = object_session(relief)
    assert session is not None  # it was read, or flushed
    return head_of(session, relief.person)


def head_of(session: Session, who: Person) -> Person:
    """Who agrees: the head of the section, else a director; never whoever goes."""
    line = [*lookups.section_heads_of(session, who), *lookups.directors(session)]
    return next((one for one in line if one is not who and not one.is_out), who)


# --- what falls due, and what could become of it --------------------------------------------------


def in_the_window(request: Request, trip: Trip, who: Person) -> list[FollowUp]:
    """What somebody owes while they are on a trip, as far as whoever agrees to it may see it."""
    theirs = (FollowUp.person_id == who.slack_id, FollowUp.settled_at.is_(None))
    chosen = select(FollowUp).where(*theirs, FollowUp.matter_id != trip.id)
    found = request.session.scalars(chosen.order_by(FollowUp.due_at, FollowUp.id)).all()
    judge = lookups.standing(request.session, head_of(request.session, who), request.now)
    return [
        one
        for one in found
        if trip.leaves_at <= due_of(one) <= ends(request, trip)
        if may_see(request.session, judge, one.matter)
    ]


def due_of(followup: FollowUp) -> datetime:
    """By when it is awaited, as far as nothing was put off yet."""
    return followup.promised_at or followup.was_due or followup.due_at


def ends(request: Request, trip: Trip) -> datetime:
    """What is due on the evening of a return in the afternoon is due on the trip."""
    office = request.calendar
    day = office.today(trip.returns_at)
    if trip.returns_at < office.moment(day, office.hours.break_until):
        return trip.returns_at
    return max(trip.returns_at, office.closing(day))


def open_to(trip: Trip, followup: FollowUp) -> list[str]:
    """What could become of it. Of a promise, of what ends for all at once, and of what another trip
    waits for before it leaves, no time is moved.
    """
    own = followup.duty == DUTY
    fixed = {*SHARED, trip.matter.kind}
    can = {
        KEEP: True,
        POSTPONE: followup.promised_at is None and followup.matter.kind not in fixed,
        HAND: not own and is_of_days(trip),
        DROP: own or followup.matter.kind in SHARED,
    }
    return [choice for choice, yes in can.items() if yes]


def is_of_days(trip: Trip) -> bool:
    """Nobody stands in for a few hours."""
    return trip.returns_at - trip.leaves_at > timedelta(hours=5)


def suggested(request: Request, trip: Trip, followup: FollowUp, stand_in: Person | None) -> str:
    """One's own work waits; what others wait for is seen to by whoever stands in."""
    can = open_to(trip, followup)
    if followup.duty == DUTY:
        return KEEP
    if followup.matter.owner_id == followup.person_id:
        return POSTPONE if POSTPONE in can else KEEP
    able = stand_in is not None and stand_in not in concerned(followup)
    return HAND if HAND in can and able else KEEP


def concerned(followup: FollowUp) -> set[Person]:
    """Nobody does for another what they wait for themselves."""
    return {followup.matter.owner, followup.asked_by} - {followup.person}


def usual_until(request: Request, trip: Trip) -> datetime:
    office = request.calendar
    return office.closing(office.add_working_days(office.today(trip.returns_at), AFTER))


def stand_in_of(request: Request, trip: Trip, who: Person) -> Person | None:
    """The other of their A/B post, if there."""
    found = partners(request.session, who.slack_id)
    return next((one for one in found if is_there(request, trip, one)), None)


def is_there(request: Request, trip: Trip, who: Person) -> bool:
    """Neither on this trip, nor away while it lasts, nor gone."""
    today = request.calendar.today
    first, last = today(trip.leaves_at), today(trip.returns_at)
    theirs = leave_within(request.session, who.slack_id, first, last)
    away = any(one.trip_id != trip.id for one in theirs)
    return not (away or who.is_out or who.slack_id in trip.people.split())


# --- its life, on the card of the trip ------------------------------------------------------------


def _choose(request: Request, relief: Relief, told: Told) -> Values:
    """What was agreed to before has to be agreed to again."""
    lines: Mapping[str, str] = told["lines"]
    stand_in, until = told.get("person"), told["due"]
    if HAND in lines.values() and stand_in is None:
        raise Refused("relief.nobody-named", field="person")
    if stand_in is not None and not is_there(request, relief.trip, stand_in):
        raise Refused("relief.not-there", field="person", name=stand_in.name)
    for one, choice in followups_of(request, relief, lines):
        if choice == HAND and stand_in in concerned(one):
            number = one.matter.number
            raise Refused("relief.waits", field=f"line-{one.id}", number=number, name=stand_in.name)
    if until <= relief.trip.returns_at:
        raise Refused("relief.too-soon", field="due", returns=relief.trip.returns_at)
    to = stand_in.slack_id if stand_in else None
    return {"lines": dict(lines), "stand_in_id": to, "until": until}


def _facts(relief: Relief) -> dict[str, object]:
    names = {"who": relief.person.name, "head": head(relief).name}
    stand_in = relief.stand_in.name if relief.stand_in else ""
    counts = {choice: relief.count(choice) for choice in CHOICES}
    return {**names, **counts, "stand_in": stand_in, "until": relief.until}


def _chooses(me: Standing, relief: Relief) -> bool:
    """Whoever goes; who planned the trip; and whoever agrees to it, who may know better."""
    return me.id in {one(relief).slack_id for one in (traveller, planner, head)}


def _is_live(relief: Relief) -> bool:
    return relief.trip.state in LIVE and relief.person_id in relief.trip.people.split()


LINES = (Field("lines", "text"), Field("person", "person", False), Field("due", "due"))
agrees = or_director_once_gone(is_(head), head)

KIND: Kind[Relief] = Kind(
    "relief", "T", Relief, days=1,
    opening=Move("propose", LIVE, S.PROPOSED, "chooses", insider),
    moves=table(
        Move("choose", EITHER, S.PROPOSED, "chooses", _chooses, LINES, _choose, (head,)),
        Move("agree", PROPOSED, S.AGREED, "head", agrees, (), calls=(traveller,)),
    ),
    stages={S.PROPOSED: Stage("agree", head, traveller, "agree", days=1)},
    undone=S.OVER,
    facts=_facts,
    within=lambda request, relief: owe(request, relief.trip),
    is_live=_is_live,
    hangs=Hanging("trips", Trip, lambda trip: trip.reliefs, {
        "number": "relief", "state": "relief_state", "lines": "relief_lines",
        "stand_in_id": "relief_stand_in", "until": "relief_until",
    }),
)  # fmt: skip


def owe(request: Request, trip: Trip) -> None:
    life.owe_all(request, KIND, trip.matter, trip.reliefs)


def propose(request: Request, trip: Trip) -> list[Relief]:
    """Once it is sent, or sent anew: for each who goes, what falls due, with what would usually
    become of it; what was chosen before stays chosen. Those that have changed come back.
    """
    there = {one.person_id: one for one in trip.reliefs}
    for one in trip.reliefs:
        if one.person_id not in trip.people.split():
            one.state = S.OVER
    found = [_of(request, trip, who, there.get(who.slack_id)) for who in trip.travellers]
    return [one for one in found if one is not None]


def _of(request: Request, trip: Trip, who: Person, was: Relief | None) -> Relief | None:
    stand_in = stand_in_of(request, trip, who)
    usual = {
        str(one.id): suggested(request, trip, one, stand_in)
        for one in in_the_window(request, trip, who)
    }
    if was is not None:
        return _anew(request, was, {one: was.lines.get(one, usual[one]) for one in usual})
    if not usual:
        return None
    number = max((one.number for one in trip.reliefs), default=0) + 1
    new = Relief(
        trip=trip, number=number, person=who, until=usual_until(request, trip), lines=usual,
        stand_in=stand_in if HAND in usual.values() else None, done={},
    )  # fmt: skip
    request.session.add(new)
    request.session.flush()
    return new


def _anew(request: Request, relief: Relief, lines: dict[str, str]) -> Relief | None:
    """As it was agreed, unless something else falls due by now, or its dates no longer fit."""
    stand_in, trip = relief.stand_in, relief.trip
    stays = stand_in is None or is_there(request, trip, stand_in)
    in_time = relief.until > trip.returns_at
    if relief.state is not S.OVER and lines == relief.lines and stays and in_time:
        return None
    if not stays:
        lines = {one: KEEP if choice == HAND else choice for one, choice in lines.items()}
        relief.stand_in_id = None
    relief.lines, relief.state = lines, S.PROPOSED if lines else S.OVER
    relief.until = relief.until if in_time else usual_until(request, trip)
    request.session.flush()
    return relief if lines else None


def followups_of(
    request: Request, relief: Relief, lines: Mapping[str, str] | None = None
) -> Sequence[tuple[FollowUp, str]]:
    """What it speaks of, with what becomes of each, as far as whoever asks may see it; or would
    become of it by other `lines`.
    """
    lines = relief.lines if lines is None else lines
    chosen = select(FollowUp).where(FollowUp.id.in_([int(one) for one in lines]))
    found = request.session.scalars(chosen.order_by(FollowUp.due_at, FollowUp.id)).all()
    return [
        (one, lines[str(one.id)])
        for one in found
        if may_see(request.session, request.me, one.matter)
    ]


def said_of(followup: FollowUp) -> dict[str, object]:
    return {**followup.matter.named, "duty": Key(followup.duty), "due": due_of(followup)}
