"""What comes again and again: when it comes next, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.language.dates.said import Repeat, last_of, month_from
from bot.language.workdays import Calendar

MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(1), 7
LONGEST_REST = timedelta(21)  # no break from work lasts as long
IN_THE_WEEK = frozenset({"week", "days", "fortnight"})


class Every(NamedTuple):
    """How often, and one of the moments: said as "every Monday 09:00"."""

    repeat: Repeat
    at: datetime


def following(repeat: Repeat, at: datetime, after: datetime, calendar: Calendar) -> datetime:
    """When what came `at` a moment comes next after another, at the time of day of the rule, in the
    calendar's zone. On the 31st of a shorter month it comes on the last day; on a rest day as the
    rule says, so that two which come to the same day are one.
    """
    local = at.astimezone(calendar.tz)
    clock = time.fromisoformat(repeat.at) if repeat.at else local.time()
    first = max(local.date(), calendar.today(after) - DAY)
    day = first - LONGEST_REST if repeat.rest in ("before", "after") else first
    while True:
        comes = (
            _comes(repeat, day, calendar) if _is_one(repeat, day, local.date(), calendar) else None
        )
        if comes and (coming := _moment(comes, clock, calendar)) > after:
            return coming
        day += DAY


def first_kept(repeat: Repeat, at: datetime, now: datetime, calendar: Calendar) -> datetime:
    """When the first one comes that falls `at` a moment. Whose working day before is over already
    comes as it falls: none is lost.
    """
    local = at.astimezone(calendar.tz)
    comes = _comes(repeat, local.date(), calendar)
    if comes is None:
        return following(repeat, at, at, calendar)
    coming = _moment(comes, local.time(), calendar)
    return coming if coming > now else at


Rule = tuple[Repeat, Calendar]


def reckoned(rule: Rule, at: datetime, after: datetime) -> datetime:
    """As `following`, by a rule and the calendar it is read by."""
    repeat, calendar = rule
    return following(repeat, at, after, calendar)


def aimed_again(before: Rule, after: Rule, due: datetime, now: datetime) -> datetime:
    """When what was `due` to come by one rule and calendar comes by others. A moment that somebody
    has chosen by hand stays; so does one whose new moment would be over: none is lost.
    """
    (old, was), (new, is_) = before, after
    local = due.astimezone(was.tz)
    begins = min(local.date() - LONGEST_REST, was.today(now))  # one left out may be long ago
    days = (begins + n * DAY for n in range((local.date() - begins + LONGEST_REST).days + 1))
    falls = [day for day in days if _is_one(old, day, local.date(), was)]
    came = [_comes_at(old, day, local.time(), was) for day in falls]
    if due not in came:
        return due
    first, last = came.index(due), len(came) - came[::-1].index(due)
    while first and came[first - 1] is None:  # what was left out before it may be worked now
        first -= 1
    comes = [_comes_at(new, day, local.time(), is_) for day in falls[first:last]]
    if not any(comes):
        return following(new, due, due, is_)
    return min((at for at in comes if at and at > now), default=due)


def _comes_at(repeat: Repeat, day: date, clock: time, calendar: Calendar) -> datetime | None:
    comes = _comes(repeat, day, calendar)
    return _moment(comes, clock, calendar) if comes else None


def may_rest(repeat: Repeat, calendar: Calendar) -> bool:
    """Can one of them fall on a rest day that nobody has named?"""
    if repeat.every in IN_THE_WEEK:
        some_week = (date(2024, 1, 1) + timedelta(n) for n in range(WEEK))
        weekly = Repeat("week", repeat.on % WEEK) if repeat.every == "fortnight" else repeat
        named = (day for day in some_week if _is_one(weekly, day, day, calendar))
        return not all(map(calendar.is_weekend, named))
    return repeat.every in ("day", "month", "year")


def settled(repeat: Repeat, at: datetime, calendar: Calendar) -> Repeat:
    """As it is kept: at the time of day there, and every fortnight in the weeks of that one."""
    local = at.astimezone(calendar.tz)
    on = repeat.on
    if repeat.every == "fortnight" and on < WEEK:
        on += WEEK * (1 + _week(local.date()) % 2)
    return repeat._replace(at=f"{local:%H:%M}", on=on)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // WEEK


def _comes(repeat: Repeat, day: date, calendar: Calendar) -> date | None:
    """The day on which one comes that falls on `day`, if it does. The office's rest days count:
    somebody's leave is none, and a weekend somebody named is meant.
    """
    office = replace(calendar, away=())
    named = repeat.every in IN_THE_WEEK and office.is_weekend(day)
    if repeat.rest in ("", "as-is") or named or office.is_working(day):
        return day
    if repeat.rest == "skip" or not may_rest(repeat, calendar):
        return None
    return office.previous_working(day) if repeat.rest == "before" else office.next_working(day)


def _moment(day: date, clock: time, calendar: Calendar) -> datetime:
    """At that time; where the clocks are put forward over it, the next minute there is."""
    wanted = datetime.combine(day, clock)
    while (
        calendar.moment(wanted.date(), wanted.time()).astimezone(calendar.tz).replace(tzinfo=None)
        != wanted
    ):
        wanted += MINUTE
    return calendar.moment(wanted.date(), wanted.time())


def _is_one(repeat: Repeat, day: date, before: date, calendar: Calendar) -> bool:
    """`before` is one of the days on which it came."""
    match repeat.every:
        case "week":
            return day.weekday() == repeat.on
        case "days":
            return bool(repeat.on >> day.weekday() & 1)
        case "fortnight":
            weeks, on = divmod(repeat.on, WEEK)
            even = (_week(day) - weeks + 1) % 2 if weeks else (day - before).days // WEEK % 2
            return day.weekday() == on and even == 0
        case "month":
            return day.day == min(repeat.on, last_of(month_from(day, 0)).day)
        case "month-end":
            return day == calendar.previous_working(last_of(month_from(day, 0)) + timedelta(1))
        case "year":
            month, dom = divmod(repeat.on, 100)
            return day.month == month and day.day == min(dom, last_of(month_from(day, 0)).day)
        case "working-day":
            return calendar.is_working(day)
    return True
