"""How long something goes on that is said from when until when."""

from __future__ import annotations

from datetime import datetime

from bot.language.dates import sentence
from bot.language.dates.said import Now, Said
from bot.language.workdays import Calendar

DAY, HALF = 24 * 60, 12 * 60  # minutes


def lasting(text: str, now: datetime, calendar: Calendar) -> int:
    """In hours, a part of one counted whole: "2pm to 4pm", 两点到四点半; 0 if it is not said. `now`
    is aware.
    """
    when = Now(now.astimezone(calendar.tz), calendar)
    lengths = (_minutes(phrase.said) for phrase in sentence.phrases(text, when))
    return next((-(-one // 60) for one in lengths if one), 0)


def _minutes(said: Said) -> int:
    """From nine to one is four hours, on a clock that does not say which half of the day it is."""
    if not (said.clock and said.until):
        return 0
    passed = 60 * (said.until[0] - said.clock[0]) + said.until[1] - said.clock[1]
    return passed % (DAY if said.exact or passed > 0 else HALF)
