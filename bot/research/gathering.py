"""Where topics come from: five sources (A1.9), and what is near to what was proposed already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.language.catalog import files
from bot.language.names import folded
from bot.matters.sight import visible_to
from bot.research import nearness
from bot.who.request import Request
from storage.research import topics as stored
from storage.research.topics import Topic

ORIGINS = ("whole", "plan", "leaders", "public", "signs")  # in the order of their list (A1.9)
LATELY = timedelta(days=90)
NEAR = 3  # topics that are shown before another is entered


def suggested(words: str) -> str:
    """The source that most of the words speak for; the first of the list where none do."""
    low, signs = folded(words), files()["topics"]["data"]["signs"]
    return max(ORIGINS, key=lambda one: sum(sign in low for sign in signs[one]))


def empty_sources(found: Sequence[Topic]) -> list[str]:
    """Of the five, those nothing comes from."""
    there = {one.origin for one in found}
    return [one for one in ORIGINS if one not in there]


def near(request: Request, title: str) -> list[Topic]:
    """What whoever asks may see of nearly this title, the nearest first: opened within 90 days, or
    open still. What was merged is what it was merged into.
    """
    found = stored.lately(request.session, request.now - LATELY, visible_to(request.me))
    alike = {one: nearness.likeness(one.matter.title, title) for one in found}
    near_it = [one for one in found if alike[one] >= nearness.NEAR]
    nearest = sorted(near_it, key=lambda one: -alike[one])
    return list(dict.fromkeys(one.into or one for one in nearest))[:NEAR]
