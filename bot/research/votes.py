"""The vote on the shortlist (A1.10): it advises whoever chooses, and feeds nothing else.

Every one of the office but the leaders has so many choices, and may change them until it closes.
Ballots are secret (`bot/matters/ballots.py`). Before it closes there is no result for anybody; from
fewer than four ballots there is none at all.
Afterwards voters read the order, the leaders the numbers. Opened again it is a new vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from sqlalchemy.orm import object_session

from bot.language.refusals import Refused
from bot.matters import ballots, letters, life, story
from bot.matters.kind import Kind, Stage, assigns
from bot.matters.moves import Field, Move, Told, Values, table
from bot.matters.moves import check_opening as check
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.matters.ballots import Voter
from storage.research import topics, votes
from storage.research.votes import Choice, Vote
from storage.research.votes import VoteState as S
from storage.who.people import Person, holding

QUORUM = 4  # ballots: of fewer, each could be told
OPEN = frozenset({S.OPEN})
opener = attrgetter("matter.owner")


def _open(request: Request, _: object, told: Told) -> Values:
    """On all that is on the shortlist and open to the office; one vote at a time."""
    topics.aim(request.session)  # whoever opens one at this moment is waited for
    if running := votes.open_now(request.session):
        raise Refused("votes.open-already", number=running.matter.number)
    found, each = topics.on_the_shortlist(request.session), int(told.get("each", "2"))
    if len(found) < 2:
        raise Refused("votes.too-few-topics", n=len(found))
    if each >= len(found):
        raise Refused("votes.too-many-votes", field="each", n=len(found))
    due = told.get("due") or life.usual_due(request, KIND)
    return {
        "owner": request.person,
        "title": _titled(request),
        "visibility": "office",
        "due_at": due,
        "each": each,
        "choices": [Choice(place=n, topic_id=one.id) for n, one in enumerate(found)],
        **ballots.opening(request, due),
    }


def check_opening(request: Request) -> None:
    """Raises Refused if none can be opened now, before a form asks for anything."""
    check(KIND.opening, request.me, None)
    _open(request, None, {"each": "1"})


def _titled(request: Request) -> str:
    """In the office's language: everybody concerned reads it."""
    catalog = request.catalog
    say = catalog.speak(catalog.lang, catalog.tz, request.now, request.calendar)
    return say("votes.title")


def announce(request: Request, vote: Vote) -> None:
    """Each of its topics knows that it is on the ballot; voters and leaders get their card."""
    for choice in vote.choices:
        request.session.get_one(topics.Topic, choice.topic_id).vote_id = vote.id
    _show_topics(request, vote)
    told = _people(vote) | {one.slack_id for one in holding(request.session, *BOARD)}
    letters.cards(request.session, sorted(told), vote.id, request.now)


def _show_topics(request: Request, vote: Vote) -> None:
    """Their cards say whether they are on a ballot."""
    request.session.flush()
    for choice in vote.choices:
        story.show(request, choice.matter)


def standing(request: Request, vote: Vote) -> list[Choice]:
    """What may still be voted on: whatever was chosen meanwhile may not."""
    get = request.session.get_one
    return [one for one in vote.choices if get(topics.Topic, one.topic_id).state in topics.POOL]


# --- ballots --------------------------------------------------------------------------------------


def insist_may_vote(request: Request, vote: Vote) -> Voter:
    return ballots.insist_may_vote(request, vote, OPEN)


def cast(request: Request, vote: Vote, chosen: Sequence[int]) -> bool:
    """One ballot a voter, in the place of an earlier one; without a choice it is taken back, and
    False comes back. `vote` is held. On no record: nobody is to know who has voted, nor when.
    """
    voter = insist_may_vote(request, vote)
    places = {one.topic_id: one.place for one in standing(request, vote)}
    if not places.keys() >= set(chosen):
        raise Refused("votes.changed", field="topics")
    if len(set(chosen)) > vote.each:
        raise Refused("votes.too-many-chosen", field="topics", n=vote.each)
    return ballots.cast(request, vote, voter, [places[one] for one in chosen])


def count(request: Request, vote: Vote) -> None:
    """Once it is closed: the sums, if there are enough ballots; then the ballots are destroyed."""
    if vote.state is S.OPEN:
        raise RuntimeError("nothing is counted before it closes")
    valid = ballots.opened(request.session, vote)
    if vote.state is S.CLOSED and len(valid) >= QUORUM:
        vote.ballots = len(valid)
        for choice in standing(request, vote):
            choice.votes = sum(choice.place in one for one in valid)
    _show_topics(request, vote)


def order(vote: Vote) -> list[tuple[int, list[Choice]]]:
    """What was chosen, most often first: place, and those that share it. Empty without a result."""
    found: list[tuple[int, list[Choice]]] = []
    for votes_of in sorted({one.votes for one in vote.choices if one.votes}, reverse=True):
        alike = [one for one in vote.choices if one.votes == votes_of]
        found.append((1 + sum(len(one) for _, one in found), alike))
    return found


# --- what happens by itself -----------------------------------------------------------------------


def come_due(request: Request, vote: Vote) -> None:
    ballots.come_due(request, KIND, vote, count)


# --- its life -------------------------------------------------------------------------------------


def _close(request: Request, vote: Vote, told: Told) -> Values:
    return {"state": S.CLOSED, "speaks_at": None}


def _may_close(me: Standing, vote: Vote) -> bool:
    """Whoever opened it, or a director, a deputy, a leader: a mistake is not to stand."""
    return me.id == vote.matter.owner_id or me.leads or me.keeps_ledger


def _people(vote: Vote) -> set[str]:
    return {vote.matter.owner_id, *(one.person_id for one in vote.voters)}


def _hear(vote: Vote) -> list[Person]:
    session = object_session(vote)
    assert session is not None  # it was read, or flushed
    return [opener(vote), *holding(session, *BOARD)]


EACH = Field("each", "choice", False, start=lambda *_: "2", choices=("1", "2", "3"))
DUE, WORDS = Field("due", "due", needed=False), Field("words", needed=False)
COUNT = Stage("count", opener, opener, "count", "count", ladder="itself")

KIND: Kind[Vote] = Kind(
    "votes", "B", Vote, days=2,
    opening=Move("open", frozenset(), S.OPEN, "heads", assigns, (DUE, EACH), _open),
    moves=table(
        Move("count", OPEN, S.CLOSED, "closes", _may_close, (WORDS,), _close, (_hear,),
             asks_first=True),
    ),
    stages={S.OPEN: COUNT},
    undone=S.CALLED_OFF,
    people=_people,
    facts=lambda vote: {"opener": opener(vote).name, "each": vote.each},
)  # fmt: skip
