"""The rules as a whole: what each of them reads in a text, one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.language.dates.loading import FOLDER, load
from bot.language.dates.said import NOTHING, Now, Reading, Rule, Said

BLANK = "\0"
FLAGS = re.ASCII | re.IGNORECASE
MOST_PIECES = 10  # in one sentence: more than these are a table or a trick, and no deadline
PLAIN = str.maketrans(  # full-width and traditional letters to the plain ones, one for one
    {chr(n + 0xFEE0): chr(n) for n in range(0x21, 0x7F)}
    | dict(
        zip(
            "\u3000\xa0。、’‘〇廿週後點時號這個內禮兩鐘節慶聖誕勞動結當從報開會從來間過個東紐約倫"
            "敦",
            "  ;,''零二周后点时号这个内礼两钟节庆圣诞劳动结当从报开会从来间过个东纽约伦敦",
            strict=True,
        )
    )
)
GRAMMAR = {  # in the order in which they are read
    name: load(FOLDER / f"{name}.toml")
    for name in ("unmeant", "english_minutes", "written", "chinese", "english")
}
RULES = tuple(rule for grammar in GRAMMAR.values() for rule in grammar.rules)
MONTH = GRAMMAR["english"].pieces["MONTH"].replace("?P<month>", "?:")  # any, as no group
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+|[0-9]", re.ASCII)
_SIGNS = re.compile(r"[^\w\s]", re.ASCII)


@dataclass(frozen=True)
class Phrase:
    """A stretch of text that names one time; `marked` when the words around it say it is due."""

    said: Said
    start: int
    end: int
    marked: bool = False


@dataclass(frozen=True)
class _Compiled:
    pattern: re.Pattern[str]
    reading: Reading | Said | None
    cues: tuple[frozenset[str], ...]
    rule: Rule


def _numbered(pattern: str) -> str:
    """A group may stand in several places of a pattern: it is called `name`, `name_`, … there."""
    seen: Counter[str] = Counter()

    def name(group: re.Match[str]) -> str:
        seen[group[1]] += 1
        return f"(?P<{group[1]}{'_' * (seen[group[1]] - 1)}>"

    return re.sub(r"\(\?P<(\w+)>", name, pattern)


COMPILED = tuple(
    _Compiled(
        re.compile(_numbered(rule.pattern), FLAGS),
        rule.reading,
        tuple(frozenset(cue.split()) for cue in rule.cue.split("+") if cue.strip()),
        rule,
    )
    for rule in RULES
)


def _of(*names: str) -> frozenset[int]:
    rules = [rule for name in names for rule in GRAMMAR[name].rules]
    return frozenset(n for n, rule in enumerate(RULES) if rule in rules)


_CHINESE, _ENGLISH = _of("chinese"), _of("english", "english_minutes")


@cache
def _by_cue() -> Mapping[str, list[int]]:
    """Which rules are to be tried where a word or sign stands; under none, those that need none."""
    found: dict[str, list[int]] = {}
    for n, one in enumerate(COMPILED):
        for cue in one.cues[0] if one.cues else ("",):
            found.setdefault(cue, []).append(n)
    return found


def _that_could_fit(text: str) -> Iterator[_Compiled]:
    """In their order; of all rules a few have a cue in common with a text."""
    cues = cues_in(text)
    places = {n for cue in (*cues, "") for n in _by_cue().get(cue, ())}
    if not _HAN.search(text):
        places -= _CHINESE
    if not _LATIN.search(text):
        places -= _ENGLISH
    for n in sorted(places):
        if not any(map(cues.isdisjoint, COMPILED[n].cues)):
            yield COMPILED[n]


def pieces(text: str, now: Now) -> tuple[list[Phrase], str]:
    """What the rules read, in the order of the text, and the text with all of it blanked out."""
    found = sorted(islice(read_by(text, now), MOST_PIECES + 1), key=lambda one: one[0].start)
    if len(found) > MOST_PIECES:
        return [], text
    unread = list(text)
    for phrase, _ in found:
        unread[phrase.start : phrase.end] = BLANK * (phrase.end - phrase.start)
    return [phrase for phrase, rule in found if rule.reading is not None], "".join(unread)


def read_by(text: str, now: Now) -> Iterator[tuple[Phrase, Rule]]:
    """Each rule in turn reads its words wherever they stand, and blanks them for those below."""
    for one in _that_could_fit(text):
        for match in one.pattern.finditer(text):
            if match.end() > match.start():
                yield Phrase(_say(one.reading, match, now), *match.span()), one.rule
                text = text[: match.start()] + BLANK * len(match[0]) + text[match.end() :]


def cues_in(text: str) -> set[str]:
    """Every word, figure, Chinese letter and sign."""
    words = (word.lower() for word in _WORD.findall(text))
    return {*words, *_HAN.findall(text), *_SIGNS.findall(text)}


def _say(reading: Reading | Said | None, match: re.Match[str], now: Now) -> Said:
    if reading is None or isinstance(reading, Said):
        return reading or NOTHING
    try:
        return reading(match, now)
    except (ValueError, KeyError, OverflowError, StopIteration):  # 2月30日, 十十点
        return NOTHING
