"""What a calendar that is handed in says of its days: worked or not, or what is wrong with it.

The words offices use stand in `bot/text/office/calendar.toml`: 休, 放假, closed, off; 班, 补班,
make-up, work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.language.catalog import files


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line: the key of its words, and what it says there."""

    line: int
    key: str
    said: str = ""


@dataclass(frozen=True)
class Entry:
    """One line or event: its days, and the words that say what they are, the closest first."""

    line: int
    first: date
    last: date
    words: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Aside:
    """A festival among days off and make-up days: it is neither."""

    name: str


def is_worked(words: tuple[str, ...]) -> bool | None:
    """Whether these words say that a day is worked; None if they say neither."""
    for said in words:
        if says("worked").search(said):
            return True
        if says("closed").search(said):
            return False
    return None


@cache
def says(kind: str) -> re.Pattern[str]:
    return re.compile(files()["calendar"]["data"][kind], re.IGNORECASE)
