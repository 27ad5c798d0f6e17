"""Readings of the clock, and of zones: 下午三点半, quarter to six, 3-5pm, 北京时间."""

from __future__ import annotations

import re
from re import Match

from bot.language.dates.matched import group, has
from bot.language.dates.numbers import number
from bot.language.dates.occasions import zone_of
from bot.language.dates.said import NOTHING, Now, Said


def clock_time(match: Match[str], now: Now) -> Said:
    hour, minute = number(group(match, "h")), _minute(match)
    second, am_pm = int(group(match, "s") or 0), group(match, "ap")
    if am_pm and hour <= 12:
        hour = hour % 12 + (12 if am_pm[0] == "p" else 0)
    if (hour, minute) > (24, 0) or minute > 59:
        return NOTHING
    written = ":" in match[0] and hour == 12  # 12:00 is noon
    exact = (
        bool(am_pm) or written or match[0].strip()[0] in "0零" or has(match, "exact") or hour > 12
    )
    firm = bool(am_pm) or has(match, "exact") or ":" in match[0] or hour > 12
    firm = firm or bool(re.fullmatch(r"\d{3,4}\D*", match[0].strip()))
    return Said(clock=(hour, minute, second), exact=exact, firm=firm)


def _minute(match: Match[str]) -> int:
    if has(match, "half"):
        return 30
    quarter, minutes = group(match, "quarter"), group(match, "minutes")
    if quarter:
        return 15 * number(quarter)
    return number(minutes) if minutes else 0


NAMED_HOURS = {"noon": 12, "midday": 12, "midnight": 24}


def minutes_past(match: Match[str], now: Now) -> Said:
    """A quarter past three, twenty to six, half past five, 差一刻五点."""
    name, word, am_pm = group(match, "h"), group(match, "past"), group(match, "ap")
    hour = NAMED_HOURS[name] if name in NAMED_HOURS else number(name)
    if am_pm:
        hour = hour % 12 + (12 if am_pm[0] == "p" else 0)
    total = hour * 60 + (-1 if has(match, "to") else 1) * _minutes_in(word)
    exact = bool(am_pm) or name in NAMED_HOURS
    return Said(clock=(*divmod(total, 60), 0), exact=exact)


def _minutes_in(word: str) -> int:
    if word.startswith("half"):
        return 30
    if "quarter" in word:
        return 15
    return 15 * number(word[0]) if "刻" in word else number(word.removesuffix("分"))


def this_time(match: Match[str], now: Now) -> Said:
    """The hour it is now, on the day said beside it."""
    return Said(clock=(now.local.hour, now.local.minute, 0), exact=True)


def before_close(match: Match[str], now: Now) -> Said:
    """下班前半小时."""
    said, unit = group(match, "n").removesuffix("个"), group(match, "unit")
    of_an_hour = unit in ("小时", "钟头")
    minutes = {"半": 30, "一刻": 15}.get(said) or number(said) * (60 if of_an_hour else 1)
    closes = now.calendar.hours.closes
    hour, minute = divmod(closes.hour * 60 + closes.minute - minutes, 60)
    return Said(clock=(hour, minute, 0), exact=True) if hour >= 0 else NOTHING


def half_hour(match: Match[str], now: Now) -> Said:
    """Half three, as the British say it: 3:30."""
    return Said(clock=(number(group(match, "h")), 30, 0))


def stretch_of_hours(match: Match[str], now: Now) -> Said:
    """3-5pm, 下午3点到5点: from when, until when."""
    first, last = number(match["h"]), number(match["h2"])
    am_pm = group(match, "ap")
    if am_pm:
        add = 12 if am_pm[0] == "p" else 0
        first, last = (
            first % 12 + (add if first <= last % 12 or first == 12 else 0),
            last % 12 + add,
        )
    end = 30 if has(match, "half2") else number(group(match, "minutes2") or "0")
    return Said(clock=(first, _minute(match), 0), until=(last, end, 0), exact=bool(am_pm))


def zone(match: Match[str], now: Now) -> Said:
    return Said(zone=zone_of(group(match, "zone")), firm=False)
