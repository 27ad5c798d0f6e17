"""Recommendation (推荐, A2.18): somebody is put forward to the organisation, with their record as
it stood when a leader endorsed it. Whoever it is about does not read it.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters import followups
from bot.matters.kind import Kind, Stage, assigns, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.people import growth
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD, LEADERS, insist
from storage.matters.matter import Visibility
from storage.people.recommendations import Recommendation
from storage.people.recommendations import RecommendationState as S
from storage.who.people import Person, Role

MOST, DAYS = 1500, 5  # characters; working days to endorse it, and to send it
ANSWER_DAYS = 20  # working days without an answer, then the leader hears (domain.md A2.18)
DRAFTED, ENDORSED, SENT = frozenset({S.DRAFTED}), frozenset({S.ENDORSED}), frozenset({S.SENT})
GONE = SENT | {S.CONSIDERED}
OPEN = DRAFTED | ENDORSED | GONE
writer, leader = attrgetter("matter.owner"), attrgetter("leader")


def _draft(request: Request, _: object, told: Told) -> Values:
    """By whoever may read their record: what is put forward is no more than that."""
    whom: Person = told["person"]
    if whom is request.person:
        raise Refused("people.not-oneself", field="person")
    insist(request.me.answers_for(whom), "heads")
    if whom.role in BOARD:
        raise Refused("recommendations.leads", field="person", name=whom.name)
    if told["leader"].role not in LEADERS:
        raise Refused("recommendations.no-leader", field="leader", name=told["leader"].name)
    _check(told["words"], "words")
    given = {"title": str(request.say("recommendations.title")), "visibility": Visibility.NAMED}
    people = {"owner": request.person, "whom": whom, "leader": told["leader"]}
    return given | people | {"words": told["words"]}


def _check(words: str, field: str) -> None:
    if len(words) > MOST:
        raise Refused("recommendations.long", field=field, most=MOST)


def _endorse(request: Request, item: Recommendation, told: Told) -> Values:
    evidence = growth.frozen(request, item.whom)
    return {"evidence": evidence, "due_at": followups.working_day(request, DAYS)}


def _answer(request: Request, item: Recommendation, told: Told) -> Values:
    _check(told["answer"], "answer")
    return dict(told)


def _awaited(request: Request, item: Recommendation, told: Told) -> Values:
    return {"due_at": followups.working_day(request, ANSWER_DAYS)}


def _people(item: Recommendation) -> set[str]:
    """The writer, the leader, the directors; whatever their post, never whom it is about."""
    readers = {writer(item), leader(item), *item.directors}
    return {one.slack_id for one in readers} - {item.whom_id}


def _facts(item: Recommendation) -> dict[str, object]:
    return {"who": item.whom.name, "writer": writer(item).name, "leader": leader(item).name}


DRAFT = (
    *(Field("person", "person"), Field("words", "text")),
    Field("leader", "person", start=first_of(Role.LEADER, Role.PRINCIPAL)),
)
ANSWER = (Field("answer", "text"),)
leads, runs = is_(leader), is_(writer, leader)
ends = or_director_once_gone(or_director_once_gone(is_(writer), writer), leader)
stage = partial(Stage[Recommendation], ladder="private", leaders="private")
awaits = partial(Stage[Recommendation], ladder="returning", leaders="returning")

KIND: Kind[Recommendation] = Kind(
    "recommendations", "N", Recommendation, days=DAYS,
    opening=Move("draft", frozenset(), S.DRAFTED, "heads", assigns, DRAFT, _draft),
    moves=table(
        Move("endorse", DRAFTED, S.ENDORSED, "leader", leads, (), _endorse, (writer,)),
        Move("decline", DRAFTED, S.DECLINED, "leader", leads, ANSWER, _answer, (writer,)),
        Move("send", ENDORSED, S.SENT, "writer", runs, (), _awaited, (writer, leader)),
        Move("consider", SENT, S.CONSIDERED, "writer", runs, (), _awaited, (writer, leader)),
        Move("conclude", GONE, S.OUTCOME, "writer", runs, ANSWER, _answer, (writer, leader)),
        Move("withdraw", OPEN, S.WITHDRAWN, "writer", ends, calls=(leader,), asks_first=True),
    ),
    stages={
        S.DRAFTED: stage("endorse", leader, writer, "endorse", "withdraw"),
        S.ENDORSED: stage("send", writer, leader, "send", "withdraw"),
        S.SENT: awaits("answer", leader, writer, "consider", "withdraw"),
        S.CONSIDERED: awaits("outcome", leader, writer, "conclude", "withdraw"),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
    listed=lambda item, _: f"{item.matter.title} · {item.whom.name}",
)  # fmt: skip
