"""Understanding what people say, in Chinese and English, by patterns that stand beside the texts.

A feature's TOML file lists them under `[phrases.VERB]`, languages side by side:

    zh = ["(请|让){person}(起草|写){title}"]
    en = ["ask {person} to (draft|write) {title}"]
    hints = ["起草", "to draft"]
    takes = ["due", "visibility", "reviewer"]

`{slot}` takes words, `(a|b)` one of them, `[x]` may be missing, `{lang:english|中文}` takes one
of these; `{person}`, `{reviewer}` somebody of the office, by mention or by name; `{number}` a
number such as D-12, `{D}` one that begins with D. What a verb `takes` may stand anywhere in the
sentence: it is cut out before the patterns are tried. `due` is a time, `deadline` one that is
said to be the last ("by", 前); words for the others stand under `[data]`.

A question asks for nothing to be done: it is understood by verbs with `question = true`, and by
patterns that end in a question mark. A sentence that only holds a hint, and a person, a time or
a number beside it, is understood in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalog import files
from bot.dates import Found, find_due
from bot.names import MENTION, QUOTED, folded, mentioned, with_mentions
from storage.people import Person

__all__ = ["PEOPLE", "Heard", "mentioned", "understand"]

PEOPLE = ("person", "reviewer", "signatory")
WORDS = r"(?![的了得过着们]).+?"  # not what follows a verb that tells of the past: 写了, 写的
SLOT = dict.fromkeys(PEOPLE, MENTION) | {
    "number": r"(?<![a-z\d])(?:[a-z]{1,2} ?- ?\d{1,9}|[a-z]\d{1,9})(?![a-z\d])",
    "link": r"<?https?://[^\s>|]+(?:\|[^>]*)?>?",
    "version": r"\d{1,3}",
}
KEPT = 300  # letters at either end; of a longer text the middle is a title or an opinion
HOLE = "\ufffc"  # stands for the middle
COURTESIES = 5  # "hello, could you just please"


@dataclass(frozen=True)
class Heard:
    """What was understood: whose verb ("drafts", "assign"), and the slots as they were typed.

    `in_part`: the rest is to be asked for, even if no slot is empty.
    """

    feature: str
    verb: str
    asked: dict[str, str] = field(default_factory=dict)
    in_part: bool = False


def understand(
    text: str, people: Sequence[Person], now: datetime, tz: ZoneInfo, alone: str = ""
) -> Heard | None:
    """The verb and slots of a sentence, or None.

    `alone` ("drafts:assign") is meant where no verb is said: after a slash command of its own.
    """
    if not any(letter.isalnum() for letter in text):
        return None
    said, middle = _shortened(" ".join(text.replace(HOLE, " ").split()))
    sentence = Sentence(with_mentions(said, people), now, tz)
    heard = _by_phrase(sentence) or _by_hint(sentence) or _meant_by(alone, sentence)
    if heard is None:
        return None
    asked = {name: words.replace(HOLE, middle) for name, words in heard.asked.items()}
    return replace(heard, asked=asked)


def _shortened(said: str) -> tuple[str, str]:
    if len(said) <= 2 * KEPT + 1:
        return said, HOLE
    return said[:KEPT] + HOLE + said[-KEPT:], said[KEPT:-KEPT]


def _by_phrase(sentence: Sentence) -> Heard | None:
    for phrase in phrases():
        if sentence.asks and not phrase.asks:
            continue
        for reading in sentence.readings(phrase.takes):
            if match := phrase.pattern.fullmatch(reading.low):
                return Heard(phrase.feature, phrase.verb, reading.taken | reading.slots(match))
    return None


def _by_hint(sentence: Sentence) -> Heard | None:
    """Understood in part: whose verb it is, and the people, time and words that were found."""
    for hint in hints():
        reading = sentence.readings(hint.takes)[0]
        match = hint.pattern.search(reading.low)
        if match and (hint.asks or not sentence.tells):
            slots = reading.slots(match) | _loose(reading, match.span())
            if match.start() == 0 or not slots.keys().isdisjoint(("person", "due", "number")):
                return Heard(hint.feature, hint.verb, slots, in_part=True)
    return None


def _meant_by(alone: str, sentence: Sentence) -> Heard | None:
    for hint in hints():
        if f"{hint.feature}:{hint.verb}" == alone and not sentence.tells:
            slots = _loose(sentence.readings(hint.takes)[0], (0, 0))
            return Heard(hint.feature, hint.verb, slots, in_part=True)
    return None


def _loose(reading: Reading, hint: tuple[int, int]) -> dict[str, str]:
    """The first to be named does it, the next reviews; the words after the hint are its title."""
    named = re.findall(MENTION, reading.rest)
    slots = reading.taken | dict(zip(("person", "reviewer"), named, strict=False))
    before, after = reading.rest[: hint[0]], reading.rest[hint[1] :]
    for words in (after, before):
        if title := " ".join(re.sub(MENTION, " ", words).split()).strip("，,。：: "):
            return slots | {"title": title}
    return slots


# --- patterns -------------------------------------------------------------------


@dataclass(frozen=True)
class Phrase:
    feature: str
    verb: str
    pattern: re.Pattern[str]
    takes: frozenset[str]
    asks: bool  # may be said as a question
    weight: int  # how many of its letters must be said as they stand


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every pattern of every feature, those that say most first."""
    found = [
        _phrase(feature, verb, table, pattern)
        for feature, verb, table in _tables()
        for lang in ("zh", "en")
        for pattern in table.get(lang, ())
    ]
    return tuple(sorted(found, key=lambda phrase: -phrase.weight))


@cache
def hints() -> tuple[Phrase, ...]:
    found = [
        _phrase(feature, verb, table, hint)
        for feature, verb, table in _tables()
        for hint in table.get("hints", ())
    ]
    return tuple(sorted(found, key=lambda hint: hint.asks))


def _tables() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for feature, table in files().items():
        for verb, patterns in table.get("phrases", {}).items():
            yield feature, verb, patterns


def _phrase(feature: str, verb: str, table: Mapping[str, Any], pattern: str) -> Phrase:
    asks = bool(table.get("question")) or pattern.endswith("?")
    pattern = pattern.removesuffix("?")
    takes = frozenset(table.get("takes", ()))
    return Phrase(feature, verb, compiled(pattern), takes, asks, _weight(pattern))


def _weight(pattern: str) -> int:
    """How much of a sentence a pattern insists on: a choice counts its shortest, an option not."""
    rest = re.sub(r"\{[a-z_:|]+[^}]*\}|\s", "", re.sub(r"\{[A-Z]\}", "#", pattern))
    shorter = ""
    while shorter != rest:
        shorter, rest = rest, re.sub(r"\(([^()\[\]]*)\)|\[[^()\[\]]*\]", _shortest, rest)
    return len(rest)


def _shortest(group: re.Match[str]) -> str:
    return min((group[1] or "").split("|"), key=len)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A phrase of the TOML files as a regular expression for folded text."""
    parts = re.split(r"(\{[^}]+\}|[\[\]()|]|\s+)", pattern)
    whole = "".join(map(_part, parts))
    begins, ends = (r"\b" if one.isascii() and one.isalpha() else "" for one in _edges(pattern))
    return re.compile(begins + whole + ends, re.DOTALL | re.ASCII)


def _edges(pattern: str) -> tuple[str, str]:
    return pattern[:1], pattern[-1:]


def _part(part: str) -> str:
    if part.startswith("{"):
        return _slot(part[1:-1])
    if part.isspace():
        return r"\s+"
    return {"[": "(?:", "]": ")?", "(": "(?:"}.get(part) or (
        part if part in (")", "|") else re.escape(folded(part))
    )


def _slot(said: str) -> str:
    name, _, choice = said.partition(":")
    if len(name) == 1:
        return rf"\s*(?P<number>(?<![a-z\d]){name.lower()} ?-? ?\d{{1,9}}(?![a-z\d]))\s*"
    return rf"\s*(?P<{name}>{folded(choice) or SLOT.get(name, WORDS)})\s*"


# --- a sentence and the ways to read it ---------------------------------------------------------


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


class Sentence:
    """One sentence, its names mentions already; without thanks at its end."""

    def __init__(self, said: str, now: datetime, tz: ZoneInfo) -> None:
        self.now, self.tz = now, tz
        self.said, asks = _unclosed(said)
        opening = self.said[: len(self.said) - len(_without_opening(self.said)[0])]
        self.asks = asks and not _polite("frames", "{}").search(folded(opening))
        self._readings: dict[frozenset[str], list[Reading]] = {}

    @cached_property
    def due(self) -> Found | None:
        return find_due(self.said, self.now, self.tz)

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
        if self.due and ("due" in takes or ("deadline" in takes and self.due.marked)):
            start, end = self.due.span
            taken["due"] = rest[start:end].strip()
            rest = _joined(rest[:start], rest[end:])
        for name in sorted(takes - {"due", "deadline"}):
            for said, pattern in _asides(name):
                if match := pattern.search(_unquoted(folded(rest))):
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
    before, after = before.rstrip(" ，,、。；;？?！!"), after.lstrip(" ，,、。；;")
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
        if opening := _polite("before", r"{}[\s,:、]*").match(low, starts[-1]):
            starts.append(opening.end())
    return [said[start:] for start in reversed(starts) if start < len(said)]
