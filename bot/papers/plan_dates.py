"""Dates counted back from the day a text is used: rules on days, no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.language.workdays import Calendar
from storage.papers.plan import StepName

# After how much of the working days there are, in percent (domain A1.2): review takes the last
# fifth, and the final text is there on the working day before it is used.
SHARES = {StepName.OUTLINE: 20, StepName.DRAFT: 60, StepName.REVIEW: 80}

# When days are short two steps may fall on one: the first of these is kept.
KEPT_FIRST = (StepName.FINAL, StepName.DRAFT, StepName.OUTLINE, StepName.REVIEW)


@dataclass(frozen=True)
class Planned:
    """What fits into `days` working days, in order; and what does not."""

    dates: Mapping[StepName, datetime]
    days: int

    @property
    def left_out(self) -> list[StepName]:
        return [name for name in StepName if name not in self.dates]


def planned(now: datetime, due: datetime, use_on: date | None, calendar: Calendar) -> Planned:
    """The steps between today and the day it is used, or due if no such day is known."""
    end = last_moment(now, due, use_on, calendar)
    today, last = calendar.today(now), calendar.today(end)
    days = calendar.working_days_between(today, last)
    wanted = {
        name: calendar.add_working_days(today, (days * share + 50) // 100)
        for name, share in SHARES.items()
    }
    asked_for = calendar.today(due)
    if asked_for < wanted[StepName.DRAFT]:  # the writer hands in no later than was asked
        third = (calendar.working_days_between(today, asked_for) + 1) // 3
        wanted[StepName.OUTLINE] = calendar.add_working_days(today, third)
        wanted[StepName.DRAFT] = asked_for
    kept = _kept(wanted | {StepName.FINAL: last}, today)
    dates = {name: calendar.closing(day) for name, day in kept.items()} | {StepName.FINAL: end}
    if StepName.DRAFT in dates:
        dates[StepName.DRAFT] = min(dates[StepName.DRAFT], due)
    return Planned({name: dates[name] for name in StepName if name in dates}, days)


def last_moment(now: datetime, due: datetime, use_on: date | None, calendar: Calendar) -> datetime:
    """When the final text is to be there: the working day before it is used, if there is one."""
    if use_on is None:
        return due
    end = calendar.closing(calendar.previous_working(use_on))
    return end if end > now else due


def _kept(wanted: Mapping[StepName, date], today: date) -> dict[StepName, date]:
    """Each step on a day of its own, after today, in order; the last one in any case."""
    kept: dict[StepName, date] = {}
    for name in KEPT_FIRST:
        day, order = wanted[name], list(StepName)
        fits = name is StepName.FINAL or day > today
        for other, taken in kept.items():
            before = order.index(name) < order.index(other)
            fits = fits and (day < taken if before else day > taken)
        if fits:
            kept[name] = day
    return kept


def shifted(
    dates: Mapping[StepName, datetime], was: datetime, now_due: datetime, calendar: Calendar
) -> dict[StepName, datetime]:
    """The same steps, as many working days later or earlier as the due date was moved."""
    days = calendar.working_days_between(calendar.today(was), calendar.today(now_due))
    moved = {}
    for name, at in dates.items():
        day = calendar.add_working_days(calendar.today(at), days)
        moved[name] = calendar.moment(day, at.astimezone(calendar.tz).time())
    return moved
