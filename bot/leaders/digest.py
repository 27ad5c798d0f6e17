"""A leader's digest: twice a working day, what waits for them, in one private message (A2.0)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.leaders import ledger
from bot.matters import ladders, letters
from bot.matters.followups import times_of
from bot.matters.ladders import MORNING
from bot.matters.letters import Line
from bot.office import owed as owing
from bot.papers.life import no_round_is_open
from bot.who import days
from bot.who.lookups import standing
from bot.who.standing import BOARD, LEADERS
from storage.leaders import ledger as stored
from storage.matters.followups import FollowUp
from storage.papers.drafts import Draft
from storage.who import people
from storage.who.people import Person

LATE_AFTERNOON = time(16, 30)
DAY = timedelta(days=1)
WINDOW = timedelta(hours=1)  # later than this, the next one will do


def sweep(session: Session, now: datetime, office: Calendar) -> None:
    """Write the digests whose moment has come, each once. What else is said to a leader at that
    moment is in the same message.
    """
    for known in people.known(session, *BOARD):
        moment = due_now(now, days.of_person(session, known, office))
        if moment is None:
            continue
        leader = session.get_one(Person, known.slack_id)
        since = stored.ledger_of(session, leader.slack_id).digested_at or moment - DAY
        if _is_ours(session, leader, moment):
            late = _still_late(session, leader, (since, now), office)
            lines = _lines(session, leader, now) + late
            if lines:
                letters.nudge(session, leader.slack_id, lines, now, now=now)


def due_now(now: datetime, theirs: Calendar) -> datetime | None:
    """The digest that is due now, if they are at work then: held over the night it is none."""
    for at in (MORNING, LATE_AFTERNOON):
        moment = ladders.hold(theirs.moment(theirs.today(now), at), theirs)
        if moment <= now <= moment + WINDOW:
            return moment
    return None


def _is_ours(session: Session, leader: Person, moment: datetime) -> bool:
    kept = stored.ledger_of(session, leader.slack_id)
    return kept.digest_on and stored.claim(session, kept, moment)


def _lines(session: Session, leader: Person, now: datetime) -> list[Line]:
    """Decisions, drafts that can be signed, and what else falls due; what was put off stays so."""
    owed = owing.waiting_on(session, standing(session, leader, now))
    lists = ledger.sorted_out(owed, leader.slack_id)
    due = [one for one in (*lists["parts"], *lists["others"]) if one.due_at <= now + owing.SOON]
    signable = [one for one in lists["to-sign"] if _can_be_signed(session, one)]
    found = [*lists["decisions"], *due, *signable]
    return [(one.id, "digest") for one in found if not _is_hushed(one, now)]


def _still_late(
    session: Session, leader: Person, between: tuple[datetime, datetime], office: Calendar
) -> list[Line]:
    """What is still late with others, and was to be told again since the last digest."""
    if leader.role not in LEADERS:
        return []
    since, now = between
    late = owing.late_of_others(session, standing(session, leader, now), now)
    return [
        (one.id, "digest")
        for one in late
        if ladders.is_told_again(one.ladder, since, now, times_of(session, one, office))
    ]


def _can_be_signed(session: Session, owed: FollowUp) -> bool:
    """Not while others are still asked about it."""
    draft = session.get(Draft, owed.matter_id)
    return draft is None or no_round_is_open(draft)


def _is_hushed(owed: FollowUp, now: datetime) -> bool:
    return owed.snoozed_until is not None and owed.snoozed_until > now
