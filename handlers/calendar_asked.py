"""Days and times of day of the calendar, as forms give them and as people write them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from babel import Locale

from bot.catalog import LANGUAGES
from bot.errors import Refused
from bot.request import Request
from bot.workdays import countries
from handlers import asked as read
from handlers.desk import Asked

YEARS = 3  # from this one: what is further off was not meant
PARTS = {"早": 0, "上午": 0, "中午": 12, "下午": 12, "晚": 12, "am": 0, "pm": 12}
CLOCK = re.compile(
    r"(?P<part>早上?|上午|中午|下午|晚上?)?\s*(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
    r"(?:[:：点时.](?P<minute>\d{2}|半|一刻|三刻)?分?)?\s*(?P<half>am|pm)?",
    re.IGNORECASE,
)
MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
DIGITS = "零一二三四五六七八九"


def days(request: Request, asked: Asked) -> tuple[date, date]:
    """The first day and the last, which may be the same; "1 to 3 Dec" is two days of December.
    Raises Refused, on its field, for what is none.
    """
    first, last = asked["first"].strip(), asked.get("last", "").strip()
    if last and first.isdecimal():
        first = re.sub(r"\d+", first, last, count=1)
    begins = day(request, {"first": first}, "first")
    ends = day(request, {"last": last}, "last", since=begins) if last else begins
    if ends < begins:
        raise Refused("calendar.last-first", field="last")
    return begins, ends


def day(request: Request, asked: Asked, field: str, since: date | None = None) -> date:
    """One day: as a form gives it, or in words; today is not over yet, however late it is."""
    calendar, today = request.calendar, request.calendar.today(request.now)
    found = _picked(asked[field])
    if found is None:
        morning = calendar.moment(since or today, time.min)
        found = calendar.today(read.due(replace(request, now=morning), asked, field))
    if abs(found.year - today.year) > YEARS:
        raise Refused("calendar.far-off", field=field, n=YEARS)
    return found


def _picked(text: str) -> date | None:
    """A day as a form gives it; somebody may write it so, too."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def clock(text: str, field: str) -> time:
    """ "8:30", "9", "9点", "下午5点半", "5:30pm". Raises Refused for what is no time of day."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        raise Refused("calendar.bad-clock", field=field, text=text)
    hour = _number(match["hour"])
    minute = match["minute"] or "0"
    part = (match["half"] or match["part"] or "").lower()
    later = next((add for said, add in PARTS.items() if part.startswith(said)), 0)
    if later and hour < 12:
        hour += later
    elif part == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, MINUTES[minute] if minute in MINUTES else int(minute))
    except ValueError:
        raise Refused("calendar.bad-clock", field=field, text=text) from None


def _number(text: str) -> int:
    """A number up to 99, in digits or Chinese: 十七, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    return (DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + max(0, DIGITS.find(ones or "零"))


def country(text: str) -> str:
    """A country by its two letters or its name in either language. Raises Refused."""
    said = text.strip()
    if said.upper() in countries():
        return said.upper()
    for lang in LANGUAGES:
        for code, name in Locale(lang).territories.items():
            if name.casefold() == said.casefold() and code in countries():
                return str(code)
    raise Refused("calendar.bad-country", field="country", text=text)


def country_name(code: str, lang: str) -> str:
    return str(Locale(lang).territories.get(code, code))
