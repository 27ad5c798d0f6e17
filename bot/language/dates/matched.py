"""What a match of a pattern has read: its groups, as numbers, months, years and weekdays."""

from __future__ import annotations

import re
from datetime import date
from re import Match

from bot.language.dates.numbers import han_year, number
from bot.language.dates.said import MONTHS, SUNDAY, WEEKDAYS, Now, month_from

NEXT, THIS = ("next", "following"), ("this", "coming", "upcoming", "current")


def group(match: Match[str], name: str) -> str:
    """What a group has read; one that can stand in several places is called `name`, `name_`, …"""
    groups = match.groupdict()
    found = (groups.get(name + "_" * n) for n in range(5))
    return next((word for word in found if word), "").lower()


def has(match: Match[str], name: str) -> bool:
    return bool(group(match, name))


def steps(which: str) -> int:
    """0 for this week, month or year, 1 for the next, 2 for the one after; -1 for the last."""
    which = which.removeprefix("the ")
    if which.startswith(("last", "past", "previous", "上", "去")):
        return -1
    if which.startswith("后"):
        return 2
    return which.count("下") + which.startswith((*NEXT, "明", "次", "来"))


def year_in(match: Match[str], now: Now) -> int | None:
    word = group(match, "year")
    if not word:
        return None
    if word in ("next", "this"):
        return now.today.year + steps(word)
    if word.startswith("two thousand"):
        return 2000 + number(re.sub(r"two\s+thousand(?:\s+and)?\s+", "", word))
    word = word.lstrip("'")
    if word.isdigit():
        return 2000 + int(word) % 100
    if word[0] in "今本明后去上下来" or word.strip("零一二三四五六七八九"):
        return now.today.year + steps(word)
    return 2000 + han_year(word) % 100


def month_in(match: Match[str]) -> int:
    """December by name, number or quarter."""
    if quarter := group(match, "quarter"):
        return 3 * number(quarter)
    name = group(match, "month")
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else number(name)


def first_of(match: Match[str], now: Now) -> date:
    """The first day of the month spoken of; with a year if one is said."""
    if has(match, "of_year"):
        return date(now.today.year + steps(group(match, "which")), 12, 1)
    if has(match, "month"):
        year = year_in(match, now)
        return date(now.today.year if year is None else year, month_in(match), 1)
    return month_from(now.today, steps(group(match, "which")))


def weekday_named(name: str) -> int:
    if name.isdigit():
        return int(name) - 1
    if name.isascii():
        return WEEKDAYS.index(name[:3].lower())
    return min("一二三四五六日天".index(name), SUNDAY)
