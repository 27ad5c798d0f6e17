"""Understanding what people say, in Chinese and English, by patterns that stand beside the texts.

A feature's TOML file lists them under `[phrases.VERB]`, languages side by side:

    zh = ["(请|让){person}(起草|写){title}"]
    en = ["ask {person} to (draft|write) {title}"]
    hints = ["起草", "to draft"]
    takes = ["due", "visibility", "reviewer"]
    shown = { en = ["ask Li Na to draft the budget memo"], zh = ["请李娜起草预算说明"] }
    does = { en = "a draft is assigned", zh = "派出一份文稿" }

The patterns' own small language is described in `patterns.py`. What a verb `takes` may stand
anywhere in the sentence: it is cut out before the patterns are tried. `due` is a time, `deadline`
one that is said to be the last ("by", 前), `repeats` one that comes again and again; the words for
the others stand under `[data]`.

A question asks for nothing to be done: it is understood by verbs with `question = true`, and by
patterns that end in a question mark. `wishes` are patterns of sentences that are understood in
part; so is a sentence that only holds one of the `hints`, and a person, time or number beside it.
A verb without either that has a form all the same says so: `form = true`.

Of what may be said with a `secret` verb no words are kept. The title of a `verbatim` one is all
that is said of it: "where riders rest at noon" is no time by which anything is to be done.

What a verb `reads` in a pattern is taken as it stands there, also where the rest was guessed.

What is `shown` of a verb, and what it `does`, is for people: `handlers/phrasebook.py` writes it
down, under the `heading` that stood there last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from bot.language.catalog import files
from bot.language.labels import Labels, by_label
from bot.language.names import MENTION, folded, guessed_at, mentioned, with_mentions
from bot.language.patterns import PEOPLE, compiled, needed
from bot.language.sentences import Reading, Sentence
from bot.language.workdays import Calendar
from storage.who.people import Person

__all__ = ["PEOPLE", "Heard", "mentioned", "understand"]

KEPT = 300  # letters at either end; of a longer text the middle is a title or an opinion
NO_LABELS: Labels = {}
HOLE = "\ufffc"  # stands for the middle


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
    text: str,
    people: Sequence[Person],
    now: datetime,
    calendar: Calendar,
    alone: str = "",
    labels: Labels = NO_LABELS,
) -> Heard | None:
    """The verb and slots of a sentence, or None.

    `alone` ("drafts:assign") is meant where no verb is said: after a slash command of its own.
    `labels` are what the buttons of matters say.
    """
    if not any(letter.isalnum() for letter in text):
        return None
    said, middle = shortened(spaced(text.replace(HOLE, " ")))
    sentence = Sentence(with_mentions(said, people), now, calendar)
    heard = _by_phrase(sentence) or _by_label(sentence, labels) or _by_hint(sentence)
    heard = heard or _meant_by(alone, sentence)
    if heard is None:
        return None
    asked = {name: words.replace(HOLE, middle) for name, words in heard.asked.items()}
    in_part = heard.in_part or guessed_at(sentence.said, people)
    return replace(heard, asked=asked, in_part=in_part)


def warm_up() -> None:
    """Read all patterns before anybody says a word: it takes most of a second."""
    _by_start()
    hints()


def spaced(text: str) -> str:
    """One space, or one new line, between words."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip()


def shortened(said: str) -> tuple[str, str]:
    """A long text with a hole in its middle, and what stood there."""
    if len(said) <= 2 * KEPT + 1:
        return said, HOLE
    return said[:KEPT] + HOLE + said[-KEPT:], said[KEPT:-KEPT]


def _by_phrase(sentence: Sentence) -> Heard | None:
    for phrase in _that_could_fit(sentence.said):
        if (sentence.asks and not phrase.asks) or (sentence.tells and phrase.wish):
            continue
        for reading in sentence.readings(phrase.takes):
            if match := phrase.pattern.fullmatch(reading.low):
                slots = reading.taken | reading.slots(match)
                return Heard(phrase.feature, phrase.verb, slots, in_part=phrase.wish)
    return None


def _that_could_fit(said: str) -> Iterator[Phrase]:
    """In their order; of a thousand phrases a few dozen have a word in common with a sentence."""
    low, every = folded(said), phrases()
    starts, every_word = _by_start(), _by_word()
    words = {
        word
        for at in range(len(low))
        for word in (*starts.get(low[at : at + 2], ()), low[at])
        if low.startswith(word, at)
    }
    places = {at for word in ("", *words) for at in every_word.get(word, ())}
    return (every[at] for at in sorted(places))


def _by_label(sentence: Sentence, labels: Labels) -> Heard | None:
    found = by_label(sentence, labels)
    return Heard(found[0].feature, found[0].verb, found[1]) if found else None


def _by_hint(sentence: Sentence) -> Heard | None:
    """Understood in part: whose verb it is, and the people, time and words that were found."""
    for hint in hints():
        reading = sentence.readings(hint.takes)[0]
        match = hint.pattern.search(reading.low)
        if match and (hint.asks or not sentence.tells):
            slots = _loose(reading, match.span()) | reading.slots(match)
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
    """The first to be named does it; the words after the hint are its title."""
    named = re.findall(MENTION, reading.rest)
    slots = reading.taken | dict(zip(("person",), named, strict=False))
    before, after = reading.rest[: hint[0]], reading.rest[hint[1] :]
    for words in (after, before):
        if title := " ".join(re.sub(MENTION, " ", words).split()).strip("，,。：: "):
            return slots | {"title": title}
    return slots


# --- what the files list -------------------------------------------------------------------


@dataclass(frozen=True)
class Phrase:
    feature: str
    verb: str
    pattern: re.Pattern[str]
    takes: frozenset[str]
    needs: frozenset[str]  # one of these words is said, or it cannot fit
    asks: bool  # may be said as a question
    wish: bool  # whoever says it may not mean it as an order
    weight: int  # how many of its letters must be said as they stand


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every pattern of every feature, those that say most first."""
    found = [
        _phrase(feature, verb, table, pattern, wish=kind == "wishes")
        for feature, verb, table in tables()
        for kind in ("zh", "en", "wishes")
        for pattern in table.get(kind, ())
    ]
    return tuple(sorted(found, key=lambda phrase: (phrase.wish, -phrase.weight)))


@cache
def _by_word() -> Mapping[str, list[int]]:
    """Where the phrases stand that need a word; under no word those that fit without."""
    found: dict[str, list[int]] = {}
    for at, phrase in enumerate(phrases()):
        for word in phrase.needs or {""}:
            found.setdefault(word, []).append(at)
    return found


@cache
def _by_start() -> Mapping[str, list[str]]:
    """The words phrases need, by their first two letters."""
    found: dict[str, list[str]] = {}
    for word in _by_word():
        found.setdefault(word[:2], []).append(word)
    return found


@cache
def hints() -> tuple[Phrase, ...]:
    found = [
        _phrase(feature, verb, table, hint, wish=True)
        for feature, verb, table in tables()
        for hint in table.get("hints", ())
    ]
    return tuple(sorted(found, key=lambda hint: hint.asks))


def tables() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """What stands under `[phrases.VERB]`: feature, verb and table, file by file."""
    for feature, table in files().items():
        for verb, patterns in table.get("phrases", {}).items():
            yield feature, verb, patterns


def _phrase(
    feature: str, verb: str, table: Mapping[str, Any], pattern: str, *, wish: bool
) -> Phrase:
    asks = bool(table.get("question")) or pattern.endswith("?")
    pattern = pattern.removesuffix("?")
    takes = frozenset(table.get("takes", ()))
    fits, needs = compiled(pattern), needed(pattern)
    return Phrase(feature, verb, fits, takes, needs, asks, wish, _weight(pattern))


def _weight(pattern: str) -> int:
    """How much of a sentence a pattern insists on: a choice counts its shortest, an option not."""
    rest = re.sub(r"\{[a-z_:|]+[^}]*\}|\s", "", re.sub(r"\{[A-Z]\}", "#", pattern))
    shorter = ""
    while shorter != rest:
        shorter, rest = rest, re.sub(r"\(([^()\[\]]*)\)|\[[^()\[\]]*\]", _shortest, rest)
    return len(rest)


def _shortest(group: re.Match[str]) -> str:
    return min((group[1] or "").split("|"), key=len)
