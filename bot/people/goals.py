"""Goals (目标管理, A2.4): set for the year, broken down into key work, tasks, people; a line on
each once a month, by the 25th; at risk is said early, by whoever answers for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from bot.matters import life
from bot.matters.kind import Kind, Stage, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, handed_over, table
from bot.matters.sight import may_see
from bot.who.request import Request
from bot.who.standing import Standing
from storage.people import goals as stored
from storage.people.goals import Goal
from storage.people.goals import GoalState as S

THE_DAY = 25  # of the month: when a line on each goal is due
LEAD = 5  # working days before it is to be reached, at the latest (domain.md A2.4)
RUNNING = frozenset({S.SET, S.ON_TRACK, S.AT_RISK})
owner, setter = attrgetter("matter.owner"), attrgetter("matter.opened_by")


def _set(request: Request, _: object, told: Told) -> Values:
    due = life.to_come(request, told["due"])
    given = {"title": told["title"], "measure": told["measure"], "owner": told["person"]}
    given |= {"visibility": told.get("visibility", "office"), "due_at": due}
    return given | {"line_due": next_line(request, due)}


def next_line(request: Request, due: datetime) -> datetime:
    """The 25th of this month, of the next if that is less than a week away; or five working days
    before it is to be reached, if that comes first.
    """
    calendar = request.calendar
    today = calendar.today(request.now)
    month = today.year * 12 + today.month - 1 + (today.day > THE_DAY - 7)
    monthly = calendar.closing(today.replace(year=month // 12, month=month % 12 + 1, day=THE_DAY))
    last = calendar.closing(calendar.add_working_days(calendar.today(due), -LEAD))
    return max(min(monthly, last), min(due, calendar.closing(calendar.next_working(today))))


def _line(request: Request, item: Goal, told: Told) -> Values:
    return {"words": told["words"], "line_due": next_line(request, item.matter.due_at)}


def _change(request: Request, item: Goal, told: Told) -> Values:
    """Another measure, with the reason."""
    return {"measure": told["measure"], "words": told["words"]}


def _hand(request: Request, item: Goal, told: Told) -> Values:
    given = handed_over(item, told["person"])
    del given["wanted_due"]
    return given


def _sets(me: Standing, _: object = None) -> bool:
    return me.assigns


def _facts(item: Goal) -> dict[str, object]:
    return {"who": owner(item).name, "measure": item.measure}


def tree(request: Request) -> Iterator[tuple[int, Goal]]:
    """What is open, as far as they may see it: with how deep it lies, parts below the whole."""
    seen = [one for one in stored.all_open(request.session) if _sees(request, one)]
    ids = {one.id for one in seen}
    roots = [one for one in seen if one.matter.comes_of_id not in ids]
    yield from _below(seen, roots, 0)


def _below(seen: Sequence[Goal], level: Sequence[Goal], depth: int) -> Iterator[tuple[int, Goal]]:
    for one in level:
        yield depth, one
        yield from _below(seen, [x for x in seen if x.matter.comes_of_id == one.id], depth + 1)


def _sees(request: Request, one: Goal) -> bool:
    return may_see(request.session, request.me, one.matter)


LEVEL = Field("visibility", "choice", False, start=lambda *_: "office", choices=("office", "chain"))
SET = (
    *(Field("title", "line"), Field("person", "person"), Field("measure", "line")),
    *(Field("due", "due"), LEVEL),
)
WORDS, MAYBE = Field("words"), Field("words", needed=False)
answers, sets = or_director_once_gone(is_(owner), owner), or_director_once_gone(is_(setter), setter)

KIND: Kind[Goal] = Kind(
    "goals", "Y", Goal, days=60,
    opening=Move("set", frozenset(), S.SET, "heads", _sets, SET,
                 _set),
    moves=table(
        Move("on-track", RUNNING, S.ON_TRACK, "owner", answers, (WORDS,), _line),
        Move("at-risk", RUNNING, S.AT_RISK, "owner", answers, (WORDS,), _line, (setter,)),
        Move("met", RUNNING, S.MET, "owner", answers, (WORDS, Field("evidence", "link", False)),
             calls=(setter,), asks_first=True),
        Move("change", RUNNING, None, "setter", sets, (Field("measure", "line", own=True), WORDS),
             _change, (owner,)),
        Move("hand", RUNNING, None, "setter", sets, (Field("person", "person"),), _hand, (owner,)),
        Move("not-met", RUNNING, S.NOT_MET, "setter", sets, (WORDS,), calls=(owner,),
             asks_first=True),
        Move("withdraw", RUNNING, S.WITHDRAWN, "setter", sets, (MAYBE,), calls=(owner,),
             asks_first=True),
    ),
    stages={one: Stage("line", owner, setter, "on-track", "hand", ladder="monthly",
                       leaders="digest") for one in RUNNING},
    undone=S.WITHDRAWN,
    people=lambda item: {item.matter.owner_id, item.matter.opened_by_id},
    facts=_facts,
    once=True,
)  # fmt: skip
