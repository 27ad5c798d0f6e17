"""The verbs people may mean, and what each counts as while it is guessed which of them is meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.kinds import KINDS, TABLES
from bot.language.phrases import tables
from bot.language.understanding.guessing import taught
from bot.language.understanding.model import Model
from bot.language.understanding.slots import letters

VAGUE = {("office", "which"), ("drafts", "show"), ("parts", "show"), ("followups", "show")}


@cache
def tables_of() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    return {(feature, verb): table for feature, verb, table in tables()}


@cache
def kinds_of() -> Mapping[str, str]:
    """The feature whose matters bear numbers with a letter."""
    return {prefix: name for name, prefix, _ in TABLES} | {"F": "followups", "C": "rounds"}


@cache
def families() -> Mapping[tuple[str, str], str]:
    """A step that several kinds of matter have counts as one, whatever it is a step of; what is
    said of no matter, a list of goals, is no step.
    """
    lettered = [name for name in kinds_of().values() if name != "rounds"]
    begin = {(kind.name, kind.opening.verb) for kind in KINDS.values()}
    begin |= {("drafts", "assign"), ("followups", "remind")}
    of_one = [verb for verb in tables_of() if letters()[verb] and verb not in begin]
    steps = [(f, v) for f, v in of_one if f in lettered]
    many = {v for _, v in steps if sum(verb == v for _, verb in steps) > 1}
    found = {(f, v): v for f, v in steps if v in many}
    for (feature, verb), table in tables_of().items():
        if other := table.get("also"):
            found[feature, verb] = other
    return found


def intent_of(what: str) -> str:
    """What a verb counts as: of a step that several kinds have, "accept"."""
    feature, _, verb = what.partition(":")
    return families().get((feature, verb), what)


EVERY = ("followups", "journal", "office")  # what they do is done with any matter


@cache
def letters_of(verb: tuple[str, str]) -> frozenset[str]:
    """The letters of the matters a verb is for; of its own kind, or of what hangs on it."""
    said, own = letters()[verb], {name: one for one, name in kinds_of().items()}
    if "number" not in said:
        return said
    if verb[0] in EVERY:
        return frozenset(kinds_of())
    return (
        said - {"number"} | {own.get(verb[0], "D"), "D"}
        if verb[0] == "rounds"
        else frozenset({own.get(verb[0], "D")})
    )


@cache
def _by_letter() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """By family, then by the letter of a number: which verb it is."""
    letter = {name: prefix for prefix, name in kinds_of().items()}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (feature, verb), family in families().items():
        found.setdefault(family, {})[letter[feature]] = (feature, verb)
    return found


def verb_of(intent: str, letter: str) -> tuple[str, str] | None:
    """Which verb an intent is of a matter with that letter: of a draft, if no letter says it."""
    if intent in _by_letter():
        kinds = _by_letter()[intent]
        return kinds.get(letter) if letter else kinds.get("D") or next(iter(kinds.values()))
    feature, _, verb = intent.partition(":")
    return (feature, verb) if (feature, verb) in tables_of() else None


def only_shows(verb: tuple[str, str]) -> bool:
    """May it be done on a guess? What is asked rather than ordered may yet change something."""
    table = tables_of()[verb]
    return bool(table.get("question")) and not table.get("changes")


LEARNED: list[Model] = []  # the one of this process, once it is asked for


def learn(kept: Path | None = None) -> None:
    """Before anybody says a word: it takes seconds, or an eye's wink from the folder of `kept`."""
    LEARNED[:] = [taught(families(), kept)]


def model() -> Model:
    if not LEARNED:
        learn()
    return LEARNED[0]
