"""A kind of matter, declared: its moves, its stages, who may.

It is ONE declaration. Who may take which step, and what the step must be told, stands in its
moves; who has it meanwhile and what they owe, in its stages. Whatever one kind alone does is a
plain function: a move's `does`, or an operation of its own that calls those of `life.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from bot.matters.hanging import Hanging
from bot.matters.moves import I, Move, Moves
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.who.people import Person

Who = Callable[[I], Person]


@dataclass(frozen=True)
class Stage(Generic[I]):
    """Whose turn it is, for what, for whom, until when. `done` is the move behind a nudge's first
    button, `relief` the one a director is offered once the holder has left.

    `days`: so many working days from when it began; none: until it is due itself, or what was
    promised after that. `ladder` says when whoever has it is reminded, and who else hears of it;
    `leaders`, if that is another for one of the leaders: of them nobody above is told (A3.1).
    A kind with one `duty` need not name it. `beside`: what somebody else is reminded of meanwhile.
    """

    duty: str
    holder: Who[I]
    for_whom: Who[I]
    done: str
    relief: str = ""  # of what hangs on a matter: that one's
    days: int | None = None
    ladder: str | Callable[[I], str] = "standard"
    leaders: str = ""
    beside: Stage[I] | None = None

    @property
    def turns(self) -> Sequence[Stage[I]]:
        """Its own, and the one beside it."""
        return (self, self.beside) if self.beside else (self,)

    def reminds(self, item: I) -> str:
        """The ladder of whoever has it."""
        leads = self.holder(item).role in BOARD
        usual = self.ladder if isinstance(self.ladder, str) else self.ladder(item)
        return (leads and self.leaders) or usual


@dataclass(frozen=True)
class Kind(Generic[I]):
    """What there is to know of one kind of matter.

    `name` is that of its texts, verbs and entries; `prefix` begins the numbers people quote.
    `days`: the working days it has unless somebody says otherwise. `stages`, by state: in a state
    without one it is over, and the matter is closed. `undone` is the state it ends in when its
    opening is taken back.
    `facts` are what its texts may name beside number, title and due; `people` read it. `within`
    is for what lives inside another matter: that one sees to its readers, and to all it holds,
    as long as it `is_live`; `hangs`: without a matter of its own. `listed` is what lists call it,
    if its title alone does not say enough: which of several alike is owed may be part of that.
    """

    name: str
    prefix: str
    row: type[I]
    days: int
    opening: Move[Any]  # of nothing yet; or of what it is to live in, in the states of that
    moves: Moves[I]
    stages: Mapping[Any, Stage[I]]
    undone: Any
    facts: Callable[[I], dict[str, object]]
    people: Callable[[I], set[str]] = lambda item: set()
    within: Callable[[Request, I], None] | None = None
    is_live: Callable[[I], bool] = lambda item: True
    hangs: Hanging | None = None
    listed: Callable[[I, int], str] | None = None
    once: bool = False  # before one is opened, an open one of nearly its title is asked about

    def stage(self, item: I) -> Stage[I] | None:
        """Whose turn it is now; nobody's once it is over, or what it lives in is."""
        return self.stages.get(item.state) if self.is_live(item) else None

    def duty(self, stage: Stage[I]) -> str:
        """The key of what is owed in it."""
        return f"{self.name}.duty-{stage.duty}".rstrip("-")

    @property
    def duties(self) -> dict[str, str]:
        """All that can be owed in it, by key: the move behind "done"."""
        turns = (turn for stage in self.stages.values() for turn in stage.turns)
        return {self.duty(one): one.done for one in turns}

    def which(self, item: I, stage: Stage[I]) -> int:
        """Of several alike, which is owed; of one that is to be begun anew, none yet."""
        number: int = getattr(item, "number", 0)
        return number if self.hangs and stage.done != self.opening.verb else 0

    @property
    def states(self) -> set[Any]:
        """All it can be in."""
        moves = self.moves.values()
        ends = {move.target for move in (self.opening, *moves) if move.target is not None}
        return ends.union({self.undone}, *(move.sources for move in moves))


# --- who may -------------------------------------------------------------------------------------


def is_(*who: Who[I]) -> Callable[[Standing, I], bool]:
    """One of these people of the item may."""
    return lambda me, item: me.id in {one(item).slack_id for one in who}


def is_or_stands_in_for(who: Who[I], *judges: Who[I]) -> Callable[[Standing, I], bool]:
    """That one of the item may, or whoever stands in for them while they are away; none of the
    `judges` does for another what they are to judge.
    """

    def may(me: Standing, item: I) -> bool:
        holder = who(item).slack_id
        stands_in = holder in me.stands_for and me.id not in {one(item).slack_id for one in judges}
        return me.id == holder or stands_in

    return may


def or_director_once_gone(
    may: Callable[[Standing, I], bool], who: Who[I]
) -> Callable[[Standing, I], bool]:
    """And a director may, if whoever it waits for has left the office."""
    return lambda me, item: may(me, item) or (me.directs and who(item).is_out)


def insider(me: Standing, item: Any = None) -> bool:
    return me.insider


def assigns(me: Standing, item: Any = None) -> bool:
    """Leaders, directors and section heads."""
    return me.assigns


def leads(me: Standing, item: Any = None) -> bool:
    """Leaders and directors."""
    return me.leads


def directs(me: Standing, item: Any = None) -> bool:
    return me.directs
