"""Goals (目标管理, A2.4): set for the year, broken down into key work, tasks, people; a line on
each once a month, by the 25th; at risk is said early, by whoever answers for it. What it rests on,
a draft, a topic, a supervision item, is joined to it: whoever may see that sees how it stands, and
whoever answers for the goal is told the morning after it was due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import finding, life, regular
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.ladders import MORNING
from bot.matters.moves import Field, Move, Ready, Told, Values, handed_over, table
from bot.matters.sight import may_see
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Matter
from storage.people import goals as stored
from storage.people.goals import Goal
from storage.people.goals import GoalState as S

THE_DAY = 25  # of the month: when a line on each goal is due
LEAD = 5  # working days before it is to be reached, at the latest (domain.md A2.4)
NUMBER = re.compile(r"[A-Z]{1,2} ?-? ?(\d{1,9})")
NO_WORK = ("F", "Y", "H", "L", "N", "J")  # reminders, goals themselves, what is about somebody
RUNNING = frozenset({S.SET, S.ON_TRACK, S.AT_RISK})
owner, setter = attrgetter("matter.owner"), attrgetter("matter.opened_by")


def _set(request: Request, _: object, told: Told) -> Values:
    """For whom they answer, by whoever gives out work; for oneself, by anybody."""
    if told["person"] is not request.person and not request.me.assigns:
        raise Refused("goals.own", field="person")
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


def _join(request: Request, item: Goal, told: Told) -> Values:
    """What is named, if whoever joins it may see it and it has a state of its own."""
    named = [finding.find(request, one) for one in _numbers(told["works"])]
    if not named or any(one.prefix in NO_WORK for one in named):
        raise Refused("goals.no-work", field="works")
    had = [int(one) for one in item.joined.split()]
    return {"joined": _kept([*had, *(one.id for one in named)])}


def _part(request: Request, item: Goal, told: Told) -> Values:
    """What is named rests on it no more."""
    gone = {int(NUMBER.fullmatch(one)[1]) for one in _numbers(told["works"])}  # type: ignore[index]
    left = [int(one) for one in item.joined.split() if int(one) not in gone]
    if len(left) == len(item.joined.split()):
        raise Refused("goals.not-joined", field="works")
    return {"joined": _kept(left)}


def _numbers(said: str) -> list[str]:
    return [one[0] for one in NUMBER.finditer(said.upper())]


def _kept(ids: Sequence[int]) -> str:
    return " ".join(map(str, dict.fromkeys(ids)))


def works(request: Request, item: Goal) -> list[Matter]:
    """What it rests on, as far as whoever asks may see it."""
    found = (request.session.get(Matter, int(one)) for one in item.joined.split())
    return [one for one in found if one and may_see(request.session, request.me, one)]


def late(request: Request, item: Goal) -> list[Matter]:
    return [one for one in works(request, item) if not one.closed_at and one.due_at < request.now]


def warn(session: Session, now: datetime, office: Calendar) -> None:
    """In the morning: whoever answers for a goal hears what it rests on and has fallen late."""
    today = office.today(now)
    if not office.is_working(today) or not regular.has_come(office, now, MORNING):
        return
    this = office.moment(today, MORNING)
    last = office.moment(office.previous_working(today), MORNING)
    each = {one: {*map(int, one.joined.split())} for one in stored.joined(session)}
    fallen = stored.fell_due(session, set().union(*each.values()), last, this)
    told = dict.fromkeys(one.matter.owner for one, ids in each.items() if ids & fallen)
    regular.write(session, [*told], "goals:late", {}, lambda _: True, now, office)


def _myself(request: Request, _: object) -> str:
    return "" if request.me.assigns else request.me.id


def _level(request: Request, _: object) -> str:
    """What one wants to reach for oneself is not for everybody."""
    return "office" if request.me.assigns else "chain"


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


LEVEL = Field("visibility", "choice", False, start=_level, choices=("office", "chain"))
SET = (
    *(Field("title", "line"), Field("person", "person", start=_myself), Field("measure", "line")),
    *(Field("due", "due"), LEVEL),
)
WORDS, MAYBE = Field("words"), Field("words", needed=False)
WORKS = (Field("works", "line"),)
answers, sets = or_director_once_gone(is_(owner), owner), or_director_once_gone(is_(setter), setter)


def concerned(me: Standing, item: Goal) -> bool:
    return answers(me, item) or sets(me, item)


KIND: Kind[Goal] = Kind(
    "goals", "Y", Goal, days=60,
    opening=Move("set", frozenset(), S.SET, "insider", insider, SET,
                 _set),
    moves=table(
        Move("on-track", RUNNING, S.ON_TRACK, "owner", answers, (WORDS,), _line),
        Move("at-risk", RUNNING, S.AT_RISK, "owner", answers, (WORDS,), _line, (setter,)),
        Move("met", RUNNING, S.MET, "owner", answers, (WORDS, Field("evidence", "link", False)),
             calls=(setter,), asks_first=True),
        Move("change", RUNNING, None, "setter", sets, (Field("measure", "line", own=True), WORDS),
             _change, (owner,)),
        Move("hand", RUNNING, None, "setter", sets, (Field("person", "person"),), _hand, (owner,)),
        Move("join", RUNNING, None, "concerned", concerned, WORKS, _join),
        Move("part", RUNNING, None, "concerned", concerned, WORKS, _part,
             ready=Ready(lambda item: bool(item.joined), "goals.nothing-joined")),
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
