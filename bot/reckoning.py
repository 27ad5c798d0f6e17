"""What the words for a time come to, counted from a local now: a day, an hour, a moment.

`bot/timewords.py` knows the words; each function here takes one match of theirs.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.workdays import SATURDAY, USUAL_HOURS, Calendar


@dataclass(frozen=True)
class Said:
    """What a few words name. Naming nothing at all, they are a time that does not exist."""

    day: date | None = None
    part: str = ""  # of the day: a name in PARTS
    clock: tuple[int, int] | None = None
    moment: datetime | None = None
    exact: bool = False  # an hour said in full: 17:00, 5pm, 05:00, 5时
    firm: bool = True  # a time wherever it stands; otherwise only after "by", before 前, or alone
    bare: bool = False  # a weekday alone, which gives way to a date beside it


Match = re.Match[str]
Reading = Callable[[Match, datetime, Calendar], Said]
NOTHING = Said()

PARTS = {  # the earliest hour that can be meant, and the hour when none is said
    "": (USUAL_HOURS.opens.hour, USUAL_HOURS.closes.hour),  # in an office "5点前" is 17:00
    "close": (USUAL_HOURS.opens.hour, USUAL_HOURS.closes.hour),
    "dawn": (0, 6),
    "early": (1, 9),
    "morning": (1, 12),
    "noon": (10, 12),
    "afternoon": (12, 18),
    "evening": (17, 22),
}

DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a couple of": 2, "an": 1, "a": 1} | {word: n for n, word in enumerate(NUMERALS, 1)}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = {"大后": 3, "后": 2, "明": 1, "今": 0, "昨": -1, "前": -2}
DAYS |= {"day after tomorrow": 2, "tomorrow": 1, "tmrw": 1, "tmr": 1, "yesterday": -1}
DAYS |= {"today": 0, "to": 0, "this": 0}  # "tonight", "this afternoon": a day, then its part
LENGTHS = {
    **dict.fromkeys(("minute", "min", "分钟"), timedelta(minutes=1)),
    **dict.fromkeys(("hour", "hr", "h", "小时", "钟头"), timedelta(hours=1)),
    **dict.fromkeys(("day", "天", "日"), timedelta(days=1)),
    **dict.fromkeys(("week", "周", "星期", "礼拜"), timedelta(weeks=1)),
    "fortnight": timedelta(weeks=2),
}


# --- words and numbers ------------------------------------------------------------------


def _group(match: Match, name: str) -> str:
    return (match.groupdict().get(name) or "").lower()


def _number(word: str) -> int:
    """Up to 99 in Chinese. Raises for what only looks like a number: 一二, 十十."""
    if word.isdigit() or word in COUNTS:
        return COUNTS.get(word) or int(word)
    tens, ten, ones = (word.lstrip("零") or "零").rpartition("十")
    return (DIGITS[tens or "一"] * 10 if ten else 0) + (DIGITS[ones] if ones or not ten else 0)


def _amount(match: Match) -> float:
    word, half = _group(match, "n"), 0.5 if _group(match, "half") else 0
    if word.startswith(("half", "半")):
        return 0.5
    return (float(word) if "." in word else _number(word)) + half


def _steps(which: str) -> int:
    """0 for this week, month or year, 1 for the next, 2 for the one after; -1 for the last."""
    if which.startswith(("last", "past", "上")):
        return -1
    return which.count("下") + which.startswith(("next", "明"))


def _named_month(match: Match) -> int:
    """December by name, number or quarter."""
    if quarter := _group(match, "quarter"):
        return 3 * _number(quarter)
    name = _group(match, "month")
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else _number(name)


def _month(day: date, n: int) -> date:
    """The first day of the n-th month from this one."""
    years, month = divmod(day.month - 1 + n, 12)
    return date(day.year + years, month + 1, 1)


def _last(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


# --- readings: a match and the local time, to what is said -------------------------------


def month_and_day(match: Match, local: datetime, calendar: Calendar) -> Said:
    """Without a year, the next such day."""
    year = _group(match, "year")
    y = 2000 + int(year) % 100 if year.isdigit() else local.year + _steps(year)
    day = date(y, _named_month(match), _number(match["d"]))
    return Said(day if year or day >= local.date() else day.replace(year=y + 1))


def day_of_month(match: Match, local: datetime, calendar: Calendar) -> Said:
    """A day of the month named, or of the next month in which it is still to come."""
    d, which = _number(match["d"]), _group(match, "which")
    if which:
        return Said(_month(local, _steps(which)).replace(day=d))
    months = (_month(local, n) for n in range(3))
    days = [month.replace(day=d) for month in months if d <= _last(month).day]
    firm = match.groupdict().get("firm", "") is not None
    return Said(min(day for day in days if day >= local.date()), firm=firm)


def end_of_month(match: Match, local: datetime, calendar: Calendar) -> Said:
    """12月底, end of June, Q4结束; 上旬 and 中旬 end on the 10th and the 20th."""
    first = date(local.year, _named_month(match), 1)
    if _last(first) < local.date():
        first = first.replace(year=local.year + 1)
    tenth = {"上旬": 10, "中旬": 20}.get(_group(match, "end"))
    return Said(first.replace(day=tenth) if tenth else _last(first))


def end_of_period(match: Match, local: datetime, calendar: Calendar) -> Said:
    """A week, month, quarter or year, as a deadline, is its last day."""
    unit, steps, today = _group(match, "unit")[0], _steps(_group(match, "which")), local.date()
    end = _group(match, "end")
    if unit in "w周星礼":
        day = _end_of_week(today + timedelta(weeks=steps), today, end in ("末", "end"))
    elif unit in "y年":
        day = date(today.year + steps, 12, 31)
    else:
        to_quarter_end = 2 - (today.month - 1) % 3 + 2 * steps if unit in "q季" else 0
        day = _last(_month(today, steps + to_quarter_end))
    return Said(day, firm=bool(end))


def _end_of_week(day: date, today: date, weekend: bool) -> date:
    """An office week ends on Friday, unless Friday is over."""
    friday = day + timedelta(4 - day.weekday())
    return friday + timedelta(2) if weekend or friday < today else friday


def weekday(match: Match, local: datetime, calendar: Calendar) -> Said:
    """Weeks begin on Monday. A weekday alone is the coming one, and never today."""
    today, which = local.date(), _group(match, "which") or _group(match, "of")
    name = _group(match, "weekday")
    index = WEEKDAYS.index(name[:3]) if name.isascii() else min("一二三四五六日天".index(name), 6)
    if which in ("", "coming"):
        return Said(today + timedelta((index - today.weekday() - 1) % 7 + 1), bare=True)
    day = today + timedelta(index - today.weekday(), weeks=_steps(which))
    week_is_over = _steps(which) == 0 and today.weekday() >= SATURDAY
    return Said(day + timedelta(weeks=1) if week_is_over and day < today else day)


def day_word(match: Match, local: datetime, calendar: Calendar) -> Said:
    return Said(local.date() + timedelta(DAYS[_group(match, "word")]))


def working_days(match: Match, local: datetime, calendar: Calendar) -> Said:
    n = _number(_group(match, "n") or "1")
    return Said(calendar.add_working_days(local.date(), n), firm=bool(_group(match, "firm")))


def time_from_now(match: Match, local: datetime, calendar: Calendar) -> Said:
    amount, length = _amount(match), LENGTHS.get(_group(match, "unit"))
    firm = bool(_group(match, "firm"))
    if length and length < timedelta(days=1):
        return Said(moment=local.astimezone(UTC) + amount * length, firm=firm)
    if amount % 1:
        return NOTHING  # half a day is no time to be held to
    if length:
        return Said(local.date() + amount * length, firm=firm)
    last = _last(_month(local, int(amount)))
    return Said(last.replace(day=min(local.day, last.day)), firm=firm)


def clock_time(match: Match, local: datetime, calendar: Calendar) -> Said:
    hour, minute, am_pm = _number(_group(match, "h")), _minute(match), _group(match, "ap")
    if am_pm:
        hour = hour % 12 + (12 if am_pm == "p" else 0)
    if (hour, minute) > (24, 0) or minute > 59:
        return NOTHING
    exact = bool(am_pm) or match[0][0] in "0零" or "时" in match[0] or hour > 12
    return Said(clock=(hour, minute), exact=exact, firm=bool(am_pm) or ":" in match[0])


def _minute(match: Match) -> int:
    if _group(match, "half"):
        return 30
    quarter, minutes = _group(match, "quarter"), _group(match, "minutes")
    return 15 * _number(quarter) if quarter else _number(minutes or "0")
