"""Advice: anybody of the office advises a leader (参谋建议), who says what comes of it (A1.1)."""

from __future__ import annotations

from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters import finding, titles
from bot.matters.kind import Kind, Stage, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD, DIRECTORS
from storage.leaders.advice import Advice
from storage.leaders.advice import AdviceState as S

MOST = 300  # characters; what needs more is a paper
SENT, WAITING = frozenset({S.SENT}), frozenset({S.SENT, S.READ})
author, leader = attrgetter("matter.owner"), attrgetter("leader")


def _advise(request: Request, _: object, told: Told) -> Values:
    to, said = told["person"], told["advice"]
    if to is request.person:
        raise Refused("people.not-oneself", field="person")
    if to.role not in BOARD | DIRECTORS:
        raise Refused("advice.no-leader", field="person", name=to.name)
    if len(said) > MOST:
        raise Refused("advice.too-long", field="advice", n=len(said), most=MOST)
    given = {"title": titles.first_words(said), "visibility": "named", **told}
    del given["person"]
    return given | {"owner": request.person, "leader": to}


def _take_up(request: Request, advice: Advice, told: Told) -> Values:
    """As a matter of the office, which has to be there for the leader; or in words."""
    said = told.get("words", "")
    if finding.NUMBER.fullmatch(said):
        said = finding.find(request, said).number
    return {"words": said}


def _facts(advice: Advice) -> dict[str, object]:
    outcome = f"→ {advice.words}" if advice.words else ""
    return {"author": author(advice).name, "leader": leader(advice).name, "outcome": outcome}


# It is between its author and the leader, unless the author lets the director see it; a leader
# is reminded in the digest alone, a director in private, and nobody above hears of it.
LEVEL = Field("visibility", "choice", False, start=lambda *_: "named", choices=("named", "chain"))
TO, MORE = Field("person", "person", start=first_of(*BOARD)), Field("options", "text", False)
TITLE, EVIDENCE = Field("title", "line", False), Field("evidence", "line", False)
ADVISE = (TO, Field("advice", "text"), TITLE, MORE, EVIDENCE, LEVEL)
SAID, WHY, hears = (Field("words", needed=False),), (Field("words"),), (author,)
withdraws = or_director_once_gone(or_director_once_gone(is_(author), author), leader)
answers = is_(leader)
ANSWER = Stage("answer", leader, author, "note", "withdraw", ladder="private", leaders="digest")

KIND = Kind(
    "advice", "V", Advice, days=10,
    opening=Move("advise", frozenset(), S.SENT, "insider", insider, ADVISE, _advise),
    moves=table(
        Move("note", WAITING, S.NOTED, "advised", answers, SAID, calls=hears),
        Move("take-up", WAITING, S.TAKEN_UP, "advised", answers, SAID, _take_up, hears,
             asks_first=True),
        Move("decline", WAITING, S.NOT_TAKEN, "advised", answers, WHY, calls=hears),
        Move("read", SENT, S.READ, "advised", answers),
        Move("withdraw", WAITING, S.WITHDRAWN, "author", withdraws, SAID, calls=hears,
             asks_first=True),
    ),
    stages={S.SENT: ANSWER, S.READ: ANSWER},
    undone=S.WITHDRAWN,
    people=lambda advice: {advice.matter.owner_id, advice.leader_id},
    facts=_facts,
)  # fmt: skip
