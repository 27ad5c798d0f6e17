"""The kinds of matters that have a life of their own: the one list a new kind joins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.duty import incidents, swaps
from bot.language.catalog import LANGUAGES, Catalog
from bot.language.labels import Labelled, Labels
from bot.language.names import folded
from bot.leaders import advice, decisions
from bot.matters.kind import Kind
from bot.matters.moves import Move, Moves
from bot.office import custody
from bot.papers import outline, parts, questions
from bot.papers.brief import KIND as DRAFTS
from bot.papers.brief import PREFIX
from bot.papers.drafts.moves import MOVES
from bot.people import (
    appointments,
    assessments,
    goals,
    hardship,
    opportunities,
    pulse,
    recommendations,
)
from bot.processes import bits, cases, milestones, steps, supervision
from bot.processes.regulations import life as regulations
from bot.research import relief, topics, trips, votes

MODULES = (
    decisions,
    parts,
    advice,
    supervision,
    cases,
    regulations,
    swaps,
    incidents,
    topics,
    votes,
    trips,
    opportunities,
    hardship,
    goals,
    recommendations,
    assessments,
    custody,
    pulse,
    appointments,
)  # each declares a KIND; its desk is the module of this name in handlers
KINDS: dict[str, Kind[Any]] = {one.KIND.name: one.KIND for one in MODULES}
# What has buttons: the kinds, and drafts, which have a life of their own.
TABLES: list[tuple[str, str, Moves[Any]]] = [
    (DRAFTS, PREFIX, MOVES),
    *((kind.name, kind.prefix, kind.moves) for kind in KINDS.values()),
]
# What lives inside another, and has no number of its own.
HANGING: tuple[Kind[Any], ...] = (
    *(outline.KIND, questions.KIND, relief.KIND),
    *(steps.KIND, bits.KIND, milestones.KIND),
)


@cache
def steps_of() -> Mapping[tuple[str, str], Move[Any]]:
    """All that can be done by a step: of a draft, of a kind, of what lives inside another."""
    found = {(DRAFTS, verb): move for verb, move in MOVES.items()}
    for kind in (*KINDS.values(), *HANGING):
        for move in (kind.opening, *kind.moves.values()):
            found[kind.name, move.verb] = move
    return found


@cache
def labels() -> Labels:
    """What their buttons say, in every language; and their bare numbers, which show a card."""
    texts = Catalog(ZoneInfo("UTC"), LANGUAGES[0])
    return {
        prefix: {"": Labelled(name, "show")}
        | {
            folded(str(texts.text(f"{name}.verb-{verb}")[lang])): _labelled(name, move)
            for verb, move in table.items()
            for lang in LANGUAGES
        }
        for name, prefix, table in TABLES
    }


def _labelled(name: str, move: Move[Any]) -> Labelled:
    def first(*kinds: str) -> str:
        return next((one.name for one in move.told if one.kind in kinds), "")

    return Labelled(name, move.verb, first("words", "text", "line"), first("person"))
