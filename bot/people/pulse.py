"""The pulse (A2.21): a few questions on how it is to work here, answered by secret ballot, each
quarter if the office wishes. It feeds nothing: no record, no assessment, no list looks at it.

Before it closes there is no result for anybody; from fewer than five answers there is none at all.
Afterwards everybody who was asked reads the same as the leaders: sums, and nothing beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy.orm import Session

from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import ballots, begun, journal, letters, life
from bot.matters.begun import NEVER, QUARTER
from bot.matters.kind import Kind, Stage, leads
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.lookups import directors
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.matters.ballots import Voter
from storage.matters.matter import Visibility
from storage.people import pulse as stored
from storage.people.pulse import Pulse
from storage.people.pulse import PulseState as S
from storage.who.people import Person, holding

QUORUM = 5  # answers: of fewer, each could be told
QUESTIONS = ("load", "clear", "speak", "help", "ahead")
ANSWERS = ("yes", "partly", "no")
OPEN = frozenset({S.OPEN})
OFTEN = ONCE, _ = ("once", QUARTER)
opener = attrgetter("matter.owner")


def _open(request: Request, _: object, told: Told) -> Values:
    if running := stored.open_now(request.session):
        raise Refused("pulse.open-already", number=running.matter.number)
    due = told.get("due") or life.usual_due(request, KIND)
    given = {"owner": request.person, "title": str(request.say("pulse.title")), "due_at": due}
    return given | {"visibility": Visibility.NAMED, "sums": [], **ballots.opening(request, due)}


def open_(request: Request, told: Told) -> Pulse:
    """One is open, and all who are asked have its card; from now on each quarter, or no more."""
    item = life.begin(request, KIND, told)
    letters.cards(request.session, sorted(_people(item)), item.id, request.now)
    return item


def how_often(session: Session) -> str:
    every = begun.every(session, KIND.name, NEVER)
    return every if every in OFTEN else ONCE


def settle(request: Request, how: str) -> None:
    was = how_often(request.session)
    if how != was:
        begun.settle(request.session, KIND.name, how if how == QUARTER else NEVER)
        journal.record(request, "pulse.often", before={"every": was}, after={"every": how})


def come(session: Session, now: datetime, office: Calendar) -> Person | None:
    """In whose name it is begun by itself, if it is time."""
    is_due = begun.is_due(session, KIND.name, NEVER, now, office)
    return next(iter(directors(session)), None) if is_due else None


def begin(request: Request) -> None:
    """This quarter's, unless one is open."""
    marked = begun.mark(request.session, KIND.name, request.calendar.today(request.now))
    if marked and stored.open_now(request.session) is None:
        open_(request, {})


# --- answers --------------------------------------------------------------------------------------


def insist_may_answer(request: Request, item: Pulse) -> Voter:
    return ballots.insist_may_vote(request, item, OPEN)


def answer(request: Request, item: Pulse, given: Sequence[str]) -> bool:
    """An answer to each question, empty where there is none; in the place of earlier ones. Without
    any they are taken back, and False comes back.
    """
    voter = insist_may_answer(request, item)
    places = [_place(n, one) for n, one in enumerate(given) if one in ANSWERS]
    return ballots.cast(request, item, voter, places)


def _place(question: int, said: str) -> int:
    return question * len(ANSWERS) + ANSWERS.index(said)


def count(request: Request, item: Pulse) -> None:
    """Once it is closed: the sums, if there are enough answers; then the ballots are destroyed."""
    if item.state is S.OPEN:
        raise RuntimeError("nothing is counted before it closes")
    valid = ballots.opened(request.session, item)
    if item.state is S.CLOSED and len(valid) >= QUORUM:
        item.ballots = len(valid)
        item.sums = [
            [sum(_place(n, said) in one for one in valid) for said in ANSWERS]
            for n in range(len(QUESTIONS))
        ]


def come_due(request: Request, item: Pulse) -> None:
    ballots.come_due(request, KIND, item, count)


# --- its life -------------------------------------------------------------------------------------


def _people(item: Pulse) -> set[str]:
    session = Session.object_session(item)
    assert session is not None  # it was read, or flushed
    leaders = {one.slack_id for one in holding(session, *BOARD)}
    return {item.matter.owner_id, *(one.person_id for one in item.voters)} | leaders


def _close(request: Request, item: Pulse, told: Told) -> Values:
    return {"state": S.CLOSED, "speaks_at": None}


KIND: Kind[Pulse] = Kind(
    "pulse", "U", Pulse, days=5,
    opening=Move("open", frozenset(), S.OPEN, "leads", leads,
                 (Field("due", "due", needed=False),
                  Field("often", "choice", False, start=lambda request, _: how_often(
                      request.session), choices=OFTEN)), _open),
    moves=table(
        Move("count", OPEN, S.CLOSED, "leads", leads, (), _close, asks_first=True),
    ),
    stages={S.OPEN: Stage("count", opener, opener, "count", "count", ladder="itself")},
    undone=S.CALLED_OFF,
    people=_people,
    facts=lambda item: {"opener": opener(item).name},
)  # fmt: skip
