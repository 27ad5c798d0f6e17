"""Moves: the steps in the life of anything that has states.

A feature lists its moves in a table. The table is the state machine, the permission list, the
sub-commands and the buttons; for a kind with a life (`life.py`) also the forms, the plain
words, the record and the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.who.people import Person


class Item(Protocol):
    """A draft, a topic, a shift: a matter with states."""

    state: Any

    @property
    def matter(self) -> Any: ...  # Matter, which SQLAlchemy describes as Mapped[Matter]


I = TypeVar("I", bound=Item)  # noqa: E741 - the item a table is about
Told = Mapping[str, Any]  # what a step was told, read already: people, moments, words
Values = dict[str, Any]  # by column of the item or of its matter


@dataclass(frozen=True)
class Field:
    """One thing a step is told. Its label is the text `field-NAME`, or `field-VERB-NAME`.

    `kind` is how it is asked for and read: line, text, person, people, due, day, choice, link; and
    words,
    which are said with the step and stand in the record and the story. `own`: a form begins with
    what the item has now; otherwise with `start`, which is also meant where it may be left out and
    is. `choices`: values with texts `NAME-VALUE`, or by label. `apart`: under a line of its own.
    """

    name: str
    kind: str = "words"
    needed: bool = True
    own: bool = False
    start: Callable[[Request, Any], str] = lambda request, item: ""
    choices: tuple[str, ...] | Callable[[Request, Any], dict[str, str]] = ()
    apart: bool = False


@dataclass(frozen=True)
class Ready(Generic[I]):
    """Is there something to take a step on? If not, `key` says so, with these `blanks`."""

    holds: Callable[[I], bool] = lambda item: True
    key: str = ""
    blanks: Callable[[I], dict[str, Any]] = lambda item: {}


def kept(request: Request, item: Any, told: Told) -> Values:
    """The usual `does`: what was told is kept in the columns of these names."""
    return {
        f"{name}_id" if isinstance(one, Person) else name: _kept(one) for name, one in told.items()
    }


def handed_over(item: Any, to: Person, state: Any = None) -> Values:
    """Another has it from now on, in this state; time that was asked for is wanted no more. Raises
    Refused if it is theirs already.
    """
    if to is item.matter.owner:
        raise Refused("matters.already-theirs", field="person", name=to.name)
    return {"owner_id": to.slack_id, "wanted_due": None, "state": state or item.state}


def _kept(value: Any) -> Any:
    return value.slack_id if isinstance(value, Person) else value


@dataclass(frozen=True)
class Move(Generic[I]):
    """From which states, to which (none: the state stays), who may take the step, what it is told.

    `who` names those in a refusal. `does` gives the values to set and changes nothing; it may
    refuse, on a field; a "state" among them is where the step leads this time, and what no column
    holds is noted in the record. `calls`: who hears
    it outside the thread, beside whose turn it was or is.
    """

    verb: str
    sources: frozenset[Any]
    target: StrEnum | None
    who: str
    allows: Callable[[Standing, I], bool]
    told: tuple[Field, ...] = ()
    does: Callable[[Request, I, Told], Values] = kept
    calls: tuple[Callable[[I], Person | Sequence[Person]], ...] = ()
    ready: Ready[I] = Ready()
    asks_first: bool = False  # a press opens its form: a slip of the thumb takes no such step
    in_time: bool = False  # once it is overdue, its date stands for the record

    @property
    def needs(self) -> list[str]:
        """What it cannot be taken without."""
        return [one.name for one in self.told if one.needed]

    @property
    def said(self) -> str:
        """The field whose words are said with the step, if it has one."""
        return next((one.name for one in self.told if one.kind == "words"), "")

    def heard_by(self, item: I) -> set[str]:
        """Whom it calls, by id."""
        found = [one(item) for one in self.calls]
        each = (one if isinstance(one, Sequence) else [one] for one in found)
        return {person.slack_id for people in each for person in people}

    def comes_late(self, matter: Any, now: datetime | None) -> bool:
        return self.in_time and now is not None and now > matter.due_at


Moves = dict[str, Move[I]]


def table(*moves: Move[I]) -> Moves[I]:
    return {move.verb: move for move in moves}


def open_to(moves: Moves[I], me: Standing, item: I, now: datetime | None = None) -> list[Move[I]]:
    """The steps this person may take now: exactly the buttons to show them."""
    if not me.insider:
        return []
    return [
        m
        for m in moves.values()
        if item.state in m.sources and m.ready.holds(item) and m.allows(me, item)
        if not m.comes_late(item.matter, now)
    ]


def check(
    moves: Moves[I], me: Standing, item: I, verb: str, now: datetime | None = None
) -> Move[I]:
    """The move, if this person may take it now. Raises Refused, saying who may or what is."""
    move = moves[verb]
    insist_in(item, move.sources)
    if not me.insider or not move.allows(me, item):
        raise Refused("office.not-for-you", who=Key(f"{item.matter.kind}.who-{move.who}"))
    if not move.ready.holds(item):
        raise Refused(move.ready.key, number=item.matter.number, **move.ready.blanks(item))
    if move.comes_late(item.matter, now):
        raise Refused("matters.stands", number=item.matter.number, due=item.matter.due_at)
    return move


def check_opening(opening: Move[Any], me: Standing, parent: Any) -> None:
    """May one be opened now, within what it is to live in, if within anything? Raises Refused."""
    insist(opening.allows(me, parent), opening.who)
    if parent is not None:
        insist_in(parent, opening.sources)


def insist_in(item: Item, states: Set[Any]) -> None:
    """Raises Refused, saying where it stands, unless it is in one of these states."""
    if item.state not in states:
        raise Refused("office.too-late", number=item.matter.number, state=state_of(item))


def state_of(item: Item) -> Key:
    kind = getattr(item, "part", item.matter.kind)  # of a draft: its outline, its questions
    return Key(f"{kind}.state-{item.state}")
