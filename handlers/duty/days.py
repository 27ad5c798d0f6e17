"""The days that are asked about: a date, a weekend, a whole week, a month, last night."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

from bot.duty.roster import ONE_DAY
from bot.language.dates import read_days
from bot.language.dates.occasions import break_around, names
from bot.language.dates.said import FRIDAY, MONTHS
from bot.language.refusals import Refused
from bot.who.request import Request
from handlers.slack.desk import Asked

LONGEST = 92  # days shown or planned at once
CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTH = re.compile(
    r"(?:本|这个?|下个?|the |next |this )(?:月|month)"
    r"|(?P<n>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"|(?P<name>(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)",
    re.IGNORECASE,
)
BACK = re.compile(
    "(?P<one>昨天|昨晚|昨日|昨夜|yesterday|last night)|前天|前晚|the day before yesterday",
    re.IGNORECASE,
)
LAST = re.compile(
    r"上(?:个)?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
    r"|last (?P<en>mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
ZH_DAYS, EN_DAYS = "一二三四五六日", ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
HOUR = re.compile(
    r"(?:(?P<day>今天|今日|今|明天|明|昨天|昨)(?:日)?)?"
    r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|晚上|夜里|晚|夜)?"
    r"(?P<h>[01]?\d|2[0-4]|十[一二]?|[零一二两三四五六七八九])(?:[点时]|[:：](?=\d))"
    r"(?P<m>半|[0-5]\d)?分?"
    r"|(?:at )?(?P<eh>1[0-2]|0?\d)(?:[:.](?P<em>[0-5]\d))? ?(?P<half>am|pm)"
    r"(?: (?P<eday>today|tomorrow))?",
    re.IGNORECASE,
)
AWAY = {"今": 0, "明": 1, "昨": -1, "today": 0, "tomorrow": 1}
PM = ("下午", "晚上", "夜里", "晚", "夜", "中午")
WEEKEND = re.compile("周末|weekend", re.IGNORECASE)
WEEK = re.compile(r"(?:[下本这]+个?|next |this )(?:周|星期|礼拜|week)", re.IGNORECASE)


def days(request: Request, asked: Asked) -> tuple[date, date]:
    """Raises Refused for what names no days, or more than a quarter of a year."""
    words = asked["first"].strip()
    if last := asked.get("last", "").strip():
        words = f"{words} to {last}" if words.isascii() else f"{words}到{last}"
    today = request.calendar.today(request.now)
    if past := _past(today, words):
        return past, past
    if month := MONTH.fullmatch(words):
        return _month(request.calendar.today(request.now), month)
    try:
        first, last_day = read_days(words, request.now, request.calendar)
    except Refused as refusal:
        refusal.field = "first"
        raise
    if first == last_day and _festival().fullmatch(words):
        return break_around(first, request.calendar) or (first, first)
    if WEEK.fullmatch(words) and last_day.weekday() == FRIDAY:
        last_day += 2 * ONE_DAY  # duty has no weekend
    if WEEKEND.search(words) and first == last_day and first.weekday() == 6:
        first -= ONE_DAY
    if (last_day - first).days >= LONGEST:
        raise Refused("duty.too-many-days", field="first", most=LONGEST)
    return first, last_day


@cache
def _festival() -> re.Pattern[str]:
    """国庆, over the National Day holiday: all the days without work around it."""
    zh, en = (names("occasions", lang) for lang in ("zh", "en"))
    around = rf"(?:{zh})(?:假期|长假|节|假|期间)*|(?:over |the )*(?:{en})(?: holidays?| break)?"
    return re.compile(around, re.IGNORECASE)


def _past(today: date, words: str) -> date | None:
    """昨天, 前天, 上周六, last Friday; none for what is to come."""
    if near := BACK.fullmatch(words):
        return today - (1 if near["one"] else 2) * ONE_DAY
    found = LAST.fullmatch(words)
    if found is None:
        return None
    zh = found["zh"]
    weekday = ZH_DAYS.index(zh.replace("天", "日")) if zh else EN_DAYS.index(found["en"].lower())
    monday = today - today.weekday() * ONE_DAY
    in_chinese = monday + (weekday - 7) * ONE_DAY  # of the week before this one
    back = (today.weekday() - weekday - 1) % 7 + 1
    return in_chinese if zh else today - back * ONE_DAY


def moment(request: Request, words: str) -> datetime | None:
    """凌晨三点, 今晚八点, 3 am: that moment, the next one if no day is said; none if it is none."""
    found = HOUR.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = _hour(found), found["em"] or found["m"] or "0"
    at = time(hour % 24, 30 if minute == "半" else int(minute))
    day = (found["eday"] or (found["day"] or "")[:1]).lower()
    today = request.calendar.today(request.now)
    if day in AWAY:
        return request.calendar.moment(today + AWAY[day] * ONE_DAY, at)
    then = request.calendar.moment(today, at)
    return then if then >= request.now else request.calendar.moment(today + ONE_DAY, at)


def _hour(found: re.Match[str]) -> int:
    if found["eh"]:
        return int(found["eh"]) % 12 + (12 if found["half"].lower() == "pm" else 0)
    said, afternoon = found["h"], found["part"] in PM
    if said.isdigit():
        hour = int(said)
    else:
        hour = 0 if said == "零" else CHINESE.index(said.replace("两", "二")) + 1
    return hour + 12 if afternoon and hour < 12 else hour


def _month(today: date, said: re.Match[str]) -> tuple[date, date]:
    """All of it: of this year, or of the next if it has gone by."""
    if number := said["n"] or (said["name"] and str(MONTHS.index(said["name"][:3].lower()) + 1)):
        n = int(number) if number.isdigit() else CHINESE.index(number) + 1
        first = date(today.year + (n < today.month), n, 1)
    else:
        away = 1 if said[0].lower().startswith(("下", "next")) else 0
        first = (today.replace(day=1) + away * timedelta(days=32)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - ONE_DAY
