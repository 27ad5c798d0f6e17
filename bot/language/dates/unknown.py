"""A date in a shape no rule knows, asked of dateparser: for a text that is nothing but a date."""

from __future__ import annotations

import re
from datetime import time

import dateparser

from bot.language.dates.rows import FLAGS, MONTH, PLAIN
from bot.language.dates.said import Now, Said

LONGEST = 40
NOTHING_BUT_A_DATE = re.compile(
    rf"(?=.*[a-z])(?=.*\d)(?:{MONTH}|[\d\s,/:-]|[ap]m)+",
    FLAGS,
)


def asked_of_dateparser(text: str, now: Now) -> Said | None:
    if len(text) > LONGEST:
        return None
    text = text.translate(PLAIN).strip()
    if not NOTHING_BUT_A_DATE.fullmatch(text):
        return None
    local = now.local.replace(tzinfo=None)
    settings: dict[str, object] = {
        "DATE_ORDER": "DMY" if now.calendar.day_first else "MDY",
        "PARSERS": ["absolute-time"],  # the others take "15h" or a number for a time
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": local,
        "REQUIRE_PARTS": ["day", "month"],
    }
    naive = dateparser.parse(text, languages=["zh", "en"], settings=settings)
    if naive is None:
        return None
    filled_in = naive.time() in (time(), local.time())  # where no time is said
    return Said(
        naive.date(), clock=None if filled_in else (naive.hour, naive.minute, 0), exact=True
    )
