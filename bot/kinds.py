"""The kinds of matters that have a life of their own: the one list a new kind joins."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.language.catalog import LANGUAGES, Catalog
from bot.language.labels import Labelled, Labels
from bot.language.names import folded
from bot.leaders import advice, decisions
from bot.matters.kind import Kind
from bot.matters.moves import Move
from bot.papers.parts import kind as parts

MODULES = (
    decisions,
    parts,
    advice,
)  # each declares a KIND; its desk is the module of this name in handlers
KINDS: dict[str, Kind[Any]] = {one.KIND.name: one.KIND for one in MODULES}


@cache
def labels() -> Labels:
    """What their buttons say, in every language; and their bare numbers, which show a card."""
    texts = Catalog(ZoneInfo("UTC"), LANGUAGES[0])
    return {
        kind.prefix: {"": Labelled(kind.name, "show")}
        | {
            folded(str(texts.text(f"{kind.name}.verb-{verb}")[lang])): _labelled(kind, move)
            for verb, move in kind.moves.items()
            for lang in LANGUAGES
        }
        for kind in KINDS.values()
    }


def _labelled(kind: Kind[Any], move: Move[Any]) -> Labelled:
    def first(*kinds: str) -> str:
        return next((one.name for one in move.told if one.kind in kinds), "")

    return Labelled(kind.name, move.verb, first("words", "text", "line"), first("person"))
