"""A way of working that is called by its name in a sentence, and what is said besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bot.language.catalog import LANGUAGES
from bot.language.names import LATIN, folded
from bot.language.understanding import marks
from bot.processes.template import Template

LIKE = 0.6  # of a name, so much is said where it is not said whole
UNIT = re.compile(r"[a-z\d]{3,}|[\u4e00-\u9fff]+")
STEM = 6  # letters
HALF, SPELLED = 0.5, 0.8  # of a name that is not there, so much is near to one that is

Span = tuple[int, int]


class Called(NamedTuple):
    """`begins`: it is said that it is to be begun, or it stands before a colon; else it is only
    named. `rest`: what else was said.
    """

    way: Template
    begins: bool
    rest: str


def called_in(own: Sequence[Template], ours: Sequence[Template], text: str) -> Called | None:
    """Of several the one of which most is said. What came with us has words of its own in which it
    is asked for: it is listened for only where something is said to be begun.
    """
    low = folded(text)
    if found := _framed(own, low) or _framed(ours, low):
        way, (start, end) = found
        return Called(way, True, _without(text, start, end))
    named = [(score, way) for way in own if (score := _said(low, way)) >= LIKE]
    if not named:
        return None
    _, way = max(named, key=lambda one: one[0])
    whole = next(_whole(low, way), (0, 0))
    return Called(way, False, _without(text, *whole))


def _framed(each: Sequence[Template], low: str) -> tuple[Template, Span] | None:
    """Its whole name where something is to be begun, or at the head of what is told; or what is
    called a process, by some of its words.
    """
    whole = [(end - start, way, (start, end)) for way in each for start, end in _whole(low, way)]
    for _, way, (start, end) in sorted(whole, key=lambda one: -one[0]):
        begins, ends = _form("begins").search(low[:start]), _form("ends").match(low, end)
        last = ends.end() if ends else end
        alone = _form("wants").fullmatch(low[:start]) and _form("head").match(low, last)
        if begins or alone:
            first = begins.start() if begins else start
            return way, (0 if _form("lead").fullmatch(low[:first]) else first, last)
    if process := _form("process").search(low):
        said = next(filter(None, process.group(*process.re.groupindex)))
        likely = alike(said, each)
        return (likely, process.span()) if likely else None
    return None


def alike(said: str, each: Sequence[Template]) -> Template | None:
    """The one that is called so, or in part, if it is only one."""
    wanted = folded(said).strip()
    exact = [way for way in each if wanted in (way.name, *_names(way))]
    near = [way for way in each if _near(wanted, way)]
    return exact[0] if exact else near[0] if len(near) == 1 else None


def nearest(said: str, each: Sequence[Template]) -> list[Template]:
    """Those whose names share a word with it, one wrong letter in it or not, or half of its Chinese
    letters; the nearest first.
    """
    wanted = folded(said).strip()
    near = [(score, way) for way in each if (score := _shared(wanted, way)) >= HALF]
    return [way for _, way in sorted(near, key=lambda one: -one[0])]


def _shared(wanted: str, way: Template) -> float:
    words = set(UNIT.findall(_form("small").sub(" ", wanted)))
    names = [UNIT.findall(_form("small").sub(" ", one)) for one in _names(way)]
    return max((_like(one, word) for name in names for one in words for word in name), default=0.0)


def _like(one: str, word: str) -> float:
    if one.isascii() and word.isascii():
        ratio = SequenceMatcher(None, one, word).ratio()
        return ratio if ratio >= SPELLED else 0.0
    return len(set(one) & set(word)) / len(set(one))


def _near(wanted: str, way: Template) -> bool:
    """收文 is 收文办理, "seal" the use of the seal."""
    said, names = set(_units(wanted)), [set(_units(one)) for one in _names(way)]
    return any(said and (said <= name or len(said & name) >= LIKE * len(name)) for name in names)


def _names(way: Template) -> list[str]:
    return [folded(way.called[lang]) for lang in LANGUAGES]


def _whole(low: str, way: Template) -> Iterator[Span]:
    for name in dict.fromkeys(_names(way)):
        start = low.find(name)
        while start >= 0:
            end = start + len(name)
            if not _is_cut(low, start) and not _is_cut(low, end):
                yield start, end
            start = low.find(name, end)


def _is_cut(low: str, at: int) -> bool:
    """In the midst of an English word."""
    return bool(LATIN.match(low[max(at - 1, 0) : at]) and LATIN.match(low[at : at + 1]))


def _said(low: str, way: Template) -> float:
    """How much of its name is said: of its only word, whole."""
    each = [list(dict.fromkeys(_units(name))) for name in _names(way)]
    return max(sum(one in low for one in units) / len(units) if units else 0.0 for units in each)


def _units(name: str) -> Iterator[str]:
    """Words by how they begin, and pairs of Chinese letters, but those that say nothing."""
    for run in UNIT.findall(_form("small").sub(" ", name)):
        if run.isascii():
            yield run[:STEM]
        else:
            yield from (run[n : n + 2] for n in range(len(run) - 1))


def _without(text: str, start: int, end: int) -> str:
    left, right = text[:start].rstrip(" ，,"), text[end:].lstrip(" ：:，,。.-")
    between = ", " if text.isascii() else "，"
    return between.join(one for one in (left, right) if one)


def _form(name: str) -> re.Pattern[str]:
    return marks.pattern("ways", name)
