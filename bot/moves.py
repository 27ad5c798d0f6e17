"""Moves: the steps in the life of anything that has states.

A feature lists its moves in a table. The table is the state machine, the permission
list, the sub-commands and the buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.catalog import Key
from bot.errors import Refused
from bot.people import Standing


class Item(Protocol):
    """A draft, a topic, a shift: a matter with states."""

    state: Any

    @property
    def matter(self) -> Any: ...  # Matter, which SQLAlchemy describes as Mapped[Matter]


@dataclass(frozen=True)
class Move:
    """From which states, to which (none: the state stays), and who may take the step."""

    verb: str
    sources: frozenset[StrEnum]
    target: StrEnum | None
    who: str
    allows: Callable[[Standing, Any], bool]
    ready: Callable[[Any], bool] = lambda item: True  # is there something to take it on?
    unready: str = ""  # what to say if there is not
    blanks: Callable[[Any], dict[str, Any]] = lambda item: {}  # and what to say it with


Moves = dict[str, Move]


def table(*moves: Move) -> Moves:
    return {move.verb: move for move in moves}


def open_to(moves: Moves, me: Standing, item: Item) -> list[Move]:
    """The steps this person may take now: exactly the buttons to show them."""
    if not me.insider:
        return []
    return [
        m
        for m in moves.values()
        if item.state in m.sources and m.ready(item) and m.allows(me, item)
    ]


def check(moves: Moves, me: Standing, item: Item, verb: str) -> Move:
    """The move, if this person may take it now. Raises Refused, saying who may or what is."""
    move = moves[verb]
    if item.state not in move.sources:
        raise Refused("office.too-late", number=item.matter.number, state=state_of(item))
    if not me.insider or not move.allows(me, item):
        raise Refused("office.not-for-you", who=Key(f"office.who-{move.who}"))
    if not move.ready(item):
        raise Refused(move.unready, number=item.matter.number, **move.blanks(item))
    return move


def state_of(item: Item) -> Key:
    kind = getattr(item, "part", item.matter.kind)  # of a draft: its outline, its questions
    return Key(f"{kind}.state-{item.state}")
