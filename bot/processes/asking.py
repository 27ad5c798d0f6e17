"""What the rule says: the passages of the library, the office's own regulations and the steps of
the ways of working, searched together for what is asked (A2.1, A2.2).

Exact for Chinese of any length: pairs of letters are looked for, words by how they begin. The
office's own sections, of which there may be many, are looked through where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log

from bot.language.catalog import Both, files
from bot.language.names import folded
from bot.language.patterns import compiled
from bot.language.understanding import marks
from bot.matters.same import pieces
from bot.matters.sight import visible_to
from bot.processes import ways
from bot.processes.checks import hosts_allowed
from bot.processes.reading import read
from bot.processes.regulations import own
from bot.processes.regulations.library import Passage, by_key
from bot.processes.regulations.own import passage
from bot.processes.template import Step, Template
from bot.who.request import Request
from storage.processes import regulations as stored
from storage.processes.cases import Process

SHOWN = 3
MOST = 24  # pieces of a question that are looked for
LEAST = 0.46  # of what a piece counts that stands nowhere: what one in six holds is not enough
PART = 0.25  # of what is asked: a cost alone says nothing of a night at a hotel
ASKED = 6  # pieces that count most; the others are told beside it
ALSO = 0.3  # of a piece, where it was not said but may be the answer
LOOKED_AT, IN_NAME = 12, 0.5  # of these the names are looked at; what counts more by it
NEAR = 0.6  # of the best, to be shown beside it
GUESTS = re.compile(r"(\d{1,3})\s*(?:个?(?:人|位)|guests|people|visitors)", re.IGNORECASE)
TABLE = re.compile(
    r"陪餐|作陪|陪吃|陪同.{0,4}(?:吃|用餐)|hosts?\b|(?:at|to) (?:the )?(?:table|lunch|dinner)",
    re.IGNORECASE,
)
SMALL = re.compile(r"\d{1,2}")  # how many there are is no word
RUNS = re.compile(r"[a-z\d]+|[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Found:
    """A step of a way of working."""

    process: Process
    way: Template
    step: Step


def search(request: Request, question: str, day: date) -> list[Passage | Found]:
    """What says most of what is asked, the best first; none if none says enough. Of rules, those
    that are in force on that day; of the office's own, those whoever asks may see.
    """
    wanted = sought(question)
    if not wanted:
        return []
    with_us = [(_bits(words, wanted), one) for words, one in _with_us(request, day)]
    ours, among = stored.matching(request.session, visible_to(request.me), day, wanted)
    held = Counter(bits for bits, _ in with_us) + Counter(bits for _, bits in ours)
    every = _all_of(question, wanted)
    weights = _weights(held, every, len(wanted), len(with_us) + among)
    said = _enough(held, weights, every)
    each: list[tuple[float, Passage | Found | int]] = [
        *((said[bits], one) for bits, one in with_us if bits in said),
        *((said[bits], n) for n, bits in ours if bits in said),
    ]
    near = sorted(each, key=lambda one: -one[0])[:LOOKED_AT]
    return _best(_with_own(request, near), wanted, weights)


def _with_own(
    request: Request, near: Sequence[tuple[float, Passage | Found | int]]
) -> list[tuple[float, Passage | Found]]:
    """The office's own in the place of their ids."""
    ids = [one for _, one in near if isinstance(one, int)]
    ours = stored.by_section(request.session, visible_to(request.me), ids) if ids else {}
    return [(n, passage(request, *ours[one]) if isinstance(one, int) else one) for n, one in near]


# --- rules: no database --------------------------------------------------------------------------


def sought(question: str) -> list[str]:
    """What is looked for: pairs of letters, beginnings of words; of a single letter, that. And
    what else a question of its kind may be answered with: 几天 with 时限.
    """
    low, every = folded(question), files()["regulations"]["data"]["means"]
    also = " ".join(one["words"] for one in every if any(said in low for said in one["said"]))
    found = _said(question)
    return [*sorted(found), *sorted(_pieces(also) - found)][:MOST]


def _all_of(question: str, wanted: Sequence[str]) -> int:
    """The bits of what was said, without what it may be answered with."""
    said = _said(question)
    return sum(1 << n for n, one in enumerate(wanted) if one in said)


def _said(question: str) -> set[str]:
    """Without what only says that it is a question; if it is nothing else, all of it."""
    low = marks.pattern("found", "small").sub(" ", folded(question))
    for filler in files()["regulations"]["data"]["fillers"]:
        low = compiled(filler).sub(" ", low)
    return _pieces(low) or _pieces(question) or set(RUNS.findall(folded(question)))


def _pieces(said: str) -> set[str]:
    return {_piece(one) for one in pieces(said) if not SMALL.fullmatch(one)}


def _piece(one: str) -> str:
    return f" {one.removesuffix('s')}" if one.isascii() else one


def searchable(*told: str) -> str:
    """Words as they are looked through: folded, one space where there is no letter."""
    return " " + " ".join(RUNS.findall(folded(" ".join(told))))


def _bits(words: str, wanted: Sequence[str]) -> int:
    return sum(1 << n for n, one in enumerate(wanted) if one in words)


def _weights(held: Counter[int], every: int, n: int, among: int) -> list[float]:
    """What seldom stands anywhere counts most, from 0 to 1; what was not said itself, less."""
    seldom = [sum(many for bits, many in held.items() if bits >> at & 1) for at in range(n)]
    counts = [1 if every >> at & 1 else ALSO for at in range(n)]
    told = zip(seldom, counts, strict=True)
    return [much * log(1 + among / (1 + one)) / log(2 + among) for one, much in told]


def _sum(bits: int, weights: Sequence[float]) -> float:
    return sum(one for at, one in enumerate(weights) if bits >> at & 1)


def _enough(held: Counter[int], weights: Sequence[float], every: int) -> dict[int, float]:
    """By which of the pieces are held: how much that says. All that was said is always enough."""
    said = {bits: _sum(bits, weights) for bits in held if bits & every}
    asked = sorted(one for at, one in enumerate(weights) if every >> at & 1)[-ASKED:]
    least = max(LEAST, PART * sum(asked))
    return {bits: n for bits, n in said.items() if n >= least or bits & every == every}


def _best(
    near: Sequence[tuple[float, Passage | Found]], wanted: Sequence[str], weights: Sequence[float]
) -> list[Passage | Found]:
    """What stands in the name of a section counts more; only what comes near the best is left."""
    ranked = [(n + IN_NAME * _sum(_bits(_name(one), wanted), weights), one) for n, one in near]
    ranked.sort(key=lambda one: -one[0])
    return [one for n, one in ranked[:SHOWN] if n >= ranked[0][0] * NEAR]


def _name(one: Passage | Found) -> str:
    if isinstance(one, Found):
        return _in_all(one.way.called, one.step.called)
    return _in_all(one.title, one.heading)


def _with_us(request: Request, day: date) -> Iterator[tuple[str, Passage | Found]]:
    """What stands in no table of sections. Of steps there are only those of today."""
    for one in by_key().values():
        if one.in_force(day):
            yield _words_of(one.key), one
    for process in ways.known(request) if day >= request.calendar.today(request.now) else ():
        way = ways.way_of(process)
        for words, step in _steps(process.name, process.text):
            yield words, Found(process, way, step)


@cache
def _words_of(key: str) -> str:
    one = by_key()[key]
    return _in_all(one.title, one.heading, one.text)


@cache
def _steps(name: str, text: str) -> Sequence[tuple[str, Step]]:
    way = read(name, text)
    told = ((one, (one.called, one.how, one.standard, one.source)) for one in way.steps.values())
    return [(_in_all(way.called, *said), one) for one, said in told]


def _in_all(*told: Both | str | None) -> str:
    """In every language there is."""
    each = (one.values() if isinstance(one, dict) else [one] for one in told if one)
    return searchable(*(words for said in each for words in said))


def used_by(request: Request, one: Passage) -> list[Found]:
    """The steps that cite it."""
    every = ((process, ways.way_of(process)) for process in ways.known(request))
    return [Found(process, way, step) for process, way in every for step in way.steps.values()
            if step.rule and own.cited(request, step.rule) == one]  # fmt: skip


def hosts_for(question: str) -> tuple[int, int] | None:
    """How many guests are spoken of, and how many hosts may sit with them, if that is asked."""
    guests = GUESTS.search(question)
    if guests is None or not TABLE.search(question):
        return None
    return int(guests[1]), hosts_allowed(int(guests[1]))
