"""Readings of festivals and breaks: 国庆前, 节后第一个工作日, before Christmas."""

from __future__ import annotations

from datetime import date, timedelta
from re import Match

from bot.language.dates.matched import group, has, steps, year_in
from bot.language.dates.numbers import number
from bot.language.dates.occasions import break_around, coming, day_of, next_break
from bot.language.dates.said import Now, Said


def occasion(match: Match[str], now: Now) -> Said:
    """A festival; with "before" the last working day before its break, with "after" the first one
    after it. Of what is no break, before includes the day itself.
    """
    name, year = group(match, "name"), year_in(match, now)
    if year is None and has(match, "which") and steps(group(match, "which")) == 1:
        year = now.today.year + ("year" in group(match, "which") or "明" in group(match, "which"))
        year = year if day_of(name, year) >= now.today else year + 1
    day = day_of(name, year) if year is not None else coming(name, now)
    return _around(match, day, now)


def _around(match: Match[str], day: date, now: Now) -> Said:
    """Before a break, after it, or so many working days after it."""
    before, after = has(match, "before"), has(match, "after") or has(match, "n")
    if not (before or after):
        return Said(day, firm=match.groupdict().get("firm", "") is not None and has(match, "firm"))
    found = break_around(day, now.calendar) or (day, day)
    if before:
        if found == (day, day) and now.calendar.is_working(day):
            return Said(day)
        return Said(now.calendar.previous_working(found[0]))
    n = number(group(match, "n") or "1")
    return Said(now.calendar.add_working_days(found[1], n))


def the_break(match: Match[str], now: Now) -> Said:
    """节前, 放假前, after the holiday: the break that comes, or the one that is on."""
    first, _ = next_break(now, running=has(match, "after"))
    return _around(match, first, now)


def before_occasion(match: Match[str], now: Now) -> Said:
    """元旦前三天, 放假前两个工作日: so long before it begins."""
    name = group(match, "name")
    day = coming(name, now) if name else next_break(now, running=False)[0]
    n, unit = number(group(match, "way") or "one"), group(match, "unit")
    if "工作日" in unit or len(unit.split()) > 1:  # two working days
        found = break_around(day, now.calendar) or (day, day)
        return Said(now.calendar.add_working_days(found[0], -n))
    return Said(day - timedelta(n * (7 if unit.startswith(("周", "星期", "week")) else 1)))


def year_turn(match: Match[str], now: Now) -> Said:
    """年前: before the Spring Festival when that is near, and by the end of the year otherwise."""
    festival = coming("春节", now)
    found = break_around(festival, now.calendar) or (festival, festival)
    eve = now.calendar.previous_working(found[0])
    end = date(now.today.year, 12, 31)
    return Said(eve, others=(end,) if end < eve else ())
