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
READ = 2000  # letters of a report that are read clause by clause
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
    return _pattern("kind").search(said) is not None


def found(said: str) -> dict[str, str]:
    """What was understood, by its name; each clause stands where it belongs."""
    comma = "，" if HAN.search(said) else ", "
    said, rest = _cut(without_alarm(said))
    heard: dict[str, list[str]] = {}
    if when := _pattern("time").search(said):  # it is said by itself
        heard["time"] = [when[0]]
        said = re.sub("  +", " ", said[: when.start()] + said[when.end() :])
    for clause in _clauses(said):
        event = _pattern("kind").search(clause)
        about = {name: match for name in OF_A_CLAUSE if (match := _pattern(name).search(clause))}
        happened = "what" not in heard and event is not None
        if happened:  # what else it says of those hurt is said there, too
            parts = {name: match[0] for name, match in about.items()}
        else:
            parts = dict.fromkeys([*about][:1], clause)
        place = "" if "place" in heard or (about and not happened) else _place(clause, event)
        parts |= {"place": place} if place else {}
        if happened or not (about or clause == place):
            parts["what"] = clause
        for name, words in parts.items():
            heard.setdefault(name, []).append(words.strip(EDGE))
    if rest:
        heard.setdefault("what", []).append(rest)
    return {name: comma.join(heard[name]) for name in ASKED if name in heard}


def _cut(said: str) -> tuple[str, str]:
    """What is read clause by clause, and what is left of a very long report."""
    if len(said) <= READ:
        return said, ""
    breaks = (SENTENCE, _pattern("apart"))
    at = max((m.end() for one in breaks for m in one.finditer(said, 0, READ)), default=READ)
    return said[:at], said[at:].strip(EDGE)


def _clauses(said: str) -> list[str]:
    parts = (part for one in SENTENCE.split(said) for part in _pattern("apart").split(one))
    return [part.strip(EDGE) for part in parts if part.strip(EDGE)]


def _place(clause: str, event: re.Match[str] | None) -> str:
    """After "in" or 在; else what stands before the fire: 城东化工园一仓库起火."""
    if named := _pattern("place").search(clause):
        ends = event.start() if event and event.start() > named.start() else named.end()
        return _ended(clause[named.start() : min(ends, named.end())])
    return _ended(clause[: event.start()]) if event and HAN.search(clause) else ""


def _ended(said: str) -> str:
    said = _pattern("before-what").sub("", said.strip(EDGE)).removeprefix("在")
    return "" if len(said) < 2 or _pattern("nowhere").search(said) else said


def missing(there: dict[str, str]) -> list[str]:
    """What happened is not known yet as long as no word of an event was said."""
    return [
        name
        for name in ASKED
        if name not in there or (name == "what" and not is_one(there["what"]))
    ]
