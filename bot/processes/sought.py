"""What a question looks for in the rules: its words, each with what else stands for it; and whether
what was found says it. No database.

Pairs of Chinese letters are words, and English ones by how they begin. A question is answered by
what holds nearly all of its words: what holds some of them is near to it, and no answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.patterns import compiled
from bot.language.understanding import marks
from bot.matters.same import runs

MOST = 28  # words that are looked for
SAYS = 0.8  # of what the words of a question count: what says so much is an answer
A_FEW, IS_NEAR = 2, 0.25
TELLING = 0.5  # what a word counts that does not stand everywhere
ALSO = 0.3  # of a word, where it was not said but may be the answer
STEM, SHORT = 6, 4  # letters of an English word
ENDING = re.compile(r"(\w{4,}?)(?:ing|ed|(?<=[sxzh])es)")
CLAUSES = re.compile(r"[,;?!，；。？！]|\. ")
SMALL = re.compile(r"\d{1,2}")  # how many there are is no word
RUNS = re.compile(r"[a-z\d]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Word:
    """It stands where all pieces of one of its `forms` do. `said`: as it was asked for."""

    said: str
    forms: tuple[tuple[str, ...], ...]

    def stands_in(self, words: str) -> bool:
        return any(all(one in words for one in form) for form in self.forms)


@dataclass(frozen=True)
class Question:
    """`left`: what was asked about, as it was said. `also`: what else one of its kind may be
    answered with, 几天 with 时限. `amount`: it asks how much, which nothing answers that holds no
    figure. `asks`: what is asked about stands in a clause that asks.
    """

    left: str
    words: tuple[Word, ...]
    also: tuple[Word, ...]
    amount: bool
    asks: bool

    @property
    def wanted(self) -> tuple[Word, ...]:
        return (*self.words, *self.also)[:MOST]


def sought(question: str) -> Question:
    data, whole = _data(), folded(question)
    asking = _that_asks(whole)
    low = _once_said(asking or whole)
    also = " ".join(one["words"] for one in data["means"] if any(s in low for s in one["said"]))
    left = _without_fillers(low)
    words = _words(left) or _words(low) or [Word(one, ((one,),)) for one in RUNS.findall(low)]
    said = {form for word in words for form in word.forms}
    beside = _words(_without_fillers(whole)) if low != whole else []
    more = (word for word in (*beside, *_plain(also)) if word.forms[0] not in said)
    amount = any(compiled(one).search(low) for one in data["amount"])
    shown = " ".join(RUNS.findall(left)) or question.strip()
    return Question(shown, tuple(words), tuple(more), amount, bool(asking))


def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = files()["regulations"]["data"]
    return found


def _once_said(low: str) -> str:
    """接不接待 asks about 接待."""
    return re.sub(_data()["twice"], r"\1", low)


def _that_asks(low: str) -> str:
    """Its clauses that ask for something; the others tell of what is to come: 下周三来8个人，…"""
    found = [
        one for one in CLAUSES.split(low) if _asks().search(one) and _words(_without_fillers(one))
    ]
    return " , ".join(found)


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(_data()["asks"])


def _without_fillers(low: str) -> str:
    """Without what only says that it is a question."""
    low = marks.pattern("found", "small").sub(" ", low)
    for filler in _data()["fillers"]:
        low = compiled(filler).sub(" ", low)
    return _weak().sub(" ", low)


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(_data()["weak"])


def _words(low: str) -> list[Word]:
    found = list[Word]()
    for pattern, forms in _alike():
        if said := pattern.search(low):
            found.append(Word(said[0].strip(), forms))
            low = pattern.sub(" ", low)
    return found + _plain(low)


@cache
def _alike() -> list[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]]:
    """Words of which each stands for the others."""
    found = []
    for words in _data()["alike"]:
        forms = tuple(form for one in words for form in _form(one))
        each = "|".join(_pattern(one) for one in sorted(words, key=len, reverse=True))
        found.append((re.compile(each, re.ASCII), forms))
    return found


def _pattern(word: str) -> str:
    return rf"\b{re.escape(word)}(?:s|es|d|ed|ing)?\b" if word.isascii() else re.escape(word)


def _plain(said: str) -> list[Word]:
    found: dict[str, Word] = {}
    for run in runs(said):
        for one in _letters(run):
            found.setdefault(one, Word(one, _forms(one)))
    return list(found.values())


def _letters(run: str) -> Sequence[str]:
    """A word; Chinese letters by twos; how many there are is no word."""
    if run.isascii():
        return () if SMALL.fullmatch(run) else (run,)
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _form(word: str) -> tuple[tuple[str, ...], ...]:
    """A word that others stand for, as a whole."""
    if word.isascii():
        return _forms(word)
    return (tuple(_letters(word)) or (word,),)


def _forms(word: str) -> tuple[tuple[str, ...], ...]:
    """An English word by how it begins; a short one by itself, or as several."""
    if not word.isascii():
        return ((word,),)
    ended = ENDING.fullmatch(word)
    root = ended[1] if ended else re.sub(r"(?<=..[^s])s$", "", word)
    if ended or len(root) > SHORT:
        return ((f" {root[:STEM]}",),)
    return ((f" {root} ",), (f" {root}s ",))


def searchable(*told: str) -> str:
    """Words as they are looked through: folded, one space where there is no letter."""
    return f" {' '.join(RUNS.findall(folded(' '.join(told))))} "


def bits_of(words: str, wanted: Sequence[Word]) -> int:
    """Which of those that are wanted stand in it."""
    return sum(1 << n for n, one in enumerate(wanted) if one.stands_in(words))


# --- what was found ------------------------------------------------------------------------------


class Scales:
    """How much each word counts, from 0 to 1: what seldom stands anywhere counts most, and what
    stands nowhere all. Two letters that do belong to two words, where both of these stand.
    """

    def __init__(self, question: Question, held: Counter[int], among: int) -> None:
        many = [_standing(n, held) for n in range(len(question.wanted))]
        self.counts = [log(1 + among / (1 + n)) / log(2 + among) for n in many]
        self.said = len(question.words)
        for n in range(min(self.said, MOST)):
            if not many[n] and _is_no_word(question.words, many, n):
                self.counts[n] = 0.0
        self.all = sum(self.counts[: self.said])

    def holds(self, bits: int) -> float:
        """How much of what was asked it holds."""
        return sum(self._standing(bits)[: self.said])

    def part(self, bits: int) -> float:
        """The same as a part of all that was asked, from 0 to 1."""
        return self.holds(bits) / self.all if self.all else 0.0

    def says(self, bits: int) -> bool:
        """Of a word or two it holds each: the size of offices is no size of letters."""
        few = sum(one > 0 for one in self.counts[: self.said]) <= A_FEW
        return self.part(bits) >= (1.0 if few else SAYS)

    def tells(self, bits: int) -> bool:
        """Is one of what was asked for among them that does not stand everywhere?"""
        return any(one >= TELLING for one in self._standing(bits)[: self.said])

    def weigh(self, bits: int) -> float:
        """As much, and what may be the answer beside it."""
        return self.holds(bits) + ALSO * sum(self._standing(bits)[self.said :])

    def _standing(self, bits: int) -> list[float]:
        return [count if bits >> n & 1 else 0.0 for n, count in enumerate(self.counts)]


def _standing(n: int, held: Counter[int]) -> int:
    return sum(many for bits, many in held.items() if bits >> n & 1)


def _is_no_word(words: Sequence[Word], many: Sequence[int], n: int) -> bool:
    """Two letters that stand nowhere, each of which belongs to a word beside them or says little by
    itself: 宿标 of 住宿标准, 场接 of 去机场接.
    """
    said, little = words[n].said, _data()["letters"]
    if said.isascii() or len(said) != 2 or len(words[n].forms) != 1:
        return False
    before = n > 0 and many[n - 1] > 0 and words[n - 1].said[-1:] == said[0]
    after = n + 1 < min(len(words), MOST) and many[n + 1] > 0 and words[n + 1].said[:1] == said[1]
    return (before or said[0] in little) and (after or said[1] in little)
