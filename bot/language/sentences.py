"""The ways to read a sentence: without courtesy, and with what may stand anywhere cut out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from bot.language.catalog import files
from bot.language.dates import find_due, find_impossible
from bot.language.names import QUOTED, folded
from bot.language.patterns import compiled
from bot.language.workdays import Calendar

COURTESIES = 5  # "hello, could you just please"


@dataclass(frozen=True)
class Reading:
    """What is left of a sentence, and what was cut out of it, by slot."""

    rest: str
    taken: dict[str, str]

    @cached_property
    def low(self) -> str:
        return folded(self.rest)

    def slots(self, match: re.Match[str]) -> dict[str, str]:
        """Slots as they were typed; numbers in plain letters."""
        spans = {name: match.span(name) for name, words in match.groupdict().items() if words}
        return {
            name: self.low[slice(*span)].upper() if name == "number" else self.rest[slice(*span)]
            for name, span in spans.items()
        }


# Behind a time, what only says that it is to be done by then: it is no part of what was said.
BY_THEN = re.compile(r"\A\s*(?:(?:改好|改完|改出来|弄好|交回来?|再交|再报|再送)(?:给我)?)\s*\Z")
TIMES = frozenset({"due", "deadline", "repeats"})


@dataclass(frozen=True)
class Time:
    """Where a time stands in a sentence; `marked` when it is said to be the last."""

    span: tuple[int, int]
    marked: bool
    repeats: bool = False

    def is_taken(self, takes: frozenset[str]) -> bool:
        if self.repeats:
            return "repeats" in takes
        return "due" in takes or ("deadline" in takes and self.marked)


class Sentence:
    """One sentence, its names mentions already; without thanks at its end."""

    def __init__(self, said: str, now: datetime, calendar: Calendar) -> None:
        self.now, self.calendar = now, calendar
        self.said, asks = _unclosed(said)
        opening = self.said[: len(self.said) - len(_without_opening(self.said)[0])]
        self.asks = asks and not _polite("frames", "{}").search(folded(opening))
        self._readings: dict[frozenset[str], list[Reading]] = {}

    @cached_property
    def due(self) -> Time | None:
        """Where it says a time, and as what; one that cannot be is refused later."""
        if found := find_due(self.said, self.now, self.calendar):
            return Time(found.span, found.marked, found.repeats)
        span = find_impossible(self.said, self.now, self.calendar)
        return Time(span, True) if span else None

    @cached_property
    def tells(self) -> bool:
        """It tells or asks of something, or forbids it: nobody is asked to do it."""
        never = _polite("never", "{}").search(folded(self.said))
        return self.asks or never is not None

    def readings(self, takes: frozenset[str]) -> list[Reading]:
        """What a verb takes cut out, without "please" and with it; then the same, uncut."""
        if takes not in self._readings:
            rest, taken = self._cut(takes)
            found = [(rest, taken)] + ([(self.said, {})] if taken else [])
            self._readings[takes] = [
                Reading(words, t) for rest, t in found for words in _without_opening(rest)
            ]
        return self._readings[takes]

    def _cut(self, takes: frozenset[str]) -> tuple[str, dict[str, str]]:
        rest, taken = self.said, {}
        if self.due and self.due.is_taken(takes):
            start, end = self.due.span
            taken["due"] = rest[start:end].strip()
            rest = _joined(rest[:start], BY_THEN.sub("", rest[end:]))
        for name in sorted(takes - TIMES):
            low = _unquoted(folded(rest))
            for said, pattern in _asides(name):
                if match := pattern.search(low):
                    taken[name] = said or rest[slice(*match.span(name))]
                    rest = _joined(rest[: match.start()], rest[match.end() :])
                    break
        return rest, taken


@cache
def _asides(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What says a reviewer, or a visibility: its value, if the words do not hold it."""
    data = files()["drafts"]["data"][name]
    levels: Mapping[str, list[str]] = data if isinstance(data, dict) else {"": data}
    return tuple((said, compiled(each)) for said, words in levels.items() for each in words)


def _unquoted(text: str) -> str:
    """What is quoted blanked out, except mentions: an aside is no part of a title."""
    return QUOTED.sub(lambda m: m[0] if m[0].startswith("<@") else "\0" * len(m[0]), text)


def _joined(before: str, after: str) -> str:
    before, after = before.rstrip(" \n，,、。；;？?！!"), after.lstrip(" \n，,、。；;")
    return f"{before} {after}" if before and after else before + after


# --- politeness -------------------------------------------------------------------


@cache
def _polite(which: str, frame: str) -> re.Pattern[str]:
    words = files()["office"]["data"][which]
    return re.compile(frame.format("(?:" + "|".join(compiled(w).pattern for w in words) + ")"))


def _unclosed(said: str) -> tuple[str, bool]:
    """Without thanks, 吗 and punctuation at the end; and whether what is left asks something."""
    left = said[: _end(said)]
    words = left.rstrip(" 。.!！?？，,；;~～…吗嗎呢")
    return words, not {"?", "吗", "呢"}.isdisjoint(folded(left[len(words) :]))


def _end(said: str) -> int:
    thanks = _polite("after", r"[\s,.!~。]*(?:{}[\s,.!?~。]*)+\Z").search(folded(said))
    return thanks.start() if thanks and thanks.start() else len(said)


def _without_opening(said: str) -> list[str]:
    """Without "hello", "could you" and "please" at the beginning; with the last of them; with all.

    One of them may be a verb: "could you please ask", 请张伟.
    """
    low, starts = folded(said), [0]
    for _ in range(COURTESIES):
        if opening := _polite("before", r"{}[\s,:!、]*").match(low, starts[-1]):
            starts.append(opening.end())
    return [said[start:] for start in reversed(starts) if start < len(said)] or [said]
