"""Who hears what is said to somebody on leave: the one place that decides it (A2.3).

Whoever stands in hears it, as far as they may see the matter; what they may not see goes to its
owner, then to whoever waits for it, then up the line, and leaves no trace with them. Somebody for
whom nobody stands in hears it once they are back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters import ladders, letters
from bot.matters.sight import may_see
from bot.who import days
from bot.who.lookups import directors, section_heads_of, standing
from storage.matters import journal, outbox
from storage.matters.followups import FollowUp
from storage.matters.journal import BY_ITSELF, WENT_TO
from storage.who.people import Person

INSTEAD = "instead"  # the reason of a line that is heard in somebody's place


def hears(session: Session, followup: FollowUp, now: datetime, office: Calendar) -> Person:
    """Who is to hear what is said now to the one who owes it: it is heard at their next working
    moment, and who is away then counts.
    """
    debtor = followup.person
    there = days.of_person(session, debtor, office, leave=False)
    at = ladders.hold(now, there)
    leave = days.leave_at(session, debtor, at)
    if leave is None or not leave.stand_in_id or _is_own_reminder(followup):
        return debtor
    if leave.trip_id and followup.id not in leave.handed:  # they see to it on the way
        return debtor
    in_turn = (session.get_one(Person, leave.stand_in_id), *_up_from(session, followup))
    may = (one for one in in_turn if one is not debtor and _may(session, followup, one, at))
    return next(may, debtor)


def _is_own_reminder(followup: FollowUp) -> bool:
    own = followup.asked_by_id == followup.person_id
    return own and followup.matter.owner_id == followup.matter.opened_by_id


def _up_from(session: Session, followup: FollowUp) -> Iterator[Person]:
    yield followup.matter.owner
    yield followup.asked_by
    yield from section_heads_of(session, followup.person)
    yield from directors(session)


def _may(session: Session, followup: FollowUp, who: Person, at: datetime) -> bool:
    if who.is_out or days.leave_at(session, who, at) is not None:
        return False
    return may_see(session, standing(session, who, at), followup.matter)


def of_the_debtor(
    session: Session,
    followup: FollowUp,
    told: Mapping[Person, str],
    now: datetime,
    office: Calendar,
) -> dict[Person, str]:
    """What was to be told to the one who owes it goes to whoever hears it; that is on record."""
    debtor, who = followup.person, hears(session, followup, now, office)
    if who is debtor:
        return dict(told)
    _record(session, followup, who, now)
    return {who: INSTEAD} | {one: why for one, why in told.items() if one is not debtor}


def _record(session: Session, followup: FollowUp, who: Person, now: datetime) -> None:
    journal.write(
        session, matter_id=followup.matter_id, person_id=followup.person_id,
        about_id=who.slack_id, at=now, what=WENT_TO, surface=BY_ITSELF, before={},
        after={"to_id": who.slack_id},
    )  # fmt: skip


def reroute(session: Session, now: datetime, office: Calendar) -> None:
    """Leave has begun, ended or changed: what waits to be heard goes to whom it is for now."""
    for letter in outbox.held_nudges(session, now):
        kept = []
        for number, reason in letter.blanks["lines"]:
            followup = session.get_one(FollowUp, number)
            if reason != INSTEAD and followup.person_id != letter.to:  # it goes up the line
                kept.append([number, reason])
                continue
            who = hears(session, followup, now, office)
            if who.slack_id == letter.to:
                kept.append([number, reason])
            else:
                _hand(session, followup, who, now, office)
        letter.blanks = {**letter.blanks, "lines": kept}


def _hand(
    session: Session, followup: FollowUp, who: Person, now: datetime, office: Calendar
) -> None:
    at = ladders.hold(now, days.of_person(session, who, office))
    away = who is not followup.person
    if away:
        _record(session, followup, who, now)
    line = (followup.id, INSTEAD if away else "back")
    letters.nudge(session, who.slack_id, [line], at, now=now)
