"""Dates and hours written in figures, in whatever language: 2026-12-04, 12/4, 17:00, 3pm."""

from __future__ import annotations

from bot.language.dates import days, hours
from bot.language.dates.numbers import EN
from bot.language.dates.said import Rule

_YEAR = r"(?P<year>(?:20)?\d\d)"
_AP = r"(?P<ap>[ap])(?:\.?\s?m(?:\b|(?-i:(?=[A-Z])))\.?)"

ROWS = (
    Rule(
        "figures",
        r"(?<!\d)(?P<iso>20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z\b"
        r"|[+-]\d\d:?\d\d))(?!\d)",
        days.iso_moment,
        {"2026-12-01T18:00+08:00": "2026-12-01T18:00", "by 2026-12-01T10:00Z": "2026-12-01T18:00"},
        cue="-",
    ),
    Rule(
        "figures",
        r"(?<![\d./])(?<!\d-)(?P<year>20\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
        r"(?=T\d|(?![\d/]|-\d|\.\d|\w))T?",
        days.month_and_day,
        {"2026-12-04": "2026-12-04", "2026/12/4前": "2026-12-04", "2026.12.4": "2026-12-04"},
        cue="- / .",
    ),
    Rule(
        "figures",
        r"(?<![\d/.号])(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d-]*\d)",
        days.month_and_day,
        {"20261204前": "2026-12-04"},
        cue="2",
    ),
    Rule(
        "figures",
        r"(?<![\w/.-])(?P<d>[0-3]?\d)\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>20\d\d)(?![\d.-])",
        days.month_and_day,
        {"by 04.12.2026": "2026-12-04"},
        cue=".",
    ),
    Rule(
        "figures",
        r"(?<![\d/.$¥])(?<![\d\w]-)(?P<one>[0-3]?\d)(?P<sep>[-/])(?P<other>[0-3]?\d)(?P=sep)"
        r"(?P<year>20\d\d|\d\d)(?![\d/%]|-\d|\.\d|\w)",
        days.either_order,
        {"12/4/2026": "2026-12-04", "by 3-7-27": "2027-03-07", "22/12/26": "2026-12-22"},
        cue="/ -",
    ),
    Rule(
        "figures",
        r"(?<![\d/.-])(?P<year>\d\d)-(?P<month>1[0-2]|0?[1-9])-(?P<d>[0-3]?\d)(?![\d/-]|\.\d|\w)",
        days.month_and_day,
        {"27-7-3前": "2027-07-03"},
        cue="-",
    ),
    Rule(
        "figures",
        r"(?<![\d/.\w$¥-])(?P<one>[0-3]?\d)\s?/\s?(?P<other>[0-3]?\d)(?![\d/%-]|\.\d"
        r"|\s*(?:an?\s+)?(?:h(?:ou)?rs?|h|hours?|of)\b|[a-z])",
        days.either_order,
        {"12/4": "2026-12-04", "12/4 18:00前": "2026-12-04T18:00", "22/12": "2026-12-22"},
        cue="/",
    ),
    Rule(
        "figures",
        r"(?=\d)(?:(?<=\bon )|(?<=\bby )|(?<=\bdue )|(?<=\bbefore )|(?<=\btill )|(?<=\buntil )"
        r"|(?<=\bthis )"
        r"|(?<=\bnext )|(?<=day )|\A(?=\d+\s?-\s?\d+\Z)"
        r"|(?<![\w/.$¥-])(?=\d+-\d+\s\d\d?:\d\d(?!\d)))"
        r"(?P<one>1[0-2]|0?[1-9])\s?[-.]\s?(?P<other>[0-3]?\d)(?![\d.-]|\s*(?:[ap]\.?m|h\b))",
        days.either_order,
        {
            "by 12-4": "2026-12-04",
            "due 12.4": "2026-12-04",
            "11-26 17:00": "2026-11-26T17:00",
        },
        cue="- .",
    ),
    Rule(
        "hours",
        r"(?<![\d:./])(?P<h>[01]?\d|2[0-3])(?::(?P<minutes>[0-5]\d))?\s*(?:-|–|~|到|至|\bto\b)\s*"
        rf"(?P<h2>[01]?\d|2[0-4])(?::(?P<minutes2>[0-5]\d))?\s*{_AP}",
        hours.stretch_of_hours,
        {"Friday 3-5pm": "", "between 3-5pm on Friday": "2026-11-27T15:00"},
        cue="p a pm am",
    ),
    Rule(
        "hours",
        r"(?<![\d:.])(?P<h>[01]?\d|2[0-4])\s?:\s?(?P<minutes>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])"
        r"(?:\s*(?P<ap>[ap])(?:\.?\s?m\b\.?|\b))?(?:\s*(?:hrs?|hours)\b)?",
        hours.clock_time,
        {
            "17:30": "2026-11-25T17:30",
            "明天 9:15": "2026-11-26T09:15",
            "Friday 5:30 pm": "2026-11-27T17:30",
        },
        cue=":",
    ),
    Rule(
        "hours",
        rf"(?<![\d:.\w])(?P<h>1[0-2]|0?[1-9])(?:\.(?P<minutes>[0-5]\d))?(?:ish)?\s*{_AP}",
        hours.clock_time,
        {"Friday 3pm": "2026-11-27T15:00", "tomorrow 5.30 p.m.": "2026-11-26T17:30"},
    ),
    Rule(
        "hours",
        rf"(?<![\d:.\w])(?P<h>1[0-2]|0?[1-9])(?P<minutes>[0-5]\d)\s*{_AP}",
        hours.clock_time,
        {"Friday 330pm": "2026-11-27T15:30"},
        cue="p a pm am",
    ),
    Rule(
        "hours",
        r"(?<![\d:.\w])(?P<h>1[0-2]|[1-9])(?::?(?P<minutes>[0-5]\d))?(?P<ap>[ap])(?:\b|\.(?!\w))",
        hours.clock_time,
        {"today at 9p": "2026-11-25T21:00", "tomorrow at 845a": "2026-11-26T08:45"},
        cue="a p",
    ),
    Rule(
        "hours",
        rf"\b(?P<h>{EN})(?:[\s-](?P<minutes>{EN}))?\s+(?P<ap>[ap])(?:\.?\s?m\b\.?)",
        hours.clock_time,
        {"Friday six pm": "2026-11-27T18:00", "tomorrow ten thirty am": "2026-11-26T10:30"},
        cue="p a pm am",
    ),
    Rule(
        "hours",
        r"(?<![\d:.\w/])(?<!\bin )(?<!within )(?P<h>[01]?\d|2[0-4])h(?P<minutes>[0-5]\d)?\b",
        hours.clock_time,
        {"Friday at 15h30": "2026-11-27T15:30"},
        cue="h " + " ".join(f"h{n:02}" for n in range(60)),
    ),
)
