"""Readings of dates and days: 12月4日, the 15th, next Friday, 后天, three working days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from re import Match

from bot.language.dates.matched import NEXT, group, has, month_in, steps, weekday_named, year_in
from bot.language.dates.numbers import number
from bot.language.dates.said import (
    NOTHING,
    ONE_WEEK,
    Now,
    Repeat,
    Said,
    last_of,
    monday,
    month_from,
)

WEEKEND = 5
LONG_GONE = 90  # days: a date of this year that is gone so long is surely meant for the next


def iso_moment(match: Match[str], now: Now) -> Said:
    """2026-12-01T18:00+08:00: nothing is left to ask."""
    return Said(moment=datetime.fromisoformat(match["iso"].replace(" ", "T", 1).replace(" ", "")))


def month_and_day(match: Match[str], now: Now) -> Said:
    """Without a year, the next such day; 29 February in the next leap year."""
    said = _on(month_in(match), number(group(match, "d")), year_in(match, now), now)
    return _stretched(match, said)


def day_of_another_year(match: Match[str], now: Now) -> Said:
    """明年今天: to the day; of 29 February, nothing in most years."""
    return _on(now.today.month, now.today.day, year_in(match, now), now)


def _on(month: int, dom: int, year: int | None, now: Now) -> Said:
    if year is not None:
        return Said(date(year, month, dom))
    if month == 2 and dom == 29:
        years = (now.today.year + n for n in range(9))
        leap = (date(y, 2, 29) for y in years if y % 4 == 0 and (y % 100 or y % 400 == 0))
        return Said(next(day for day in leap if day >= now.today))
    day = date(now.today.year, month, dom)
    if day >= now.today:
        return Said(day)
    rolled = (now.today - day).days < LONG_GONE
    return Said(day.replace(year=day.year + 1), rolled=rolled)


def _stretched(match: Match[str], said: Said) -> Said:
    """12月1日至3日, Dec 1-3: a stretch of days, named by its last."""
    if not has(match, "last") or said.day is None:
        return said
    last = said.day.replace(day=number(group(match, "last")))
    return replace(said, day=last, since=said.day) if last > said.day else NOTHING


def either_order(match: Match[str], now: Now) -> Said:
    """12/4 in the order of the office; 22/4 in the only order there is."""
    one, other = number(match["one"]), number(match["other"])
    day_first = (now.calendar.day_first or one > 12) and other <= 12
    month, dom = (other, one) if day_first else (one, other)
    return _on(month, dom, year_in(match, now), now)


def day_of_month(match: Match[str], now: Now) -> Said:
    """A day of the month named, or of the next month in which it is still to come."""
    dom, which = number(group(match, "d")), group(match, "which")
    firm = match.groupdict().get("firm", "") is not None
    if which:
        return _stretched(match, Said(month_from(now.today, steps(which)).replace(day=dom)))
    months = (month_from(now.today, n) for n in range(4))
    days = (month.replace(day=dom) for month in months if dom <= last_of(month).day)
    day = min((day for day in days if day >= now.today), default=None)
    if day is None:
        return NOTHING
    return _stretched(match, Said(day, dom=dom, firm=firm))


def weekday(match: Match[str], now: Now) -> Said:
    """Weeks begin on Monday. A weekday alone is the coming one; said on that day, the next, unless
    an hour beside it is still to come: that is asked about.
    """
    which, today = group(match, "which") or group(match, "of"), now.today
    index = weekday_named(group(match, "weekday"))
    ahead = today + timedelta((index - today.weekday() - 1) % 7 + 1)
    if which in ("", "coming", "upcoming"):
        others = (today,) if index == today.weekday() else ()
        return Said(ahead, weekday=None if which else index, others=others)
    n = steps(which)
    day = monday(today, n) + timedelta(index)
    if which in NEXT:
        return Said(day, others=(ahead,) if ahead < day else _week_on(day, today))
    if n == 0 and day < today:
        return Said(ahead, others=(ahead + ONE_WEEK,))  # of this week it is over: is it a slip?
    return Said(day)


def _week_on(day: date, today: date) -> tuple[date, ...]:
    """ "Next Friday" said at the weekend: of the week that begins, or of the one after."""
    return (day + ONE_WEEK,) if today.weekday() >= WEEKEND else ()


def weekday_of_week(match: Match[str], now: Now) -> Said:
    """Friday of next week, next week Friday, 下周的周三: nothing is left to ask."""
    n = 2 if group(match, "of").endswith("after next") else steps(group(match, "of"))
    return Said(monday(now.today, n) + timedelta(weekday_named(group(match, "weekday"))))


def weekday_after_next(match: Match[str], now: Now) -> Said:
    """Friday after next: the second to come."""
    said = weekday(match, now)
    assert said.day is not None
    return Said(said.day + ONE_WEEK)


def week_from_weekday(match: Match[str], now: Now) -> Said:
    """A week from Friday, Friday week, two weeks on Monday."""
    n = number(group(match, "n") or "1")
    ahead = (weekday_named(group(match, "weekday")) - now.today.weekday() - 1) % 7 + 1
    return Said(now.today + timedelta(ahead, weeks=n))


DAYS = {"大大后": 4, "大后": 3, "后": 2, "明": 1, "翌": 1, "次": 1, "今": 0, "当": 0}
DAYS |= {"昨": -1, "前": -2, "tomorrow": 1, "today": 0, "yesterday": -1, "to": 0, "this": 0}
DAYS |= {"the next day": 1, "next day": 1, "overmorrow": 2}
DAYS |= dict.fromkeys(
    (
        "tommorow",
        "tomorow",
        "tommorrow",
        "tmrw",
        "tmr",
        "tmrow",
        "tomorrows",
        "2moro",
        "2morrow",
        "tmw",
        "tom",
    ),
    1,
)


def day_word(match: Match[str], now: Now) -> Said:
    word = " ".join(group(match, "word").split())
    if word.startswith("day after"):
        return Said(now.today + timedelta(2))
    return Said(now.today + timedelta(DAYS[word]))


def two_days(match: Match[str], now: Now) -> Said:
    """明后天: a stretch, named by its last day."""
    first, last = (now.today + timedelta(DAYS[match[name]]) for name in ("first", "last"))
    return Said(last, since=first) if last > first else NOTHING


def this_day(match: Match[str], now: Now) -> Said:
    return Said(now.today)


def working_days(match: Match[str], now: Now) -> Said:
    """So many working days from today, counted from the day after."""
    n = number(group(match, "n") or "1")
    day = now.calendar.add_working_days(now.today, n)
    return Said(day, firm=has(match, "firm"))


def working_day_of(match: Match[str], now: Now) -> Said:
    """The first working day of next week, the last one of this."""
    first = monday(now.today, steps(group(match, "which")))
    if group(match, "nth").startswith(("last", "最后", "末")):
        return Said(now.calendar.previous_working(first + ONE_WEEK))
    return Said(now.calendar.add_working_days(first - timedelta(1), number(group(match, "nth"))))


PARTS_OF = {"早": "early", "晚": "evening", "morning": "morning", "evening": "evening"}


def every(match: Match[str], now: Now) -> Said:
    """Every Friday, daily, 每月5号: the first of many."""
    if name := group(match, "weekday"):
        on = weekday_named(name)
        return Said(_next_weekday(on, now), repeats=Repeat("week", on))
    if dom := group(match, "d"):
        month = month_from(now.today, 0 if number(dom) >= now.today.day else 1)
        day = min(last_of(month), month + timedelta(number(dom) - 1))
        return Said(day, repeats=Repeat("month", number(dom)))
    working = has(match, "working") or "工作" in group(match, "daily")
    part = PARTS_OF.get(group(match, "daily").lower(), "")
    return Said(now.today, part=part, repeats=Repeat("working-day" if working else "day"))


def every_so_often(match: Match[str], now: Now) -> Said:
    """Tuesdays and Thursdays, every other Monday, 每月最后一个工作日, every year on 1 March."""
    if said := group(match, "list"):
        return _on_days({weekday_named(name) for name in _DAY_NAMES.findall(said)}, now)
    if name := group(match, "weekday"):
        return _on_days({weekday_named(name)}, now)
    if name := group(match, "other"):
        on = weekday_named(name)
        return Said(_next_weekday(on, now), repeats=Repeat("fortnight", on))
    if has(match, "end"):
        first = month_from(now.today, 0)
        day = now.calendar.previous_working(last_of(first) + timedelta(1))
        return Said(day, repeats=Repeat("month-end"))
    if has(match, "month"):
        said_day = month_and_day(match, now)
        assert said_day.day is not None  # or it would have raised
        on = said_day.day.month * 100 + said_day.day.day
        return replace(said_day, repeats=Repeat("year", on))
    return Said(now.today, repeats=Repeat("working-day"))


_DAY_NAMES = re.compile("(?:mon|tue|wed|thu|fri|sat|sun)|[一二三四五六日天]", re.IGNORECASE)


def _on_days(days: set[int], now: Now) -> Said:
    first = min(_next_weekday(on, now) for on in days)
    if len(days) == 1:
        return Said(first, repeats=Repeat("week", days.pop()))
    return Said(first, repeats=Repeat("days", sum(1 << on for on in days)))


def weekday_stretch(match: Match[str], now: Now) -> Said:
    """Thu-Fri: a stretch, named by its last day."""
    first = _next_weekday(weekday_named(group(match, "weekday")), now)
    days = (weekday_named(group(match, "last")) - first.weekday()) % 7
    return Said(first + timedelta(days), since=first, firm=False) if days else NOTHING


def _next_weekday(on: int, now: Now) -> date:
    return now.today + timedelta((on - now.today.weekday()) % 7)


def first_of_month(match: Match[str], now: Now) -> Said:
    """三月的第一天, 下个月第一天."""
    if name := group(match, "month"):
        return _on(number(name), 1, None, now)
    return Said(month_from(now.today, steps(group(match, "which") or "下")))
