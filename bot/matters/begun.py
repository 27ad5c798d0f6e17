"""What is begun by itself once a quarter or once a year, as the office has settled it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.language.workdays import Calendar
from bot.matters.ladders import MORNING
from bot.matters.regular import first_working
from storage.office.settings import hold, known

EVERY = YEAR, QUARTER, NEVER = ("year", "quarter", "never")
DAY = 15  # of the last month of its period; or the first working one after it


def every(session: Session, name: str, usual: str) -> str:
    """How often the office has this begun."""
    kept = known(session)
    return str(kept.begins.get(name, {}).get("every", usual)) if kept else usual


def is_due(session: Session, name: str, usual: str, now: datetime, office: Calendar) -> bool:
    """Has its day come, and has it not been begun in this period? It asks the database nothing."""
    how, today = every(session, name, usual), office.today(now)
    if how == NEVER or today.month % (3 if how == QUARTER else 12) or today.day < DAY:
        return False
    morning = office.moment(first_working(office, today.replace(day=DAY)), MORNING)
    kept = known(session)
    last = kept.begins.get(name, {}).get("last") if kept else None
    return now >= morning and office.is_working(today) and last != _period(today)


def settle(session: Session, name: str, how: str) -> None:
    _keep(session, name, every=how)


def mark(session: Session, name: str, today: date) -> bool:
    """It is begun in this period; False if another process was first."""
    if hold(session).begins.get(name, {}).get("last") == _period(today):
        return False
    _keep(session, name, last=_period(today))
    return True


def _period(day: date) -> str:
    return f"{day.year}-{(day.month + 2) // 3}"


def _keep(session: Session, name: str, **said: str) -> None:
    office = hold(session)
    office.begins = {**office.begins, name: {**office.begins.get(name, {}), **said}}
    session.flush()
