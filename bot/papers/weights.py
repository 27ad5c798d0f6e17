"""Major and routine work side by side (A1.0): what the week's note says, and when it goes out.

Facts about drafts that its reader may see; never about persons, and no part of any appraisal.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, regular
from bot.matters.sight import visible_to
from bot.papers.brief import KIND
from bot.papers.life import OPEN, SIGNED
from bot.papers.routine import Candidate, candidates
from bot.who.request import Request
from bot.who.standing import DIRECTORS, LEADERS, Standing, insist
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.papers import weights
from storage.papers.drafts import Draft, Weight, signed_since
from storage.who import people
from storage.who.people import Person

AFTERNOON = time(16)
WEEK = timedelta(days=7)
MOVES_OF_DATE = [f"{KIND}.{verb}" for verb in ("reschedule", "grant", "undo")]


@dataclass(frozen=True)
class Share:
    """How many of so many were major."""

    major: int
    of: int


@dataclass(frozen=True)
class Crowded:
    """A major draft that is late, or was moved this week from an earlier date."""

    draft: Draft
    moved_from: datetime | None = None


@dataclass(frozen=True)
class Balance:
    open: Share
    finished: Share
    crowded_out: Sequence[Crowded]
    late: Sequence[Draft]  # beside those
    candidates: Sequence[Candidate]

    @property
    def is_empty(self) -> bool:
        return not (self.open.of or self.finished.of)


# --- what it says --------------------------------------------------------------------------


def of_week(request: Request, day: date | None = None) -> Balance:
    """The balance of the week that `day` is in, or today, as its reader may know it."""
    insist(request.me.leads, "leads")
    session, me = request.session, request.me
    monday = _monday(request.calendar, day or request.calendar.today(request.now))
    open_now = _drafts(session, me, Draft.state.in_(OPEN))
    finished = finished_since(session, me, monday)
    routine_done = any(draft.weight is not Weight.MAJOR for draft in finished)
    crowded = _crowded(request, open_now, monday) if routine_done else []
    return Balance(
        open=_share(open_now),
        finished=_share(finished),
        crowded_out=crowded,
        late=_late(request, open_now, {one.draft.id for one in crowded}),
        candidates=candidates(request, open_now, finished_since(session, me, monday - 52 * WEEK)),
    )


def _monday(calendar: Calendar, day: date) -> datetime:
    """When the week began."""
    return calendar.moment(day - timedelta(days=day.weekday()), time.min)


def finished_since(session: Session, me: Standing, since: datetime) -> Sequence[Draft]:
    """What was signed off since then, of what this person may see; the oldest first."""
    return _drafts(session, me, Draft.state.in_(SIGNED), signed_since(since))


def _drafts(session: Session, me: Standing, *which: ColumnElement[bool]) -> Sequence[Draft]:
    chosen = select(Draft).join(Draft.matter).where(visible_to(me), *which)
    return session.scalars(chosen.order_by(Matter.closed_at, Matter.due_at, Matter.id)).all()


def _share(drafts: Sequence[Draft]) -> Share:
    return Share(sum(one.weight is Weight.MAJOR for one in drafts), len(drafts))


def _crowded(request: Request, drafts: Sequence[Draft], monday: datetime) -> list[Crowded]:
    """Of these, the major ones that are late or were moved to later, the earliest due first."""
    found = []
    for draft in drafts:
        before = _due_at_first(request.session, draft, monday)
        late = draft.matter.due_at < request.now
        if draft.weight is Weight.MAJOR and (late or before < draft.matter.due_at):
            found.append(Crowded(draft, None if late else before))
    return found


def _late(request: Request, drafts: Sequence[Draft], said: Set[int]) -> list[Draft]:
    """Of these, what is late, the earliest due first; each is said once."""
    return [one for one in drafts if one.matter.due_at < request.now and one.id not in said]


def _due_at_first(session: Session, draft: Draft, monday: datetime) -> datetime:
    """When it was due as the week began."""
    said = select(Entry).where(Entry.matter_id == draft.id, Entry.at >= monday)
    moved = session.scalars(said.where(Entry.what.in_(MOVES_OF_DATE)).order_by(Entry.id))
    dates = [entry.before["due_at"] for entry in moved if "due_at" in entry.before]
    return datetime.fromisoformat(dates[0]) if dates else draft.matter.due_at


# --- when it goes out ----------------------------------------------------------------------


def weekly(session: Session, now: datetime, office: Calendar) -> None:
    """On the last working day of a week, one note for each who leads and wants it."""
    today = office.today(now)
    if not regular.has_come(office, now, AFTERNOON) or not _ends_the_week(office, today):
        return
    readers = people.holding(session, *LEADERS, *DIRECTORS)
    said = {"day": today.isoformat()}

    def wants(reader: Person) -> bool:
        return not weights.is_declined(session, reader.slack_id)

    regular.write(session, readers, "balance:note", said, wants, now, office)


def _ends_the_week(office: Calendar, day: date) -> bool:
    """Is it a working day, and the last one before Monday?"""
    rest = [day + timedelta(days=n) for n in range(1, 7 - day.weekday())]
    return office.is_working(day) and not any(map(office.is_working, rest))


def choose(request: Request, wanted: bool) -> None:
    """Have the weekly note, or have it no more. Raises Refused when it is so already."""
    insist(request.me.leads, "leads")
    session, me = request.session, request.me.id
    if wanted is not weights.is_declined(session, me):
        raise Refused("balance.already-on" if wanted else "balance.already-off")
    (weights.want if wanted else weights.decline)(session, me)
    verb = "balance.on" if wanted else "balance.off"
    journal.record(request, verb, before={"wanted": not wanted}, after={"wanted": wanted})
