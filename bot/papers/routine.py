"""Routine that could be batched or dropped: what comes again and again, and what lies idle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.language.names import folded
from bot.papers.doc_types import class_of
from bot.who.request import Request
from storage.matters.journal import REFUSED_A_LOOK, Entry
from storage.papers.drafts import Draft, Weight

MOST = 3
OFTEN = 3  # times finished in a year: worth a template, or one paper for several
IDLE = 5  # working days in which nothing happened
# What differs between two papers of one kind: their number, their day, their marks.
MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
MONTHS += "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
COUNTED = re.compile(rf"\b(?:{MONTHS})\b|\bq(?=\d)|[\d〇零一二三四五六七八九十百]+|[\W_]+")


@dataclass(frozen=True)
class Candidate:
    """A routine draft: finished `times` in its kind within a year, or `idle` for working days."""

    draft: Draft
    times: int = 0
    idle: int = 0


def candidates(
    request: Request, open_now: Sequence[Draft], finished: Sequence[Draft]
) -> list[Candidate]:
    """Three at most: what came most often, then what has been idle longest."""
    again, idle = _again(finished), _idle(request, open_now)
    return [*again[:2], *idle, *again[2:]][:MOST]


def _again(finished: Sequence[Draft]) -> list[Candidate]:
    """The latest of each kind that was finished often."""
    kinds: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in _routine(finished):
        if any(kind := kind_of(draft)):
            kinds[kind].append(draft)
    often = [Candidate(same[-1], times=len(same)) for same in kinds.values() if len(same) >= OFTEN]
    return sorted(often, key=lambda one: (-one.times, one.draft.id))


def kind_of(draft: Draft) -> tuple[str, str]:
    """What it has in common with others of its kind: its class, its title without numbers."""
    title = draft.matter.title
    return class_of(draft.doc_type, title), COUNTED.sub("", folded(title))


def _idle(request: Request, open_now: Sequence[Draft]) -> list[Candidate]:
    last = select(func.max(Entry.at)).where(Entry.what != REFUSED_A_LOOK)
    today = request.calendar.today(request.now)
    found = []
    for draft in _routine(open_now):
        at = request.session.scalar(last.where(Entry.matter_id == draft.id))
        day = request.calendar.today(at or draft.matter.opened_at)
        idle = request.calendar.working_days_between(day, today)
        if idle >= IDLE:
            found.append(Candidate(draft, idle=idle))
    return sorted(found, key=lambda one: (-one.idle, one.draft.id))


def _routine(drafts: Iterable[Draft]) -> list[Draft]:
    return [one for one in drafts if one.weight is Weight.ROUTINE]
