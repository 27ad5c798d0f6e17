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

MOST = 28  # pieces that are looked for
SAYS = 0.8  # of what the words of a question count: what says so much is an answer
A_FEW, IS_NEAR = 2, 0.25
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


@dataclass(frozen=True)
class Question:
    """`left`: what was asked about, as it was said. `also`: what else one of its kind may be
    answered with, 几天 with 时限. `amount`: it asks how much, which nothing answers that holds no
    figure.
    """

    left: str
    words: tuple[Word, ...]
    also: tuple[Word, ...]
    amount: bool

    @property
    def pieces(self) -> list[str]:
        each = (one for word in (*self.words, *self.also) for form in word.forms for one in form)
        return list(dict.fromkeys(each))[:MOST]


def sought(question: str) -> Question:
    data, low = _data(), _that_asks(folded(question))
    also = " ".join(one["words"] for one in data["means"] if any(s in low for s in one["said"]))
    left = _without_fillers(low)
    words = _words(left) or _words(low) or [Word(one, ((one,),)) for one in RUNS.findall(low)]
    said = {form for word in words for form in word.forms}
    more = (word for word in _plain(also) if word.forms[0] not in said)
    amount = any(compiled(one).search(low) for one in data["amount"])
    shown = " ".join(RUNS.findall(left)) or question.strip()
    return Question(shown, tuple(words), tuple(more), amount)


def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = files()["regulations"]["data"]
    return found


def _that_asks(low: str) -> str:
    """Its clauses that ask for something; the others tell of what is to come: 下周三来8个人，…"""
    found = [
        one for one in CLAUSES.split(low) if _asks().search(one) and _words(_without_fillers(one))
    ]
    return " , ".join(found) or low


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


def bits_of(words: str, pieces: Sequence[str]) -> int:
    """Which of the pieces stand in it."""
    return sum(1 << n for n, one in enumerate(pieces) if one in words)


# --- what was found ------------------------------------------------------------------------------


class Scales:
    """How much each word counts, from 0 to 1: what seldom stands anywhere counts most, and what
    stands nowhere all. Two letters that do belong to two words, where both of these stand.
    """

    def __init__(self, question: Question, held: Counter[int], among: int) -> None:
        places = {one: 1 << n for n, one in enumerate(question.pieces)}
        self.words = [_masks(word, places) for word in question.words]
        self.also = [_masks(word, places) for word in question.also]
        many = [_standing(masks, held) for masks in (*self.words, *self.also)]
        self.counts = [log(1 + among / (1 + n)) / log(2 + among) for n in many]
        for n in _between(question.words, many):
            self.counts[n] = 0.0
        self.all = sum(self.counts[: len(self.words)])

    def part(self, bits: int) -> float:
        """How much of what was asked it holds, from 0 to 1."""
        return self._sum(self.words, bits) / self.all if self.all else 0.0

    def says(self, bits: int) -> bool:
        """Of a word or two it holds each: the size of offices is no size of letters."""
        few = sum(one > 0 for one in self.counts[: len(self.words)]) <= A_FEW
        return self.part(bits) >= (1.0 if few else SAYS)

    def weigh(self, bits: int) -> float:
        """As much, and what may be the answer beside it."""
        more = self.counts[len(self.words) :]
        return self._sum(self.words, bits) + ALSO * _sum(self.also, more, bits)

    def _sum(self, words: Sequence[Sequence[int]], bits: int) -> float:
        return _sum(words, self.counts, bits)


def _sum(words: Sequence[Sequence[int]], counts: Sequence[float], bits: int) -> float:
    return sum(n for masks, n in zip(words, counts, strict=False) if _stands(masks, bits))


def _masks(word: Word, places: Mapping[str, int]) -> list[int]:
    """The bits of each of its forms, of which all are looked for."""
    each = ([places.get(one, 0) for one in form] for form in word.forms)
    return [sum(set(bits)) for bits in each if all(bits)]


def _stands(masks: Sequence[int], bits: int) -> bool:
    return any(bits & one == one for one in masks)


def _standing(masks: Sequence[int], held: Counter[int]) -> int:
    return sum(n for bits, n in held.items() if _stands(masks, bits))


def _between(words: Sequence[Word], many: Sequence[int]) -> list[int]:
    """住宿标准: 宿标 is no word."""
    found = []
    for n in range(1, len(words) - 1):
        before, one, after = (words[at].said for at in (n - 1, n, n + 1))
        joined = before[-1:] == one[:1] and one[-1:] == after[:1] and not one.isascii()
        if joined and not many[n] and many[n - 1] and many[n + 1]:
            found.append(n)
    return found
