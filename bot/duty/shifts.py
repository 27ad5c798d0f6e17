"""A shift as it goes: its people are reminded, it is taken over, what happens is noted.

It is taken over from 15 minutes before its beginning; if it is not by ten minutes after, the old
shift stays responsible and the directors hear (domain.md 2.4 and 5). Gaps of the day to come are
said to the directors the afternoon before, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.duty import incidents
from bot.duty.roster import AHEAD, DAY_BEFORE, ONE_DAY, gaps, next_word
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, letters
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import roster as stored
from storage.duty.incidents import Incident
from storage.duty.roster import LogEntry, Shift, Tier
from storage.matters import outbox
from storage.matters.outbox import Letter, LetterKind
from storage.who.people import Person

EARLY = timedelta(minutes=15)
DESK = (Tier.OFFICER, Tier.DAY)
EVE, SOON, LATE = range(3)  # the letters of a shift after the one a week ahead, by their step
LONGEST = 1000  # characters of a log entry


def speak(session: Session, now: datetime, calendar: Calendar) -> None:
    """Say what shifts have to say now."""
    for shift in stored.speaking(session, now):
        step = shift.step
        shift.step, shift.speaks_at = next_word(calendar, shift, now)
        if step == AHEAD and shift.begins_at > now:
            letters.page(session, shift.person_id, "duty:ahead", {"shift": shift.id}, now)
        elif step in (EVE, SOON) and shift.ends_at > now:
            letters.page(session, shift.person_id, "duty:soon", {"shift": shift.id}, now)
        elif step == LATE and shift.taken_over_at is None:
            for director in lookups.directors(session):
                if director.slack_id != shift.person_id:
                    letters.page(session, director.slack_id, "duty:late", {"shift": shift.id}, now)


def remind(session: Session, now: datetime) -> None:
    """What was promised for a moment is told, once, to whoever is on duty then; to the directors
    if nobody is.
    """
    for entry in stored.due_points(session, now):
        entry.due_at = None
        on = _at_the_desk(session, now)
        for person in on or lookups.directors(session):
            letters.page(session, person.slack_id, "duty:due", {"entry": entry.id}, now)


def _at_the_desk(session: Session, now: datetime) -> list[Person]:
    """Whoever keeps the desk now, before whoever leads or stands by: one, or nobody."""
    on = [one for one in stored.running(session, now) if not one.person.is_out]
    first = [one.person for one in on if one.tier in DESK]
    return [*first, *(one.person for one in on)][:1]


def warn_of_gaps(session: Session, now: datetime, calendar: Calendar) -> None:
    """Of tomorrow, to the directors, from four in the afternoon on: once a day."""
    today = calendar.today(now)
    if now < calendar.moment(today, DAY_BEFORE):
        return
    day = today + ONE_DAY
    found = gaps(session, calendar, day, day)  # of a day that is filled nothing more is asked
    if not found or not stored.is_kept(session):
        return
    slots = {f"duty-gap:{day}:{one.slack_id}": one.slack_id for one in lookups.directors(session)}
    untold = slots.keys() - outbox.taken(session, slots)
    said = {"day": day.isoformat(), "tiers": [tier.value for _, tier in found]}
    for slot in sorted(untold):
        page = Letter(
            kind=LetterKind.PAGE, to=slots[slot], key="duty:gap", blanks=said, slot=slot,
            not_before=now,
        )  # fmt: skip
        outbox.put_in_slot(session, page)


def mine_now(request: Request) -> list[Shift]:
    """The shifts somebody may take over now."""
    soon = stored.to_come(request.session, request.now, request.me.id)
    on = [
        one for one in stored.running(request.session, request.now) if one.person is request.person
    ]
    return [
        one
        for one in (*on, *soon)
        if one.begins_at - EARLY <= request.now and not one.taken_over_at
    ]


@dataclass(frozen=True)
class HandedOver:
    """What comes with a shift: the one before, and the incidents that were with whoever had it."""

    shift: Shift
    before: Shift | None
    incidents: Sequence[Incident]


def take_over(request: Request, shift: Shift | None = None) -> HandedOver:
    """One's own shift is taken over from whoever had the one before, with every incident that was
    with them and every clock that runs on it. Raises Refused.
    """
    insist(request.me.insider, "insider")
    if shift is None:
        shift = next(iter(mine_now(request)), None)
    if shift is None:
        coming = next(iter(stored.to_come(request.session, request.now, request.me.id)), None)
        if coming is None:
            raise Refused("duty.none-to-take")
        raise Refused("duty.too-early", at=coming.begins_at - EARLY)
    if shift.person is not request.person:
        raise Refused("duty.not-yours", name=shift.person.name)
    if shift.taken_over_at is not None:
        raise Refused("duty.taken-over-already")
    if request.now < shift.begins_at - EARLY:
        raise Refused("duty.too-early", at=shift.begins_at - EARLY)
    shift.taken_over_at = request.now
    before = stored.last_before(request.session, shift)
    given_by = before.person if before and before.person is not request.person else None
    after = {"shift": shift.id, "day": shift.day.isoformat(), "tier": shift.tier.value}
    journal.record(request, "duty.take-over", about=given_by, after=after)
    if given_by is not None:
        said = {"by": request.person.name, "at": request.now}
        letters.note(request.session, given_by.slack_id, "duty.relieved", request.now, said)
    carried = incidents.hand_over(request, given_by) if given_by else []
    return HandedOver(shift, before, carried)


def note(
    request: Request, words: str, *, stays_open: bool = False, due_at: datetime | None = None
) -> LogEntry:
    """Something is written in the log; what stays open may be due, a call back for example, and
    whoever is on duty then hears of it. Raises Refused for nothing, and for too much.
    """
    insist(request.me.insider, "insider")
    words = " ".join(words.split())
    if not words:
        raise Refused("duty.log-empty", field="words")
    if len(words) > LONGEST:
        raise Refused("duty.log-long", field="words", most=LONGEST)
    entry = LogEntry(at=request.now, by=request.person, words=words, open=stays_open, due_at=due_at)
    request.session.add(entry)
    request.session.flush()
    after = {"entry": entry.id, "words": words, "open": stays_open}
    after |= {"due_at": due_at.isoformat()} if due_at else {}
    journal.record(request, "duty.log", after=after)
    return entry


def keep_open(request: Request, number: int) -> None:
    """There is something to be done about an entry after all."""
    insist(request.me.insider, "insider")
    entry = request.session.get(LogEntry, number)
    if entry is not None and not entry.open:
        entry.open = True
        journal.record(request, "duty.log-open", after={"entry": number})


def settle(request: Request, number: int) -> None:
    """Somebody has seen to an open point. Raises Refused if somebody did before."""
    insist(request.me.insider, "insider")
    if not stored.close_entry(request.session, number):
        raise Refused("duty.log-settled")
    journal.record(request, "duty.log-settle", before={"entry": number})
