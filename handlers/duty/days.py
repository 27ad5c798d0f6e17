"""The days that are asked about: a date, a weekend, a whole week, a month, last night."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.duty.roster import ONE_DAY
from bot.language.dates import read_days
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
PAST = re.compile("昨天|昨晚|昨日|昨夜|yesterday|last night", re.IGNORECASE)
WEEKEND = re.compile("周末|weekend", re.IGNORECASE)
WEEK = re.compile(r"(?:[下本这]+个?|next |this )(?:周|星期|礼拜|week)", re.IGNORECASE)


def days(request: Request, asked: Asked) -> tuple[date, date]:
    """Raises Refused for what names no days, or more than a quarter of a year."""
    words = asked["first"].strip()
    if last := asked.get("last", "").strip():
        words = f"{words} to {last}" if words.isascii() else f"{words}到{last}"
    today = request.calendar.today(request.now)
    if PAST.fullmatch(words):
        return today - ONE_DAY, today - ONE_DAY
    if month := MONTH.fullmatch(words):
        return _month(request.calendar.today(request.now), month)
    try:
        first, last_day = read_days(words, request.now, request.calendar)
    except Refused as refusal:
        refusal.field = "first"
        raise
    if WEEK.fullmatch(words) and last_day.weekday() == FRIDAY:
        last_day += 2 * ONE_DAY  # duty has no weekend
    if WEEKEND.search(words) and first == last_day and first.weekday() == 6:
        first -= ONE_DAY
    if (last_day - first).days >= LONGEST:
        raise Refused("duty.too-many-days", field="first", most=LONGEST)
    return first, last_day


def _month(today: date, said: re.Match[str]) -> tuple[date, date]:
    """All of it: of this year, or of the next if it has gone by."""
    if number := said["n"] or (said["name"] and str(MONTHS.index(said["name"][:3].lower()) + 1)):
        n = int(number) if number.isdigit() else CHINESE.index(number) + 1
        first = date(today.year + (n < today.month), n, 1)
    else:
        away = 1 if said[0].lower().startswith(("下", "next")) else 0
        first = (today.replace(day=1) + away * timedelta(days=32)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - ONE_DAY
