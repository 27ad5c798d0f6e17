"""A leader's quarter in research: how many topics were chosen of those wanted, where topics come
from (A1.8, A1.9), and their own days out in the year (A3.2): a fact for them alone, counted for
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.dates.said import month_from
from bot.language.workdays import Calendar
from bot.matters import regular
from bot.matters.sight import visible_to
from bot.who.lookups import standing
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.research import topics, trips
from storage.research.topics import Aim, Topic
from storage.who.people import Person, holding

MORNING, MONTHS = time(9), 3


@dataclass(frozen=True)
class Quarter:
    """`proposed` in it, as far as whoever reads may see that; `wanted`: 0 for no such wish."""

    first: date
    chosen: int
    wanted: int
    proposed: Sequence[Topic]

    @property
    def number(self) -> int:
        return (self.first.month + 2) // MONTHS


def of_quarter(request: Request, first: date) -> Quarter:
    """The one that begins on this day."""
    session, span = request.session, _moments(request.calendar, first)
    kept = session.get(Aim, 1)
    proposed = topics.proposed_between(session, *span, visible_to(request.me))
    chosen = topics.chosen_between(session, *span)
    return Quarter(first, chosen, kept.wanted if kept else 0, proposed)


def first_of(day: date) -> date:
    """The day its quarter begins."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def days_out(
    session: Session, office: Calendar, who: str, until: date, since: date | None = None
) -> int:
    """On how many days of the year somebody was on a trip, up to a day; or since another."""
    since = since or date(until.year, 1, 1)
    begins = office.moment(since, time.min)
    made = trips.made_since(session, who, begins)
    spans = [[office.today(at) for at in (one.leaves_at, one.returns_at)] for one in made]
    days = {
        first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)
    }
    return sum(since <= day <= until for day in days)


def write(session: Session, now: datetime, office: Calendar) -> None:
    """To each leader, on the first working day of a quarter, if there is anything to tell."""
    over = regular.month_over(office, now, MORNING)
    if over is None or over.month % MONTHS:
        return
    first, last = month_from(over, 1 - MONTHS), month_from(over, 1) - timedelta(days=1)

    def wants(leader: Person) -> bool:
        seen, span = visible_to(standing(session, leader, now)), _moments(office, first)
        kept = session.get(Aim, 1)
        return bool(
            (kept and kept.wanted)
            or topics.chosen_between(session, *span)
            or topics.proposed_between(session, *span, seen)
            or days_out(session, office, leader.slack_id, last)
        )

    told = {"first": first.isoformat()}
    regular.write(
        session, holding(session, *sorted(BOARD)), "quarter:note", told, wants, now, office
    )


def _moments(office: Calendar, first: date) -> tuple[datetime, datetime]:
    return office.moment(first, time.min), office.moment(month_from(first, MONTHS), time.min)
