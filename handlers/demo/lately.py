"""An office that has been at work: what its people said in the last days, and what to try in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.language.workdays import Calendar

Filled = dict[str, Any]  # the fields of a form, by name
COMING = re.compile(r"\{\+(?P<n>\d)\}")
LINES = Path(__file__).with_name("lately.toml")


def hints() -> dict[str, Any]:
    """Three things to try, for the page of the rehearsal."""
    found: dict[str, Any] = tomllib.loads(LINES.read_text("utf-8"))["hints"]
    return found


def lines(now: datetime, calendar: Calendar) -> Iterator[tuple[datetime, str, str | Filled]]:
    """When, who, and what they say or fill in: in order, all of it before the office's today."""
    days = [now.astimezone(calendar.tz).date()]
    for line in tomllib.loads(LINES.read_text("utf-8"))["line"]:
        while len(days) <= line["day"]:
            days.append(calendar.previous_working(days[-1]))
        at = datetime.combine(days[line["day"]], time.fromisoformat(line["at"]), calendar.tz)
        said = COMING.sub(partial(_coming, days[0]), line.get("says", ""))
        yield at, str(line["who"]), line.get("fills", said)


def _coming(today: date, ahead: re.Match[str]) -> str:
    """A day so many days ahead of the office's today."""
    day = today + timedelta(days=int(ahead["n"]))
    return f"{day.month}月{day.day}日"
