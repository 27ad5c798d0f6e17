"""From when on a rule counts, and the day a question is about: "as of 1 March", 2019年时."""

from __future__ import annotations

import re
from datetime import date, timedelta

from babel.dates import format_date

from bot.language.dates.said import MONTHS

YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
ZH = (
    r"(?:(?:(?P<zy>\d{4}) ?年?|(?P<zr>[今去前明]年)) ?[-/.]?)?"
    r"(?:(?P<zm>\d{1,2}) ?(?:月份?|[-/.]) ?(?:(?P<zd>\d{1,2}) ?[日号]?)?)?"
)
EN = (
    r"(?:the )?(?:(?P<ed>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
    r"(?:(?P<em>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?: (?P<ee>\d{1,2})(?:st|nd|rd|th)?(?!\d))?)?,? ?(?P<ey>\d{4})?"
)
ISO = r"(?P<iy>\d{4})-(?P<im>\d{1,2})(?:-(?P<id>\d{1,2}))?"
ASKED = (  # as it is put: a time that is merely spoken of is no such day
    re.compile(
        rf"\b(?:as (?:of|at)|(?:back|in force) (?:in|on|at))\s(?:{ISO}|{EN})", re.IGNORECASE
    ),
    re.compile(rf"\b(?:in|on) (?:{EN})[?.]?$", re.IGNORECASE),
    re.compile(rf"(?:截至|截止到?|按照?) ?(?:{ISO}|{ZH})(?:当时|[时止])?的?"),
    re.compile(rf"(?:在|到)?(?:{ISO}|{ZH})(?:那会儿|的时候|那时候?|当时|那天|时)的?"),
    re.compile(r"(?P<zy>\d{4}) ?年(?: ?(?P<zm>\d{1,2}) ?月(?: ?(?P<zd>\d{1,2}) ?[日号])?)?的?"),
)
FORMS = {  # by how much of it is known
    1: {"zh": "yyyy 年", "en": "yyyy"},
    2: {"zh": "yyyy 年 M 月", "en": "MMMM yyyy"},
    3: {"zh": "yyyy 年 M 月 d 日", "en": "d MMMM yyyy"},
}


def said(begins: str, lang: str) -> str:
    """ "2012-07-01", "2020-12" or "2013", as people read it."""
    known = begins.split("-")
    day = date(*map(int, [*known, "1", "1"][:3]))
    return format_date(day, FORMS[len(known)][lang], locale=lang)


def turn(begins: str) -> date:
    """The day on which that has surely come: the last of the year or month that is all we know."""
    known = [int(one) for one in begins.split("-")]
    if len(known) == 3:
        return date(*known)
    return _last(known[0], known[1] if len(known) == 2 else 12)


def is_in_force(begins: str, ends: str, day: date) -> bool:
    return (not begins or turn(begins) <= day) and (not ends or day < turn(ends))


def asked(question: str, today: date) -> tuple[str, date | None]:
    """What is left of a question, and the day it is about, if it names one."""
    for pattern in ASKED:
        for found in pattern.finditer(question):
            if day := _day(found.groupdict(), today):
                return f"{question[: found.start()]} {question[found.end() :]}".strip(), day
    return question, None


def _day(found: dict[str, str | None], today: date) -> date | None:
    """The last day of the month or the year, if no more is said; none that cannot be."""

    def one(*names: str) -> int:
        return next((int(said) for name in names if (said := found.get(name))), 0)

    named, month = (found.get("em") or "").capitalize(), one("zm", "im")
    month = month or ([m.capitalize() for m in MONTHS].index(named) + 1 if named else 0)
    year = one("zy", "ey", "iy") or (today.year + YEARS[r] if (r := found.get("zr")) else 0)
    if not (year or month):
        return None
    year, day = year or today.year, one("zd", "ed", "ee", "id")
    try:
        return (
            date(year, month, day)
            if day
            else min(_last(year, month or 12), _now(year, month, today))
        )
    except ValueError:
        return None


def _now(year: int, month: int, today: date) -> date:
    """Of the month or the year that is now, what counts is today."""
    is_now = year == today.year and month in (0, today.month)
    return today if is_now else date.max


def _last(year: int, month: int) -> date:
    return (date(year, month, 1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
