"""Hardship (困难帮扶, A2.17): raised with one person, heard within a working day, answered within
three, looked at again after thirty days. Only whoever raised it lets anybody else in. It is never
evidence for anything, and what it is about is on no card, in no letter and no record.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.lookups import section_heads_of
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.matters.matter import Visibility
from storage.people.hardship import Hardship
from storage.people.hardship import HardshipState as S
from storage.who.people import Person, Role

MOST, DAYS = 1500, 3  # characters; working days until an answer
AGAIN = 22  # working days: about thirty days (domain.md A2.17)
RAISED, HEARD = frozenset({S.RAISED}), frozenset({S.HEARD})
OPEN = RAISED | HEARD | {S.HELPING}
whose, helper = attrgetter("matter.owner"), attrgetter("helper")


def _raise(request: Request, _: object, told: Told) -> Values:
    to: Person = told["person"]
    if to is request.person:
        raise Refused("people.not-oneself", field="person")
    if to.role not in BOARD | DIRECTORS | {Role.SECTION_HEAD}:
        raise Refused("hardship.no-helper", field="person", name=to.name)
    _check(told["ask"], "ask")
    given = {"title": str(request.say("hardship.title")), "visibility": Visibility.NAMED}
    return given | {"owner": request.person, "helper": to, "ask": told["ask"]}


def _check(words: str, field: str) -> None:
    if len(words) > MOST:
        raise Refused("hardship.long", field=field, most=MOST)


def _promise(request: Request, item: Hardship, told: Told) -> Values:
    return {"due_at": told["due"]}


def _answer(request: Request, item: Hardship, told: Told) -> Values:
    _check(told.get("answer", ""), "answer")
    again = followups.working_day(request, AGAIN)
    return {"due_at": again, "answer": told.get("answer", "")}


def _cannot(request: Request, item: Hardship, told: Told) -> Values:
    _check(told["answer"], "answer")
    return dict(told)


def _reopen(request: Request, item: Hardship, told: Told) -> Values:
    return {"due_at": followups.working_day(request, DAYS)}


def _let_in(request: Request, item: Hardship, told: Told) -> Values:
    others = dict.fromkeys([*item.others.split(), told["person"].slack_id])
    return {"others": " ".join(others)}


def _usual_helper(request: Request, _: object) -> str:
    return next((one.slack_id for one in section_heads_of(request.session, request.person)), "")


def _people(item: Hardship) -> set[str]:
    """Once it is withdrawn it is for nobody's eyes but theirs who raised it."""
    others = set() if item.state is S.WITHDRAWN else {item.helper_id, *item.others.split()}
    return {item.matter.owner_id, *others}


def _facts(item: Hardship) -> dict[str, object]:
    return {"who": whose(item).name, "helper": helper(item).name}


RAISE = (Field("person", "person", start=_usual_helper), Field("ask", "text"))
ANSWER, DUE = (Field("answer", "text", needed=False),), (Field("due", "due"),)
theirs, helps = is_(whose), is_(helper)
ends = or_director_once_gone(theirs, helper)  # a director learns that it is open, and no more
stage = partial(Stage[Hardship], ladder="private", leaders="private")

KIND: Kind[Hardship] = Kind(
    "hardship", "H", Hardship, days=DAYS,
    opening=Move("raise", frozenset(), S.RAISED, "insider", insider, RAISE, _raise),
    moves=table(
        Move("hear", RAISED, S.HEARD, "helper", helps, calls=(whose,)),
        Move("promise", RAISED | HEARD, S.HELPING, "helper", helps, DUE, _promise, (whose,)),
        Move("settle", OPEN, S.SETTLED, "helper", helps, ANSWER, _answer, (whose,),
             asks_first=True),
        Move("cannot", OPEN, S.CANNOT, "helper", helps, (Field("answer", "text"),), _cannot,
             (whose,)),
        Move("look-again", frozenset({S.SETTLED}), S.OVER, "helper", helps, calls=(whose,)),
        Move("reopen", frozenset({S.SETTLED, S.CANNOT, S.OVER}), S.RAISED, "whose", theirs,
             does=_reopen,
             calls=(helper,)),
        Move("let-in", OPEN, None, "whose", theirs, (Field("person", "person"),), _let_in,
             (attrgetter("let_in"),)),
        Move("withdraw", OPEN, S.WITHDRAWN, "whose", ends, calls=(helper,)),
    ),
    stages={
        S.RAISED: stage("hear", helper, whose, "hear", "withdraw", 1),
        S.HEARD: stage("answer", helper, whose, "promise", "withdraw"),
        S.HELPING: stage("help", helper, whose, "settle", "withdraw"),
        S.SETTLED: stage("look-again", helper, whose, "look-again", "look-again"),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
