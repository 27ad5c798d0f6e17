"""How many topics are wanted (多安排一些调研, A1.8), or led by a leader (A3.2): they hear it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, ladders, letters
from bot.matters.moves import Field
from bot.who import days
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.research.topics import Aim, Leading, aim, chosen_since
from storage.who.people import Person, holding

WINDOW = timedelta(hours=1)  # later than this, the next morning will do
MOST = 20  # topics a quarter
MONTHS = {"quarter": 3, "half": 6, "year": 12}
WANT = (Field("wanted", "line"),)
PERIOD = Field("period", "choice", choices=(*MONTHS, "never"))
COUNTED = files()["topics"]["data"]["counted"]


def want(request: Request, said: str) -> int:
    """So many topics a quarter are to be chosen, 0: no matter how many. Raises Refused."""
    wanted = int(said) if said.strip().isdecimal() else COUNTED.get(folded(said).strip(), -1)
    if not 0 <= wanted <= MOST:
        raise Refused("topics.bad-number", field="wanted", most=MOST)
    kept = aim(request.session)
    before, kept.wanted, kept.told = kept.wanted, wanted, ""
    journal.record(request, "topics.want", before={"wanted": before}, after={"wanted": wanted})
    return wanted


def are_too_few(session: Session, now: datetime, office: Calendar) -> bool:
    kept = session.get(Aim, 1)
    return (
        kept is not None and chosen_this_quarter(session, office.today(now), office) < kept.wanted
    )


def want_to_lead(request: Request, period: str) -> str:
    """One topic in each of these is to be led by whoever asks, a leader; "never" ends it."""
    kept = request.session.get(Leading, request.me.id) or Leading(person_id=request.me.id)
    before, kept.period, kept.told = kept.period or "", period, ""
    request.session.add(kept)
    after = {"period": period}
    journal.record(request, "topics.lead-often", before={"period": before}, after=after)
    return period


def nudge(session: Session, now: datetime, office: Calendar) -> None:
    """In the morning, once a period, and only to leaders: it is theirs to choose, and to lead."""
    today = office.today(now)
    morning = office.moment(today, ladders.MORNING)
    if morning <= now < morning + WINDOW and office.is_working(today):
        _of_too_few(session, now, office, today)
        for one in session.scalars(select(Leading).where(Leading.period.in_(MONTHS))):
            _of_none_led(session, now, office, one)


def _of_too_few(session: Session, now: datetime, office: Calendar, today: date) -> None:
    """From the middle of a quarter on."""
    quarter, known = _called(today, MONTHS["quarter"]), session.get(Aim, 1)
    if today < _middle(today) or known is None or known.told == quarter:
        return
    aim(session).told = quarter
    if are_too_few(session, now, office):
        for person in holding(session, *sorted(BOARD)):
            _page(session, person.slack_id, "too-few", now, office)


def _of_none_led(session: Session, now: datetime, office: Calendar, one: Leading) -> None:
    """In the last third of a period."""
    today, months = office.today(now), MONTHS[one.period]
    late = _first(today, months).month + months * 2 // 3 <= today.month
    if late and one.told != _called(today, months):
        one.told = _called(today, months)
        if not leads_one(session, one, today, office):
            _page(session, one.person_id, "none-led", now, office)


def _page(session: Session, to: str, picture: str, now: datetime, office: Calendar) -> None:
    at = ladders.hold(now, days.of_person(session, session.get_one(Person, to), office))
    letters.page(session, to, f"topics:{picture}", {}, at)


def leads_one(session: Session, one: Leading, today: date, office: Calendar) -> bool:
    """Has this leader chosen a topic to lead in the period that runs?"""
    since = office.moment(_first(today, MONTHS[one.period]), time.min)
    return chosen_since(session, since, one.person_id) > 0


def chosen_this_quarter(session: Session, today: date, office: Calendar) -> int:
    return chosen_since(session, office.moment(_first(today), time.min))


def _first(day: date, months: int = 3) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _called(day: date, months: int) -> str:
    return f"{day.year}-{(day.month - 1) // months + 1}"


def _middle(day: date) -> date:
    return date(day.year, _first(day).month + 1, 15)
