"""The sweep: follow-ups whose moment has come turn into letters. Every nudge comes from here."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import ladders, letters
from bot.catalog import tz_of
from bot.ladders import Rung, Step
from bot.people import LEADERS, directors, may_see, section_heads_of, standing
from storage import followups, people
from storage.followups import FollowUp
from storage.people import Person

BATCH = 200  # follow-ups in one transaction: short enough for others to get a turn


def sweep(session: Session, now: datetime, tz: ZoneInfo) -> bool:
    """Turn what is due into letters. True if there may be more: call again."""
    due = followups.due_now(session, now, BATCH)
    for followup in due:
        _speak(session, followup, now, tz)
    return len(due) == BATCH


def _speak(session: Session, followup: FollowUp, now: datetime, tz: ZoneInfo) -> None:
    """Claim one follow-up for its next moment, and write to those this moment is for."""
    times = times_of(followup, tz)
    before = followup.nudge_at
    assert before is not None  # `due_now` found it by this
    rungs = ladders.spoken(followup.ladder, before - timedelta(microseconds=1), now, times)
    coming = ladders.next_rung(followup.ladder, now, times)
    snoozed = followup.snoozed_until
    later = [at for at in (coming[1] if coming else None, snoozed) if at and at > now]
    if not followups.claim(session, followup, coming[0] if coming else 0, min(later, default=None)):
        return
    told: dict[Person, tuple[str, datetime]] = {}
    if snoozed and before <= snoozed <= now:
        told[followup.person] = ("asked", snoozed)
    for rung in rungs:
        for reader in _readers(session, followup, rung, now):
            told[reader] = (rung.reason, ladders.moment(rung, times))
    for reader, (reason, at) in told.items():
        held = ladders.hold(_not_long_ago(at, now, tz_of(reader, tz)), tz_of(reader, tz))
        letters.nudge(session, reader.slack_id, (followup.id, reason), held)


def _not_long_ago(at: datetime, now: datetime, reader: ZoneInfo) -> datetime:
    """`at`; or, after a long sleep, this morning or this hour: what was missed is one message."""
    if now - at <= timedelta(minutes=30):
        return at
    local = now.astimezone(reader)
    if ladders.MORNING <= local.time() < ladders.NOON:
        return datetime.combine(local.date(), ladders.MORNING, reader)
    return now.replace(minute=0, second=0, microsecond=0)


def _readers(session: Session, followup: FollowUp, rung: Rung, now: datetime) -> list[Person]:
    """Whom a rung speaks to: those of the line who may see the matter, and have not hushed it."""
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
    return may_see(session, standing(session, who, now), followup.matter)


def times_of(followup: FollowUp, tz: ZoneInfo) -> ladders.Times:
    """What a follow-up's ladder hangs on: a promise made after the due date moves it on."""
    due = followup.promised_at or followup.due_at
    return ladders.Times(followup.opened_at, due, tz, tz_of(followup.person, tz))
