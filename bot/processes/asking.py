"""What the rule says: the passages of the library, the office's own regulations and the steps of
the ways of working, searched together for what is asked (A2.1, A2.2).

What holds nearly all that is asked for answers it; where nothing does, what is nearest is given as
that. The office's own sections, of which there may be many, are looked through where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.language.catalog import Both, files
from bot.matters.sight import visible_to
from bot.processes import ways
from bot.processes.checks import hosts_allowed
from bot.processes.reading import read
from bot.processes.regulations import own
from bot.processes.regulations.library import Passage, by_key
from bot.processes.regulations.own import passage
from bot.processes.sought import IS_NEAR, Question, Scales, Word, bits_of, searchable, sought
from bot.processes.template import Step, Template
from bot.who.request import Request
from storage.processes import regulations as stored
from storage.processes.cases import Process

SHOWN = 3
LOOKED_AT, IN_NAME = 12, 0.5  # of these the names are looked at; what counts more by it
ENOUGH = 1.0  # of what words count, for what is asked of nothing else
HALF = 0.45  # of what was asked for, to be named where nothing says it
NEAR = 0.6  # of the best, to be shown beside it
GUESTS = re.compile(r"(\d{1,3})\s*(?:个?(?:人|位)|guests|people|visitors)", re.IGNORECASE)
TABLE = re.compile(
    r"陪餐|作陪|陪着?吃|陪同.{0,4}(?:吃|用餐)|hosts?\b|\b(?:eat|dine)\b|"
    r"(?:at|to) (?:the )?(?:table|lunch|dinner)",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百半两](?:[个天日年月次人份件倍成]|小时|分|周)|"
    r"\b(?:one(?! another| with)|two|three|four|five|six|seven|eight|nine|ten|half|third|once"
    r"|twice)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A step of a way of working."""

    process: Process
    way: Template
    step: Step


@dataclass(frozen=True)
class Answer:
    """What says it, the best first; where nothing does, what is nearest. `sought`: what was looked
    for.
    """

    says: list[Passage | Found]
    nearest: list[Passage | Found]
    sought: str


def search(request: Request, question: str, day: date) -> Answer:
    """Of rules, those that are in force on that day; of the office's own, those whoever asks may
    see.
    """
    asked = sought(question)
    wanted = asked.wanted
    each, scales = _held(request, asked, day)
    near = [one for one in each if scales.part(one[0]) >= IS_NEAR]
    near.sort(key=lambda one: -scales.weigh(one[0]))
    told = _ranked(_with_own(request, near[:LOOKED_AT]), wanted, scales)
    says = [one for bits, one in told if scales.says(bits) and _tells(asked, one)]
    nearest = [] if says else [one for bits, one in told if _is_near(one, bits, wanted, scales)]
    return Answer(_once(says)[:SHOWN], nearest[:1], asked.left)


def is_laid_down(request: Request, question: str) -> bool:
    """Do the rules of today answer it, with more than a word that many of them hold?"""
    asked = sought(question)
    if not asked.asks:
        return False
    each, scales = _held(request, asked, request.calendar.today(request.now))
    return any(scales.says(bits) and scales.holds(bits) >= ENOUGH for bits, _ in each)


def _held(
    request: Request, asked: Question, day: date
) -> tuple[list[tuple[int, Passage | Found | int]], Scales]:
    """Each of all there is with what it holds of what is wanted, and how much that counts; the
    office's own sections by their ids, as far as they hold any of it.
    """
    wanted = asked.wanted
    with_us = [(bits_of(said, wanted), one) for said, one in _with_us(request, day)]
    forms = [one.forms for one in wanted]
    ours, among = stored.matching(request.session, visible_to(request.me), day, forms)
    held = Counter(bits for bits, _ in with_us) + Counter(bits for _, bits in ours)
    scales = Scales(asked, held, len(with_us) + among)
    return [*with_us, *((bits, n) for n, bits in ours)], scales


def _is_near(one: Passage | Found, bits: int, wanted: Sequence[Word], scales: Scales) -> bool:
    """It is called by a telling word of what was asked for, and holds about half of that."""
    return scales.part(bits) >= HALF and scales.tells(bits_of(_name(one), wanted))


def _once(says: Sequence[Passage | Found]) -> list[Passage | Found]:
    """Of the steps of one way of working the best."""
    found = {one.way.name if isinstance(one, Found) else one.key: one for one in reversed(says)}
    return [one for one in says if one in found.values()]


def _with_own(
    request: Request, near: Sequence[tuple[int, Passage | Found | int]]
) -> list[tuple[int, Passage | Found]]:
    """The office's own in the place of their ids."""
    ids = [one for _, one in near if isinstance(one, int)]
    ours = stored.by_section(request.session, visible_to(request.me), ids) if ids else {}
    return [(n, passage(request, *ours[one]) if isinstance(one, int) else one) for n, one in near]


def _ranked(
    near: Sequence[tuple[int, Passage | Found]], wanted: Sequence[Word], scales: Scales
) -> list[tuple[int, Passage | Found]]:
    """What stands in the name of a section counts more; only what comes near the best is left."""
    counts = [
        scales.weigh(bits) + IN_NAME * scales.weigh(bits_of(_name(one), wanted))
        for bits, one in near
    ]
    ranked = sorted(zip(counts, near, strict=True), key=lambda one: -one[0])
    return [one for n, one in ranked if n >= ranked[0][0] * NEAR]


def _tells(asked: Question, one: Passage | Found) -> bool:
    """How much is answered by no words without a figure; a step has its time."""
    if not asked.amount or isinstance(one, Found):
        return True
    return FIGURE.search(_in_all(one.text)) is not None


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
    return [(_in_all(way.called, *_told(one)), one) for one in way.steps.values()]


def _told(step: Step) -> Sequence[Both | str | None]:
    """What a step says; that it has its time is one of that."""
    limit: str = files()["regulations"]["data"]["limit"] if step.due else ""
    return step.called, step.how, step.standard, step.source, limit


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
