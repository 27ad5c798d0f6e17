"""The life of a matter, alike for every kind: it is opened, goes from hand to hand, is over."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from bot.language.catalog import Key, Markup
from bot.language.refusals import Refused
from bot.matters import changes, followups, journal, moves, story, titles, undo
from bot.matters.changes import Changed
from bot.matters.followups import Debt, Kept
from bot.matters.kind import Kind, Stage
from bot.matters.moves import I, Move, Told, Values
from bot.who.request import Request
from storage.matters.matter import Matter, Visibility, set_readers
from storage.who.people import Person


def begin(
    request: Request, kind: Kind[I], told: Told, parent: Any = None, of: Matter | None = None
) -> I:
    """Open one; it may come `of` another matter: then each names the other, to who may see both.
    Raises Refused for who may not, or what cannot be. In this order:

    1. permission; 2. `does` of the opening, whose values set the columns (`owner`, `due_at`,
    `visibility`, `title` and `source` are the matter's); 3. matter and row; 4. the record;
    5. whose turn it is; 6. everybody concerned is told.
    """
    item = _begin(request, kind, told, parent, of)[0]
    if of is not None:
        story.show(request, of)
    return item


def hang(request: Request, kind: Kind[I], told: Told, parent: Any) -> Markup:
    """As `begin`, on the matter of `parent`; it comes back in the words of whoever did it."""
    return _begin(request, kind, told, parent)[1]


def _begin(
    request: Request, kind: Kind[I], told: Told, parent: Any, of: Matter | None = None
) -> tuple[I, Markup]:
    move, after = kind.opening, {}
    moves.check_opening(move, request.me, parent)
    values: Values = {"state": move.target} | move.does(request, parent, told)
    if kind.hangs is None:
        matter = _matter(request, kind, told, values)
        values["matter"], matter.comes_of = matter, of
        after = {"owner_id": matter.owner.slack_id, "due_at": matter.due_at.isoformat()}
        after |= {"of": of.number} if of else {}
    item = kind.row(**values)
    request.session.add(item)
    request.session.flush()
    return item, _done(request, kind, item, move, told, ({}, after))


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
        source=values.pop("source", ""),
    )


def to_come(request: Request, due: datetime, field: str = "due") -> datetime:
    """A time by which something can still be done. Raises Refused, on its field, for one gone."""
    if due <= request.now:
        raise Refused("drafts.gone-by", field=field, due=due)
    return due


def usual_due(request: Request, kind: Kind[Any]) -> datetime:
    return followups.working_day(request, kind.days)


def take(
    request: Request, kind: Kind[I], item: I, verb: str, told: Told, story: str = ""
) -> Markup:
    """Take a step; it comes back in the words of whoever took it, those of its verb unless there
    is a `story` of its own. Raises Refused. In this order:

    1. may it be taken; 2. `does`; 3. row and matter; 4. the record, with before and after;
    5. whose turn it is; 6. everybody concerned is told.
    """
    move = moves.check(kind.moves, request.me, item, verb, request.now)
    return _take(request, kind, item, move, told, story)


def by_itself(request: Request, kind: Kind[I], item: I, move: Move[Any]) -> None:
    """A step nobody takes: its time has come, or what it hangs on has moved on. As `take`, but
    that nobody is asked whether they may.
    """
    moves.insist_in(item, move.sources)
    _take(request, kind, item, move, {}, f"{move.verb}-itself")


def _take(
    request: Request, kind: Kind[I], item: I, move: Move[Any], told: Told, story: str
) -> Markup:
    concerned = _concerned(kind, item, move)
    values: Values = {"state": move.target or item.state} | move.does(request, item, told)
    if due := values.get("due_at"):
        to_come(request, due)
    changed = changes.apply((item, item.matter), values)  # type: ignore[arg-type]
    return _done(request, kind, item, move, told, changed, concerned, story)


def _done(
    request: Request, kind: Kind[I], item: I, move: Move[Any], told: Told, changed: Changed,
    concerned: Set[str] = frozenset(), story: str = "",
) -> Markup:  # fmt: skip
    """The record, whose turn it is, and the story."""
    about = next((one for one in told.values() if isinstance(one, Person)), None)
    before, after = kind.hangs.in_record(item, changed) if kind.hangs else changed
    what, words = f"{kind.name}.{move.verb}", told.get(move.said, "")
    journal.record(
        request, what, matter=item.matter, about=about, before=before, after=after, reason=words
    )
    settle(request, kind, item)
    called = concerned | _concerned(kind, item, move)
    said = {"words": words, "said": f"“{words}”" if words else ""}
    return _tell(request, kind, item, story or move.verb, called, said)


def take_back(request: Request, kind: Kind[I], entry_id: int) -> I:
    """Undo one's own last step, within minutes; what was just opened ends. Raises Refused."""
    hangs, session = kind.hangs, request.session
    entry, matter = undo.find(request, entry_id, hangs.on if hangs else kind.name)
    name, _, verb = entry.what.partition(".")
    move, changed = {kind.opening.verb: kind.opening, **kind.moves}.get(verb), None
    if name != kind.name or move is None:
        raise Refused("undo.moved-on", number=matter.number)
    item: I = hangs.item_of(session, entry) if hangs else session.get_one(kind.row, matter.id)
    concerned = _concerned(kind, item, move)
    rows: Any = (item, matter)
    if move is not kind.opening:
        changes.restore(rows, hangs.before(entry) if hangs else entry.before)
    else:
        ended = changes.apply(rows, {"state": kind.undone})
        changed = None if hangs else ended
    undo.record(request, entry, matter, changed)
    settle(request, kind, item)
    step = Key(entry.what.replace(".", ".what-"))
    _tell(request, kind, item, "undo", concerned | _concerned(kind, item, move), {"step": step})
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
    item.matter.closed_at = None if kind.stage(item) else item.matter.closed_at or request.now
    return owe_all(request, kind, item.matter, [item])


def owe_all(request: Request, kind: Kind[I], matter: Matter, items: Sequence[I]) -> Kept:
    """Of a kind, this is owed on a matter and nothing else."""
    now = [(item, stage) for item in items if (stage := kind.stage(item))]
    turns = [(item, turn) for item, stage in now for turn in stage.turns]
    debts = [debt(request, kind.name, one, turn, kind.which(one, turn)) for one, turn in turns]
    return followups.keep(request, matter, debts, kind.name)


def debt(request: Request, name: str, item: Any, now: Stage[Any], which: int = 0) -> Debt:
    """What whoever has it owes, in the words of the kind of this name; `which` of several."""
    who, ladder, for_whom = now.holder(item), now.reminds(item), now.for_whom(item)
    duty = f"{name}.duty-{now.duty}".rstrip("-")
    if now.days is not None:
        due = followups.working_day(request, now.days)
        return Debt(who, duty, due, for_whom, ladder, fresh=True)
    promised: datetime | None = getattr(item, "promised_at", None)
    due = getattr(item, "due_at", item.matter.due_at)
    return Debt(who, duty, due, for_whom, ladder, promised, item=which)


def _concerned(kind: Kind[I], item: I, move: Move[I]) -> set[str]:
    """Whose turn it is, and whom the step calls on beside them."""
    now = kind.stage(item)
    return move.heard_by(item) | ({now.holder(item).slack_id} if now else set())


def _tell(
    request: Request, kind: Kind[I], item: I, verb: str, called: Set[str], said: dict[str, object]
) -> Markup:
    facts = {"due": item.matter.due_at, **kind.facts(item), **said}
    return story.tell(request, item.matter, f"{kind.name}.story-{verb}", called, **facts)
