"""The letters that stand, in a sentence, for what was found in it; and what is known of words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("person", "number", "time", "repeat", "link", "quoted", "version", "today")
MARKS = tuple(map(chr, range(0xE001, 0xE001 + len(KINDS))))
PERSON, NUMBER, TIME, REPEAT, LINK, QUOTED, VERSION, TODAY = MARKS
NAMES = dict(zip(MARKS, KINDS, strict=True))
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|march|mar|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
CASED = frozenset({"stranger_en", "number"})


@cache
def known() -> dict[str, Any]:
    return tomllib.loads((HERE / "known.toml").read_text("utf-8"))


@cache
def words(table: str, name: str) -> frozenset[str]:
    return frozenset(known()[table].get(name, "").split())


@cache
def titles() -> dict[str, list[str]]:
    """What people are called after their surname, by rank."""
    people = known()["people"]
    return {rank: people[rank].split() for rank in ("leader", "director", "head", "staff")}


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """One of the patterns that are known; what stands in angle brackets is filled in."""
    said = known()[table][name]
    every = [title for of_rank in titles().values() for title in of_rank]
    filled = {
        "<P>": PERSON,
        "<T>": f"[{TIME}{TODAY}]",
        "<M>": f"{PERSON}-{TODAY}",
        "<S>": f"[{known()['people']['surnames']}]",
        "<DAY>": r"\d{1,2}(?:st|nd|rd|th)?",
        "<MONTH>": MONTH,
        "<TITLES>": "|".join(sorted(every, key=len, reverse=True)),
    }
    for place, what in filled.items():
        said = said.replace(place, what)
    return re.compile(said, 0 if name in CASED else re.IGNORECASE)


def day(said: str) -> str:
    """The mark of words for a day: today has one of its own."""
    return TODAY if pattern("found", "todays").match(said.strip()) else TIME


def shown(masked: str) -> str:
    """For people to read."""
    return "".join(f"[{NAMES[letter]}]" if letter in NAMES else letter for letter in masked)


def with_days(text: str) -> str:
    """Words for days in an example become the marks they are in a sentence."""
    return pattern("found", "days").sub(lambda match: day(match[0]), text)
