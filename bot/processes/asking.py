"""What the rule says: the steps of the ways of working, searched for what is asked (A2.1, A2.2).

Exact for Chinese of any length: pairs of letters are compared, words by their first letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from bot.matters.same import pieces
from bot.processes import ways
from bot.processes.checks import hosts_allowed
from bot.processes.template import Step, Template
from bot.who.request import Request
from storage.processes.cases import Process

SHOWN = 3
LEAST = 1.9  # what stands in one step of six counts as much by itself; "the" never does
NEAR = 0.6  # of the best, to be shown beside it
GUESTS = re.compile(r"(\d{1,3})\s*(?:个?(?:人|位)|guests|people|visitors)", re.IGNORECASE)
TABLE = re.compile(r"陪餐|陪同.{0,4}(?:吃|用餐)|hosts?\b|at (?:the )?table", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    process: Process
    way: Template
    step: Step


def search(request: Request, question: str) -> list[Found]:
    """The steps that say most of what is asked, the best first; none if none says enough."""
    every = list(_each(request))
    said = [pieces(_text(one)) for one in every]
    seldom = Counter(piece for of_one in said for piece in of_one)
    weight = {one: log(1 + len(every) / (1 + seldom[one])) for one in pieces(question)}
    scored = [
        (sum(weight[one] for one in weight.keys() & of_one), -n) for n, of_one in enumerate(said)
    ]
    best = sorted((one for one in scored if one[0] >= LEAST), reverse=True)[:SHOWN]
    return [every[-n] for score, n in best if score >= best[0][0] * NEAR]


def _each(request: Request) -> Iterator[Found]:
    for process in ways.known(request):
        way = ways.way_of(process)
        yield from (Found(process, way, step) for step in way.steps.values())


def _text(one: Found) -> str:
    told: Sequence[object] = (one.way.called, one.step.called, one.step.how, one.step.standard,
                              one.step.source)  # fmt: skip
    return " ".join(words for said in told if isinstance(said, dict) for words in said.values())


def hosts_for(question: str) -> tuple[int, int] | None:
    """How many guests are spoken of, and how many hosts may sit with them, if that is asked."""
    guests = GUESTS.search(question)
    if guests is None or not TABLE.search(question):
        return None
    return int(guests[1]), hosts_allowed(int(guests[1]))
