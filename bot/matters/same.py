"""Is it about the same matter? How many pairs of letters, or words, two titles share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, select

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.patterns import compiled
from bot.matters.sight import visible_to
from bot.who.request import Request
from storage.matters.matter import Matter

NEAR = 0.5  # measured on titles of the field: of one matter 0.5 and more, of two 0.33 at most
STEM = 5  # letters: renovate, renovation


def nearest(
    request: Request, kind: str, title: str, besides: Matter | None = None
) -> Matter | None:
    """The open matter of a kind, among those this person may see, whose title is near to this."""
    found = [one for one in _open(request, Matter.kind == kind) if one is not besides]
    best = max(found, key=lambda one: likeness(one.title, title), default=None)
    return best if best and is_near(best.title, title) else None


def out_of(request: Request, kind: str, source: str) -> Matter | None:
    """As `nearest`, by the message it comes out of."""
    return next(iter(_open(request, Matter.kind == kind, Matter.source == source)), None)


def _open(request: Request, *theirs: ColumnElement[bool]) -> Sequence[Matter]:
    seen = (*theirs, Matter.closed_at.is_(None), visible_to(request.me))
    return request.session.scalars(select(Matter).where(*seen).order_by(Matter.id)).all()


def likeness(one: str, other: str) -> float:
    """What part of the shorter title stands in the other too. One piece shared says nothing."""
    first, second = pieces(one), pieces(other)
    both = first & second
    if len(both) < 2 and first != second:
        return 0
    return len(both) / max(min(len(first), len(second)), 1)


def is_near(one: str, other: str) -> bool:
    return likeness(one, other) >= NEAR


def pieces(title: str) -> set[str]:
    """Pairs of Chinese letters, and words by their first letters; none that says nothing."""
    return set(_cut(runs(title)))


def runs(title: str) -> list[str]:
    """Words, and Chinese letters that stand together, without what says nothing."""
    low = folded(title)
    for empty in files()["matters"]["data"]["empty"]:
        low = compiled(empty).sub(" ", low)
    return re.findall(r"[a-z\d]+|[\u4e00-\u9fff]+", low)


def _cut(runs: list[str]) -> Iterator[str]:
    for run in runs:
        if run.isascii():
            yield run[:STEM]
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
