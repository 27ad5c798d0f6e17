"""What a first report says: when, where, what, who is hurt, what is done; and what is missing yet.

What is missing is listed and never in the way: unknowns do not delay a report (domain.md 2.4).
"""

from __future__ import annotations

import re
from functools import cache

from bot.language.catalog import files

ASKED = ("time", "place", "what", "casualties", "handling", "contact")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(files()["incidents"]["data"][name], re.IGNORECASE)


def without_alarm(said: str) -> str:
    """Without "urgent:" before it."""
    return _pattern("alarm").sub("", said, count=1).strip()


def found(said: str) -> dict[str, str]:
    """What was understood, by its name."""
    said = said[:2000]
    matches = {name: _pattern(name).search(said) for name in ASKED}
    facts = {name: match[0].strip(" ，,。.；;") for name, match in matches.items() if match}
    place = _place(said, matches["time"], matches["what"])
    return {
        name: one for name in ASKED if (one := place if name == "place" else facts.get(name, ""))
    }


def _place(said: str, when: re.Match[str] | None, what: re.Match[str] | None) -> str:
    """After "in" or 在; else what stands before the fire: 城东化工园一仓库起火."""
    if named := _pattern("place").search(said):
        return named[0].strip(" ，,。.;；").removeprefix("在")
    if what is None:
        return ""
    before = what[0].removesuffix(what["kind"]) if what["kind"] else ""
    before = _pattern("before-what").sub("", before.strip(" ，,。.")).removeprefix("在")
    return before if len(before) > 1 else ""


def missing(said: str) -> list[str]:
    there = found(said)
    return [name for name in ASKED if name not in there]
