"""An office that has been at work: what its people said in the last days, and what to try in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from bot.language.workdays import Calendar

LINES = Path(__file__).with_name("lately.toml")


def hints() -> dict[str, Any]:
    """Three things to try, for the page of the rehearsal."""
    found: dict[str, Any] = tomllib.loads(LINES.read_text("utf-8"))["hints"]
    return found


def lines(now: datetime, calendar: Calendar) -> Iterator[tuple[datetime, str, str]]:
    """When, who, and what they say: in order, all of it before the office's today."""
    days = [now.astimezone(calendar.tz).date()]
    for line in tomllib.loads(LINES.read_text("utf-8"))["line"]:
        while len(days) <= line["day"]:
            days.append(calendar.previous_working(days[-1]))
        at = datetime.combine(days[line["day"]], time.fromisoformat(line["at"]), calendar.tz)
        yield at, str(line["who"]), str(line["says"])
