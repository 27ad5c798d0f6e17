"""How many topics a quarter are wanted (多安排一些调研, A1.8): leaders say so, and hear of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import journal, ladders, letters
from bot.who import days
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.research.topics import Aim, aim, chosen_since
from storage.who.people import holding

WINDOW = timedelta(hours=1)  # later than this, the next morning will do
MOST = 20  # topics a quarter
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


def nudge(session: Session, now: datetime, office: Calendar) -> None:
    """Once a quarter, from its middle on and in the morning: the leaders hear if too few are
    chosen. Nobody else does: it is theirs to choose.
    """
    today = office.today(now)
    morning = office.moment(today, ladders.MORNING)
    if today < _middle(today) or not morning <= now < morning + WINDOW:
        return
    quarter, known = f"{today.year}-{(today.month + 2) // 3}", session.get(Aim, 1)
    if known is None or known.told == quarter or not office.is_working(today):
        return
    aim(session).told = quarter
    if are_too_few(session, now, office):
        for person in holding(session, *sorted(BOARD)):
            at = ladders.hold(now, days.of_person(session, person, office))
            letters.page(session, person.slack_id, "topics:too-few", {}, at)


def chosen_this_quarter(session: Session, today: date, office: Calendar) -> int:
    return chosen_since(session, office.moment(_first(today), time.min))


def _first(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _middle(day: date) -> date:
    return date(day.year, _first(day).month + 1, 15)
