"""How near two topics are: what they share of what they are about, whatever is asked of it.

Words that only ask, or say that something goes badly, are left out; those that many topics share
(小区, 干部, "people") say little. All of them stand in the data of topics.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.patterns import compiled
from bot.matters import same

NEAR = 0.5  # measured on the pairs of tests/research/near_topics.toml
LITTLE = 0.25  # what a piece of a common word counts
MOSTLY, LEAST = 0.8, 4  # of the letters of the shorter, in whatever order; and so many of them


def likeness(one: str, other: str) -> float:
    """From 0 to 1. What is shared has to be more than common words."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return float(bool(first) or folded(one) == folded(other))
    ours, theirs = same.pieces(first), same.pieces(second)
    both = ours & theirs
    if not any(_weight(piece) == 1 for piece in both):
        return 0.0
    shorter = min(_weights(ours), _weights(theirs))
    return max(_weights(both) / shorter, _in_other_order(first, second))


def _in_other_order(one: str, other: str) -> float:
    """老人上网办事 is 老年人网上办事窗口: nearly all letters of the shorter stand in the other."""
    first, second = (set(re.findall("[\u4e00-\u9fff]", each)) for each in (one, other))
    shorter = min(len(first), len(second))
    part = len(first & second) / max(shorter, 1)
    return part if shorter >= LEAST and part >= MOSTLY else 0.0


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    """Without what only asks, the longest first."""
    low, asking = folded(title), files()["topics"]["data"]["near"]["asking"]
    for words in sorted(asking, key=len, reverse=True):
        low = compiled(words).sub(" ", low)
    return " ".join(low.split())


def _weights(pieces: set[str]) -> float:
    return sum(map(_weight, pieces)) or 1.0


def _weight(piece: str) -> float:
    return LITTLE if piece in _common() else 1.0


@cache
def _common() -> frozenset[str]:
    """The pieces of common words."""
    words = files()["topics"]["data"]["near"]["common"]
    return frozenset().union(*map(same.pieces, words))
