"""The life of a matter, alike for every kind: it is opened, goes from hand to hand, is over.

A kind is ONE declaration. Who may take which step, and what the step must be told, stands in its
moves; who has it meanwhile and what they owe, in its stages. Whatever one kind alone does is a
plain function: a move's `does`, or an operation of its own that calls the four below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import changes, followups, journal, moves, story, titles, undo
from bot.matters.followups import Debt, Kept
from bot.matters.moves import I, Move, Moves, Told, Values
from bot.who.request import Request
from bot.who.standing import Standing, insist
from storage.matters.matter import Matter, Visibility, set_readers
from storage.who.people import Person

Who = Callable[[I], Person]


@dataclass(frozen=True)
class Stage(Generic[I]):
    """Whose turn it is, for what, for whom, until when. `done` is the move behind a nudge's first
    button, `relief` the one a director is offered once the holder has left.

    `days`: so many working days from when it began; none: until the matter itself is due, or what
    was promised after that.
    """

    duty: str
    holder: Who[I]
    for_whom: Who[I]
    done: str
    relief: str
    days: int | None = None
    ladder: Callable[[I], str] = lambda item: "standard"


@dataclass(frozen=True)
class Kind(Generic[I]):
    """What there is to know of one kind of matter.

    `name` is that of its texts, verbs and entries; `prefix` begins the numbers people quote.
    `days`: the working days it has unless somebody says otherwise. `stages`, by state: in a state
    without one it is over, and the matter is closed. `undone` is the state it ends in when its
    opening is taken back.
    `people` read it; `facts` are what its texts may name beside number, title and due. `within`
    is for what lives inside another matter: that one sees to its readers, and to all it holds,
    as long as it `is_live`. `listed` is what lists call it, if its title alone does not say enough.
    """

    name: str
    prefix: str
    row: type[I]
    days: int
    opening: Move[Any]  # of nothing yet; or of what it is to live in
    moves: Moves[I]
    stages: Mapping[Any, Stage[I]]
    undone: Any
    people: Callable[[I], set[str]]
    facts: Callable[[I], dict[str, object]]
    within: Callable[[Request, I], None] | None = None
    is_live: Callable[[I], bool] = lambda item: True
    listed: Callable[[I], str] | None = None

    def stage(self, item: I) -> Stage[I] | None:
        """Whose turn it is now; nobody's once it is over, or what it lives in is."""
        return self.stages.get(item.state) if self.is_live(item) else None

    @property
    def states(self) -> set[Any]:
        """All it can be in."""
        moves = (self.opening, *self.moves.values())
        ends = {move.target for move in moves if move.target is not None}
        return ends.union({self.undone}, *(move.sources for move in moves))


# --- who may, by when ----------------------------------------------------------------------------


def is_(*who: Who[I]) -> Callable[[Standing, I], bool]:
    """One of these people of the item may."""
    return lambda me, item: me.id in {one(item).slack_id for one in who}


def or_director_once_gone(
    may: Callable[[Standing, I], bool], who: Who[I]
) -> Callable[[Standing, I], bool]:
    """And a director may, if whoever it waits for has left the office."""
    return lambda me, item: may(me, item) or (me.directs and who(item).is_out)


def insider(me: Standing, item: Any = None) -> bool:
    return me.insider


def to_come(request: Request, due: datetime, field: str = "due") -> datetime:
    """A time by which something can still be done. Raises Refused, on its field, for one gone."""
    if due <= request.now:
        raise Refused("drafts.gone-by", field=field, due=due)
    return due


# --- the four operations -------------------------------------------------------------------------


def begin(request: Request, kind: Kind[I], told: Told, parent: Any = None) -> I:
    """Open one. Raises Refused for who may not, or what cannot be. In this order:

    1. permission; 2. `does` of the opening, whose values set the columns (`owner`, `due_at`,
    `visibility` and `title` are the matter's); 3. matter and row; 4. the record; 5. whose turn
    it is; 6. everybody concerned is told.
    """
    move = kind.opening
    insist(move.allows(request.me, parent), move.who)
    values = move.does(request, parent, told)
    matter = _matter(request, kind, told, values)
    item = kind.row(**{"matter": matter, "state": move.target, **values})
    request.session.add(item)
    request.session.flush()
    after = {"owner_id": matter.owner_id, "due_at": matter.due_at.isoformat()}
    what, about = f"{kind.name}.{move.verb}", told.get("person")
    journal.record(request, what, matter=matter, about=about, after=after)
    settle(request, kind, item)
    _tell(request, kind, item, move, _concerned(kind, item, move), told)
    return item


def _matter(request: Request, kind: Kind[Any], told: Told, values: Values) -> Matter:
    """Takes out of the values what is the matter's."""
    level = values.pop("visibility", told.get("visibility") or Visibility.CHAIN)
    return Matter(
        kind=kind.name,
        prefix=kind.prefix,
        title=titles.read_title(values.pop("title", None) or told["title"]),
        visibility=Visibility(level),
        opened_by=request.person,
        owner=values.pop("owner"),
        due_at=to_come(request, values.pop("due_at", None) or usual_due(request, kind)),
        opened_at=request.now,
    )


def usual_due(request: Request, kind: Kind[Any]) -> datetime:
    return followups.working_day(request, kind.days)


def take(request: Request, kind: Kind[I], item: I, verb: str, told: Told) -> Markup:
    """Take a step; it comes back in the words of whoever took it. Raises Refused. In this order:

    1. may it be taken; 2. `does`; 3. row and matter; 4. the record, with before and after;
    5. whose turn it is; 6. everybody concerned is told.
    """
    move = moves.check(kind.moves, request.me, item, verb)
    concerned = _concerned(kind, item, move)
    values: Values = {"state": move.target or item.state} | move.does(request, item, told)
    if due := values.get("due_at"):
        to_come(request, due)
    before, after = changes.apply((item, item.matter), values)  # type: ignore[arg-type]
    what, reason = f"{kind.name}.{verb}", told.get(move.said, "")
    about = told.get("person")
    journal.record(
        request, what, matter=item.matter, about=about, before=before, after=after, reason=reason
    )
    settle(request, kind, item)
    return _tell(request, kind, item, move, concerned | _concerned(kind, item, move), told)


def take_back(request: Request, kind: Kind[I], entry_id: int) -> I:
    """Undo one's own last step, within minutes; what was just opened ends. Raises Refused."""
    entry, matter = undo.find(request, entry_id, kind.name)
    item, changed = request.session.get_one(kind.row, matter.id), None
    move = kind.moves.get(entry.what.partition(".")[2], kind.opening)
    concerned = _concerned(kind, item, move)
    rows: Any = (item, matter)
    if move is kind.opening:
        changed = changes.apply(rows, {"state": kind.undone})
    else:
        changes.restore(rows, entry.before)
    undo.record(request, entry, matter, changed)
    settle(request, kind, item)
    step = Key(entry.what.replace(".", ".what-"))
    concerned |= _concerned(kind, item, move)
    story.tell(request, matter, f"{kind.name}.story-undo", concerned, step=step)
    return item


def settle(request: Request, kind: Kind[I], item: I) -> None:
    """Its people are who its ids say, they read it, and whose turn it is owes something."""
    request.session.flush()
    if kind.within is not None:
        kind.within(request, item)
        return
    set_readers(request.session, item.matter, kind.people(item))
    owe(request, kind, item)


def owe(request: Request, kind: Kind[I], item: I) -> Kept:
    """Whoever has it owes something, and nobody else does; it is closed when nobody has it."""
    matter, now = item.matter, kind.stage(item)
    matter.closed_at = None if now else matter.closed_at or request.now
    return followups.keep(request, matter, [debt(request, kind.name, item, now)] if now else [])


def debt(request: Request, name: str, item: I, now: Stage[I]) -> Debt:
    """What whoever has it owes, in the words of the kind of this name."""
    who, ladder, for_whom = now.holder(item), now.ladder(item), now.for_whom(item)
    duty = f"{name}.duty-{now.duty}"
    if now.days is not None:
        due = followups.working_day(request, now.days)
        return Debt(who, duty, due, for_whom, ladder, fresh=True)
    promised: datetime | None = getattr(item, "promised_at", None)
    return Debt(who, duty, item.matter.due_at, for_whom, ladder, promised)


def _concerned(kind: Kind[I], item: I, move: Move[I]) -> set[str]:
    """Whose turn it is, and whom the step calls on beside them."""
    now = kind.stage(item)
    called = {one(item).slack_id for one in move.calls}
    return called | ({now.holder(item).slack_id} if now else set())


def _tell(
    request: Request, kind: Kind[I], item: I, move: Move[Any], called: set[str], told: Told
) -> Markup:
    words = told.get(move.said, "")
    said = {"words": words, "said": f"“{words}”" if words else ""}
    facts = {"due": item.matter.due_at, **kind.facts(item), **said}
    return story.tell(request, item.matter, f"{kind.name}.story-{move.verb}", called, **facts)
