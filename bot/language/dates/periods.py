"""Readings of parts of a week, month or year: 月底, early next week, first Friday of July."""

from __future__ import annotations

from datetime import date, timedelta
from re import Match

from bot.language.dates.matched import first_of, group, has, month_in, steps, weekday_named, year_in
from bot.language.dates.numbers import number
from bot.language.dates.occasions import nth_weekday
from bot.language.dates.said import (
    FRIDAY,
    NOTHING,
    ONE_WEEK,
    SUNDAY,
    Now,
    Said,
    last_of,
    monday,
    month_from,
)


def nth_of_month(match: Match[str], now: Now) -> Said:
    """The first Friday of July, the last day of this month, 12月第一个工作日."""
    nth, n = group(match, "nth"), -1
    if not nth.startswith(("last", "最后")):
        n = number(nth)
    first = first_of(match, now)
    for years in (0, 1):
        day = _nth(match, month_from(first, 12 * years), n, now)
        if day >= now.today or has(match, "year") or has(match, "which"):
            return Said(day)
    return NOTHING


def _nth(match: Match[str], first: date, n: int, now: Now) -> date:
    if name := group(match, "weekday"):
        return nth_weekday(first, n, weekday_named(name))
    if has(match, "working"):
        edge = first - timedelta(1) if n > 0 else month_from(first, 1)
        return now.calendar.add_working_days(edge, n)
    return first.replace(day=n) if n > 0 else last_of(first)


def nth_week(match: Match[str], now: Now) -> Said:
    """The first week of December, 12月第一周: its Friday."""
    nth, first = group(match, "nth"), first_of(match, now)
    if first.month < now.today.month and has(match, "month") and not has(match, "year"):
        first = month_from(first, 12)
    day = last_of(first) if nth.startswith(("last", "最后")) else first
    start = monday(day, 0 if day != first else number(nth) - 1)
    return Said(start + timedelta(FRIDAY), week=start)


def part_of_month(match: Match[str], now: Now) -> Said:
    """12月底, early January, mid-December, 下月上旬: a part of a period is its last day."""
    end, firm = group(match, "end"), match.groupdict().get("firm", "") is not None
    first = first_of(match, now)
    day = _in_month(first, end)
    if day < now.today and has(match, "month") and not has(match, "year"):
        day = _in_month(month_from(first, 12), end)
    if day < now.today and not has(match, "month") and not has(match, "which"):
        day = _in_month(month_from(first, 1), end)
    return Said(day, firm=firm)


def _in_month(first: date, end: str) -> date:
    if end.startswith(("初", "early", "beginning", "start", "月初")):
        return first
    if end.startswith("上旬"):
        return first.replace(day=10)
    if end.startswith("中旬"):
        return first.replace(day=20)
    if end.startswith(("中", "mid")):
        return first.replace(day=15)
    return last_of(first)


def part_of_quarter(match: Match[str], now: Now) -> Said:
    """Q4结束, 一季度末, end of next quarter."""
    end = group(match, "end")
    if not has(match, "quarter"):
        month = 3 * ((now.today.month - 1) // 3 + steps(group(match, "which"))) + 1
        first = month_from(now.today.replace(month=1), month - 1)
    else:
        year = year_in(match, now)
        first = date(year or now.today.year, month_in(match) - 2, 1)
        if year is None and last_of(month_from(first, 2)) < now.today:
            first = month_from(first, 12)
    day = (
        first if end.startswith(("初", "early", "beg", "start")) else last_of(month_from(first, 2))
    )
    return Said(day, firm=has(match, "end") or has(match, "quarter"))


def part_of_year(match: Match[str], now: Now) -> Said:
    """年底, 明年上半年, end of the year, mid-2027."""
    end, year = group(match, "end"), year_in(match, now)
    year = now.today.year + steps(group(match, "which")) if year is None else year
    said = has(match, "which") or has(match, "year")
    for y in (year, year + 1):
        if end.startswith(("初", "early", "beg", "start")):
            day = date(y, 1, 31) if end == "初" else date(y, 1, 1)
        elif end.startswith(("中", "mid", "上半年", "年中", "first", "h1")):
            day = date(y, 6, 30)
        else:
            day = date(y, 12, 31)
        if day >= now.today or said:
            return Said(day, firm=has(match, "end"))
    return NOTHING


def part_of_week(match: Match[str], now: Now) -> Said:
    """本周内, early next week, 下周中, this weekend, the week after next."""
    n, end = steps(group(match, "which")), group(match, "end")
    if group(match, "which").endswith("after next"):
        n = 2
    first = monday(now.today, n)
    if end.startswith(("初", "early", "beginning", "start")):
        day = first
    elif end.startswith(("中", "mid")):
        day = first + timedelta(2)
    elif end.startswith("末"):
        day = first + timedelta(SUNDAY)
    else:
        day = first + timedelta(FRIDAY)
        if day < now.today:
            day = first + timedelta(SUNDAY)
    if n == 0 and day < now.today:
        day += ONE_WEEK
    named_alone = end.startswith("末") and not has(match, "which")
    return Said(day, week=None if end else first, firm=bool(end) and not named_alone)


def weekend(match: Match[str], now: Now) -> Said:
    """A weekend is its Sunday; "this weekend" on a Sunday is today."""
    which = group(match, "which")
    first = monday(now.today, steps(which))
    return Said(first + timedelta(SUNDAY))
