"""What is on whose plate: the lists behind Home, "what's overdue?" and the morning line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.matters.ladders import IN_DIGEST, PRIVATE
from bot.matters.reminders import DUTY, is_to_oneself
from bot.matters.sight import visible_to
from bot.who.request import Request
from bot.who.standing import EVERYBODY, Standing
from storage.matters.followups import FollowUp
from storage.matters.matter import Matter
from storage.who.people import Person, Role

SOON = timedelta(days=3)
# A reminder one has set oneself: its time comes, but it is never late.
TO_ONESELF = and_(FollowUp.duty == DUTY, FollowUp.asked_by_id == FollowUp.person_id)


@dataclass(frozen=True)
class Plate:
    """Open follow-ups by due time: my own work, what others wait for from me, what I wait for."""

    mine: Sequence[FollowUp]
    waiting_for_me: Sequence[FollowUp]
    i_wait_for: Sequence[FollowUp]
    left_behind: Sequence[FollowUp]
    standing_in: Sequence[FollowUp] = ()

    def owed(self) -> list[FollowUp]:
        return [*self.mine, *self.waiting_for_me]


def plate(request: Request) -> Plate:
    """One person's three lists; and, for a director, what those who left have left behind."""
    me = request.me
    owed = _open(request.session, me, FollowUp.person_id == me.id)
    return Plate(
        mine=[one for one in owed if one.matter.owner_id == me.id],
        waiting_for_me=[one for one in owed if one.matter.owner_id != me.id],
        i_wait_for=_open(
            request.session, me, FollowUp.asked_by_id == me.id, FollowUp.person_id != me.id
        ),
        left_behind=left_behind(request.session, me) if me.directs else (),
        standing_in=_of_those_away(request.session, me) if me.stands_for else (),
    )


def _of_those_away(session: Session, me: Standing) -> Sequence[FollowUp]:
    """What those owe for whom this person stands in now, as far as they may see it."""
    return _open(session, me, FollowUp.person_id.in_(sorted(me.stands_for)), ~TO_ONESELF)


def counts(request: Request, plate: Plate) -> dict[str, int]:
    """Today in three numbers: what is due by tonight, what is overdue, what waits for me."""
    owed, day = plate.owed(), request.calendar.today(request.now)
    late = [one for one in owed if one.due_at <= request.now and not is_to_oneself(one)]
    today = [one for one in owed if request.calendar.today(one.due_at) == day]
    return {
        "today": len([one for one in today if one not in late]),
        "overdue": len(late),
        "waiting": len(plate.waiting_for_me),
    }


def overdue(request: Request) -> Sequence[FollowUp]:
    """All that is overdue among what this person may see, longest first."""
    return _open(request.session, request.me, FollowUp.due_at < request.now, ~TO_ONESELF)


def late_of_others(session: Session, me: Standing, now: datetime) -> Sequence[FollowUp]:
    """What is overdue with others, of what goes up the line."""
    goes_up = FollowUp.ladder.in_(IN_DIGEST)
    return _open(session, me, FollowUp.due_at < now, FollowUp.person_id != me.id, goes_up)


def coming(request: Request) -> Sequence[FollowUp]:
    """All that falls due in the next three days among what this person may see."""
    soon = FollowUp.due_at.between(request.now, request.now + SOON)
    return _open(request.session, request.me, soon)


def owed_by(request: Request, person: Person) -> Sequence[FollowUp]:
    return _open(request.session, request.me, FollowUp.person_id == person.slack_id)


def waited_for_by(request: Request, person: Person) -> Sequence[FollowUp]:
    """What is somebody's, and others have in hand now."""
    theirs = (Matter.owner_id == person.slack_id, FollowUp.person_id != person.slack_id)
    return _open(request.session, request.me, *theirs)


def of_everybody(request: Request) -> Sequence[FollowUp]:
    """All that anybody owes, but for what they remind themselves of."""
    return _open(request.session, request.me, ~TO_ONESELF)


def waiting_on(session: Session, me: Standing) -> Sequence[FollowUp]:
    """All that somebody owes."""
    return _open(session, me, FollowUp.person_id == me.id)


def led_by(request: Request, leader: Person, unified: Collection[int]) -> Sequence[FollowUp]:
    """All that a leader owes, and what others owe on what the leader answers for."""
    kinds = Matter.kind.in_(("drafts", "parts", "supervision"))
    theirs = and_(Matter.owner_id == leader.slack_id, kinds)
    owes = FollowUp.person_id == leader.slack_id
    return _open(request.session, request.me, or_(owes, theirs, Matter.id.in_(unified)))


def left_behind(session: Session, me: Standing) -> Sequence[FollowUp]:
    """What is with people who are no longer of the office, or write what somebody else reviews."""
    out = or_(~Person.active, Person.guest, Person.role == Role.OUTSIDER)
    gone = select(Person.slack_id).where(out, ~Person.admin | ~Person.active)
    return _open(session, me, or_(FollowUp.person_id.in_(gone), Matter.owner_id.in_(gone)))


def for_everybody(session: Session, until: datetime) -> Sequence[FollowUp]:
    """What is overdue or due by `until`, of what the whole office may see."""
    in_private = FollowUp.ladder.in_(PRIVATE)
    return _open(session, EVERYBODY, FollowUp.due_at <= until, ~in_private)


def _open(session: Session, me: Standing, *conditions: ColumnElement[bool]) -> Sequence[FollowUp]:
    chosen = (
        select(FollowUp)
        .join(FollowUp.matter)
        .where(FollowUp.settled_at.is_(None), visible_to(me), *conditions)
        .order_by(FollowUp.due_at, FollowUp.id)
    )
    return session.scalars(chosen).all()
