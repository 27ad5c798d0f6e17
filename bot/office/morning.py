"""What the office does by itself: its morning line, and forgetting what is of no more use."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.office import owed, unread
from storage.matters import inbox, outbox, slips
from storage.matters.outbox import Letter, LetterKind
from storage.office import calendar
from storage.office.settings import known

MORNING_WINDOW = timedelta(hours=3)  # later than this, the morning is over: say nothing
KEEP_KEYS = timedelta(days=3)  # Slack repeats an event for a day at most
KEEP_LETTERS = timedelta(days=90)
KEEP_LEAVE = timedelta(days=400)  # what hangs on it has long been settled


def morning(session: Session, now: datetime, calendar: Calendar) -> None:
    """The morning line of a working day: posted once, or never if nothing is due."""
    kept, today = known(session), calendar.today(now)
    if kept is None or not (kept.channel and kept.morning_on):
        return
    starts = calendar.moment(today, time.fromisoformat(kept.morning_at))
    slot = f"morning:{today:%Y-%m-%d}"
    in_time = starts <= now <= starts + MORNING_WINDOW and calendar.is_working(today)
    if not in_time or outbox.in_slot(session, slot):
        return
    tonight = calendar.moment(today, time.max)
    due = owed.for_everybody(session, tonight)
    lines = [[one.id, "today" if one.due_at > now else "overdue"] for one in due]
    letter = Letter(
        kind=LetterKind.NUDGE, to=kept.channel, blanks={"lines": lines}, slot=slot, not_before=now
    )
    outbox.put_in_slot(session, letter)


def tidy(session: Session, now: datetime) -> None:
    """Forget what is of no more use; matters, follow-ups and the journal stay."""
    inbox.forget(session, now - KEEP_KEYS)
    slips.forget(session, now - KEEP_KEYS)
    outbox.forget(session, now - KEEP_LETTERS)
    unread.tidy(session, now)
    calendar.forget(session, (now - KEEP_LEAVE).date())
