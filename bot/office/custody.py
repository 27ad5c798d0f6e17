"""The secrecy register (机要登记, A2.11): an item has a number that says nothing, somebody who
keeps it, somebody who has it meanwhile, and dates. No field takes a word.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.kind import Kind, Stage, is_, is_or_stands_in_for, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.request import Request
from bot.who.standing import Standing
from storage.matters.matter import Visibility
from storage.office.custody import Custody
from storage.office.custody import CustodyState as S
from storage.who.people import Person, Role

COUNTED = 21  # working days: what is kept is counted about once a month
THERE, LENT, OUT = frozenset({S.IN_CUSTODY}), frozenset({S.LENT}), frozenset({S.LENT, S.BROUGHT})
keeper = attrgetter("matter.owner")


def borrower(item: Custody) -> Person:
    """Who has it in hand."""
    return item.borrower or item.matter.owner


def _keeps(me: Standing, _: object = None) -> bool:
    return me.insider and (me.directs or me.person.role is Role.CONFIDENTIAL_CLERK)


def _take_in(request: Request, _: object, told: Told) -> Values:
    given = {"title": str(request.say("custody.title")), "visibility": Visibility.NAMED}
    return given | {"owner": request.person, "due_at": _next_count(request)}


def _next_count(request: Request) -> object:
    return followups.working_day(request, COUNTED)


def _lend(request: Request, item: Custody, told: Told) -> Values:
    who = told["person"]
    if who is item.matter.owner:
        raise Refused("custody.keeps", field="person", name=who.name)
    return {"borrower_id": who.slack_id, "due_at": told["due"]}


def _until(request: Request, item: Custody, told: Told) -> Values:
    return {"due_at": told["due"]}


def _there(request: Request, item: Custody, told: Told) -> Values:
    """Back in the hand of whoever keeps it, or counted."""
    return {"borrower_id": None, "due_at": _next_count(request)}


def _pass(request: Request, item: Custody, told: Told) -> Values:
    """Somebody else keeps it. Raises Refused for who may not keep any."""
    to: Person = told["person"]
    if to.role is not Role.CONFIDENTIAL_CLERK:
        raise Refused("custody.no-clerk", field="person", name=to.name)
    if to is item.matter.owner:
        raise Refused("matters.already-theirs", field="person", name=to.name)
    return {"owner_id": to.slack_id, "due_at": _next_count(request)}


def _destroy(request: Request, item: Custody, told: Told) -> Values:
    """Under supervision: two are there."""
    who = told["person"]
    if who in (item.matter.owner, request.person):
        raise Refused("custody.witness", field="person", name=who.name)
    return {"witness_id": who.slack_id}


def _people(item: Custody) -> set[str]:
    return {item.matter.owner_id, item.borrower_id or "", item.witness_id or ""} - {""}


def _facts(item: Custody) -> dict[str, object]:
    return {"keeper": keeper(item).name, "who": borrower(item).name}


keeps = or_director_once_gone(is_or_stands_in_for(keeper), keeper)
has = is_(borrower)
PERSON, DUE = Field("person", "person"), Field("due", "due")
stage = partial(Stage[Custody], ladder="private", leaders="private")

KIND: Kind[Custody] = Kind(
    "custody", "Z", Custody, days=COUNTED,
    opening=Move("take-in", frozenset(), S.IN_CUSTODY, "registry", _keeps, does=_take_in),
    moves=table(
        Move("lend", THERE, S.LENT, "keeper", keeps, (PERSON, DUE), _lend, (borrower,)),
        Move("bring", LENT, S.BROUGHT, "borrower", has, does=lambda *_: {}, calls=(keeper,)),
        Move("back", OUT, S.IN_CUSTODY, "keeper", keeps, (), _there, (borrower,)),
        Move("prolong", LENT, None, "keeper", keeps, (DUE,), _until, (borrower,)),
        Move("count", THERE, None, "keeper", keeps, (), _there),
        Move("pass", THERE, None, "keeper", keeps, (PERSON,), _pass, (keeper,)),
        Move("hand-back", THERE, S.HANDED_BACK, "keeper", keeps, (), lambda *_: {},
             asks_first=True),
        Move("destroy", THERE, S.DESTROYED, "keeper", keeps, (PERSON,), _destroy,
             asks_first=True),
    ),
    stages={
        S.IN_CUSTODY: stage("count", keeper, keeper, "count", "pass"),
        S.LENT: stage("bring", borrower, keeper, "bring", "back"),
        S.BROUGHT: stage("back", keeper, borrower, "back", "back", 1),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
