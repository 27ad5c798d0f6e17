"""What a first report says: when, where, what, who is hurt, what is done; and what is missing yet.

What is missing is listed and never in the way: unknowns do not delay a report (domain.md 2.4). No
word is lost: what nothing else is made of stays with what happened.
"""

from __future__ import annotations

import re
from functools import cache

from bot.language.catalog import HAN, files
from bot.matters.titles import SENTENCE

ASKED = ("time", "place", "what", "casualties", "handling", "contact")
READ = 2000  # letters of a report, from its beginning
OF_A_CLAUSE = ("contact", "casualties", "handling")  # the first of them that it speaks of
EDGE = " ，,。.；;：:"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(files()["incidents"]["data"][name], re.IGNORECASE)


def without_alarm(said: str) -> str:
    """Without "urgent:" before it."""
    return _pattern("alarm").sub("", said, count=1).strip()


def is_one(said: str) -> bool:
    """Does it say that something happened?"""
    return any(_pattern("kind").search(one) for one in _clauses(said))


def found(said: str) -> dict[str, str]:
    """What was understood, by its name; each clause stands where it belongs."""
    comma = "，" if HAN.search(said) else ", "
    heard: dict[str, list[str]] = {}
    if when := _pattern("time").search(without_alarm(said)):
        heard["time"] = [when[0]]
    for clause in _clauses(said):
        happened = "what" not in heard and _pattern("kind").search(clause) is not None
        about = [name for name in OF_A_CLAUSE if _pattern(name).search(clause)]
        if happened:  # what else it says of those hurt is said there, too
            parts = {name: match[0] for name in about if (match := _pattern(name).search(clause))}
        else:
            parts = dict.fromkeys(about[:1], clause)
        place = "" if "place" in heard or (about and not happened) else _place(clause)
        parts |= {"place": place} if place else {}
        if happened or not (about or clause == place):
            parts["what"] = clause
        for name, words in parts.items():
            heard.setdefault(name, []).append(words.strip(EDGE))
    return {name: comma.join(heard[name]) for name in ASKED if name in heard}


def _clauses(said: str) -> list[str]:
    """Without the time of day, which is said by itself."""
    said = without_alarm(said)[:READ]
    said = re.sub("  +", " ", _pattern("time").sub("", said, count=1))
    parts = (part for one in SENTENCE.split(said) for part in _pattern("apart").split(one))
    return [part.strip(EDGE) for part in parts if part.strip(EDGE)]


def _place(clause: str) -> str:
    """After "in" or 在; else what stands before the fire: 城东化工园一仓库起火."""
    what = _pattern("kind").search(clause)
    if named := _pattern("place").search(clause):
        ends = what.start() if what and what.start() > named.start() else named.end()
        return _ended(clause[named.start() : min(ends, named.end())])
    return _ended(clause[: what.start()]) if what and HAN.search(clause) else ""


def _ended(said: str) -> str:
    said = _pattern("before-what").sub("", said.strip(EDGE)).removeprefix("在")
    return "" if len(said) < 2 or _pattern("nowhere").search(said) else said


def missing(said: str) -> list[str]:
    """What happened is not known yet as long as no word of an event was said."""
    there = found(said)
    return [name for name in ASKED if name not in there or (name == "what" and not is_one(said))]
