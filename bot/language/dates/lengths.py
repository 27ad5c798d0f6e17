"""Readings of lengths of time: in half an hour, 三天内, two weeks after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from re import Match

from bot.language.dates.matched import group, has, weekday_named
from bot.language.dates.numbers import number
from bot.language.dates.said import NOTHING, WEEKDAYS, Now, Said, Shift, monday, moved

SECONDS = {"秒": 1, "sec": 1, "second": 1, "s": 1, "分": 60, "分钟": 60, "minute": 60, "min": 60}
SECONDS |= {"m": 60, "'": 60, "刻钟": 900, "小时": 3600, "钟头": 3600, "钟": 3600, "hour": 3600}
SECONDS |= {"hr": 3600, "h": 3600, '"': 1, "点钟": 3600}
LENGTHS = {"day": 1, "天": 1, "日": 1, "week": 7, "wk": 7, "周": 7, "星期": 7, "礼拜": 7}
LENGTHS |= {"fortnight": 14, "旬": 10}
MONTHLY = {"month": 1, "月": 1, "季度": 3, "quarter": 3, "year": 12, "yr": 12, "年": 12}
HALVES = {"月": 15, "month": 15, "年": 0}


def _amount(match: Match[str], name: str = "n") -> float:
    word, half = group(match, name), 0.5 if has(match, "half") else 0
    if word.startswith(("half", "半", "1/2")):
        return 0.5
    if word.startswith(("quarter", "a quarter", "1/4")):
        return 0.25
    if word.startswith(("three", "3/4")) and "quarter" in word + "quarter" * ("/" in word):
        return 0.75
    if word.startswith(("个把", "把")):
        return 1
    if "." in word:
        return float(word)
    if len(word) == 2 and word[1] in "二两三四五六七八九" and word[0] in "一二两三四五六七八":
        word = word[1]  # 两三天, 三五天: the longer
    return number(word) + half


def _unit(match: Match[str], name: str = "unit") -> str:
    word = group(match, name)
    return word if word in SECONDS or word in LENGTHS or word in MONTHLY else word.removesuffix("s")


def _length(match: Match[str], amount: float, unit: str, now: Now) -> Said:
    """So long from now: to the minute for hours, else to the day."""
    if unit in SECONDS:
        return Said(moment=now.local.astimezone(UTC) + timedelta(seconds=amount * SECONDS[unit]))
    if unit in MONTHLY:
        months = amount * MONTHLY[unit]
        shift = Shift(days=HALVES["月"] if months % 1 else 0, months=int(months))
        return Said(moved(now.today, shift, now))
    days = amount * LENGTHS[unit]
    if days % 1:
        return NOTHING  # half a day is no time to be held to
    day = now.today + timedelta(days)
    return Said(day, week=monday(day) if days % 7 == 0 else None)


def time_from_now(match: Match[str], now: Now) -> Said:
    unit, amount = _unit(match), _amount(match)
    said = _length(match, amount, unit, now)
    if has(match, "more"):
        said = _and_more(match, said, now)
    return replace(said, firm=has(match, "firm")) if said != NOTHING else NOTHING


def _and_more(match: Match[str], said: Said, now: Now) -> Said:
    """1小时30分钟后, 2 years 21 days later."""
    unit, amount = _unit(match, "unit2"), number(group(match, "more"))
    if said.moment and unit in SECONDS:
        return Said(moment=said.moment + timedelta(seconds=amount * SECONDS[unit]))
    if said.day and unit in LENGTHS:
        return Said(said.day + timedelta(amount * LENGTHS[unit]))
    if said.day and unit in SECONDS:
        days = (said.day - now.today).days
        start = now.local + timedelta(days)
        return Said(moment=start.astimezone(UTC) + timedelta(seconds=amount * SECONDS[unit]))
    if said.day and unit in MONTHLY:
        return Said(moved(said.day, Shift(months=amount * MONTHLY[unit]), now))
    return NOTHING


def way(match: Match[str], now: Now) -> Said:
    """Two weeks after, three days before: from the day said beside it."""
    unit = group(match, "unit").removesuffix("s")
    n = int(_amount(match) if has(match, "n") else 1) * (-1 if has(match, "before") else 1)
    if has(match, "working"):
        shift = Shift(days=n, working=True)
    elif unit in MONTHLY:
        shift = Shift(months=n * MONTHLY[unit])
    elif unit[:3] in WEEKDAYS:
        shift = Shift(days=n, weekday=weekday_named(unit))
    elif unit in LENGTHS:
        shift = Shift(days=n * LENGTHS[unit])
    else:
        return NOTHING
    return Said(shift=shift)


def within_the(match: Match[str], now: Now) -> Said:
    """Within the hour; in 15'."""
    n, unit = number(group(match, "n") or "1"), group(match, "unit")
    more = timedelta(minutes=number(group(match, "more") or "0"))
    return Said(moment=now.local.astimezone(UTC) + timedelta(seconds=n * SECONDS[unit]) + more)


def weekdays_from_now(match: Match[str], now: Now) -> Said:
    """Three Fridays from now."""
    shift = Shift(days=number(group(match, "n")), weekday=weekday_named(group(match, "weekday")))
    return Said(moved(now.today, shift, now))


def now_itself(match: Match[str], now: Now) -> Said:
    return Said(moment=now.local.astimezone(UTC), firm=False)
