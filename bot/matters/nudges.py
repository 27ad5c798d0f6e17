"""The sweep: follow-ups whose moment has come turn into letters. Every nudge comes from here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.dates import Repeat, following
from bot.language.workdays import Calendar
from bot.matters import instead, ladders, letters
from bot.matters.followups import times_of
from bot.matters.ladders import Rung, Step
from bot.matters.letters import Line
from bot.matters.sight import may_see
from bot.who import days
from bot.who.lookups import directors, section_heads_of, standing
from bot.who.standing import LEADERS
from storage.matters import followups
from storage.matters.followups import FollowUp
from storage.who import people
from storage.who.people import Person

BATCH = 50  # follow-ups in one transaction: short enough for others to get a turn


def sweep(session: Session, now: datetime, office: Calendar, batch: int = BATCH) -> bool:
    """Turn what is due into letters. True if there may be more: call again, with the same `now`."""
    due = followups.due_now(session, now, batch)
    said: dict[tuple[str, datetime], list[Line]] = {}
    for followup in due:
        for reader, reason in _speaks_to(session, followup, now, office).items():
            at = _held(followup, reader, reason, now, days.of_person(session, reader, office))
            said.setdefault((reader.slack_id, at), []).append((followup.id, reason))
    for (to, at), lines in sorted(
        said.items()
    ):  # in one order, so that no two sweeps wait in a ring
        letters.nudge(session, to, lines, at, now=now)
    return len(due) == batch


def _speaks_to(
    session: Session, followup: FollowUp, now: datetime, office: Calendar
) -> dict[Person, str]:
    """Move one follow-up on to its next moment; whom this one is for, and why."""
    before = followup.nudge_at
    assert before is not None  # `due_now` found it by this
    _come_again(session, followup, now, office)
    times = times_of(session, followup, office)
    rungs = ladders.spoken(followup.ladder, before - timedelta(microseconds=1), now, times)
    coming = ladders.next_moment(followup.ladder, now, times)
    if followup.repeats:
        is_to_come = followup.due_at > now
        coming = followup.due_at if is_to_come else next_time(session, followup, office, now)
    snoozed = followup.snoozed_until
    later = [at for at in (coming, snoozed) if at and at > now]
    followup.nudge_at = min(later, default=None)
    told: dict[Person, str] = {}
    if snoozed and before <= snoozed <= now:
        told[followup.person] = "asked"
    for rung in rungs:
        told |= dict.fromkeys(_readers(session, followup, rung, now), rung.reason)
    if followup.person in told:
        return instead.of_the_debtor(session, followup, told, now, office)
    return told


def _come_again(session: Session, followup: FollowUp, now: datetime, office: Calendar) -> None:
    """What comes again is due at the last of its times that has come."""
    while followup.repeats:
        coming = next_time(session, followup, office, followup.due_at)
        if coming > now:
            return
        followup.due_at = followup.matter.due_at = coming


def next_time(session: Session, followup: FollowUp, office: Calendar, after: datetime) -> datetime:
    """When a follow-up that repeats comes after a moment, in the zone of the one who owes it."""
    repeat = Repeat.read(followup.repeats)
    assert repeat is not None  # whoever asks has looked
    theirs = days.of_person(session, followup.person, office)
    return following(repeat, followup.due_at, after, theirs)


def _held(
    followup: FollowUp, reader: Person, reason: str, now: datetime, theirs: Calendar
) -> datetime:
    """Now, or the reader's next working morning; what one asked of oneself comes as asked."""
    own_word = reason == "now" and followup.asked_by_id == reader.slack_id
    return now if own_word else ladders.hold(now, theirs)


INSTEAD = {Step.SECTION_HEAD: Step.DIRECTOR, Step.DIRECTOR: Step.DEBTOR}


def _readers(session: Session, followup: FollowUp, rung: Rung, now: datetime) -> list[Person]:
    """Whom a rung speaks to; where nobody is there to hear it again, somebody does instead."""
    found = _of_the_line(session, followup, rung, now)
    if not found and rung.again and rung.to in INSTEAD:
        return _readers(session, followup, replace(rung, to=INSTEAD[rung.to]), now)
    return found


def _of_the_line(session: Session, followup: FollowUp, rung: Rung, now: datetime) -> list[Person]:
    """Those of one step who may see the matter, and have not hushed it."""
    debtor = followup.person
    if rung.to is Step.DEBTOR:
        hushed = followup.snoozed_until is not None and followup.snoozed_until > now
        found = [] if hushed else [debtor]
    elif rung.to is Step.SECTION_HEAD:
        found = list(section_heads_of(session, debtor))
    elif rung.to is Step.DIRECTOR:
        found = list(directors(session))
    else:
        found = list(people.holding(session, *LEADERS))
    return [who for who in found if _may_hear(session, followup, rung, who, now)]


def _may_hear(session: Session, followup: FollowUp, rung: Rung, who: Person, now: datetime) -> bool:
    if not who.active or (rung.to is not Step.DEBTOR and who is followup.person):
        return False
    reads = who is followup.person and followup.seat is not None
    return may_see(session, standing(session, who, now), followup.matter, reads=reads)
