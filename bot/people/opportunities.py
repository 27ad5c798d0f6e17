"""Opportunities: something to read, a seat at a meeting, a trip along, a posting at the front line
(A1.14 to A1.17). Offered with why; taken up, or declined without a trace.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from operator import attrgetter

from bot.language.refusals import Refused
from bot.matters.kind import Kind, Stage, assigns, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, kept, table
from bot.people import least, seats
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.matters.matter import Visibility, hold
from storage.people.opportunities import Opportunity, first_alike, taken
from storage.people.opportunities import OpportunityState as S

SORTS = READING, SEAT, TRIP, POSTING = ("reading", "seat", "trip", "posting")
PROPOSED, OFFERED, TAKEN = frozenset({S.PROPOSED}), frozenset({S.OFFERED}), frozenset({S.TAKEN})
ON_POST, TALKED = frozenset({S.ON_POST}), frozenset({S.TALKED})
RUNNING = PROPOSED | OFFERED | TAKEN | ON_POST | TALKED
whose, giver = attrgetter("matter.owner"), attrgetter("matter.opened_by")
leader, mentor = attrgetter("leader"), attrgetter("mentor")


def _offer(request: Request, _: object, told: Told) -> Values:
    """A posting is recommended by a leader before anybody hears of it; a leader has done so by
    offering it.
    """
    [who], me, sort = told["people"], request.person, told["sort"]
    if who is me:
        raise Refused("people.not-oneself", field="people")
    if sort != READING and "due" not in told:
        raise Refused("opportunities.when", field="due")
    recommends = me if me.role in BOARD or sort != POSTING else told.get("leader")
    if recommends is None or (sort == POSTING and recommends.role not in BOARD):
        raise Refused("opportunities.no-leader", field="leader")
    given = {name: told.get(name, "") for name in ("title", "why", "cover", "link")}
    given |= {"sort": sort, "owner": who, "leader": recommends, "starts": told.get("starts")}
    given |= {"mentor": told.get("mentor") or me, "due_at": told.get("due")}
    given["seats"] = n = seats.read(told)
    given["speaks_at"] = seats.speaks(request, n, told.get("due"))
    if recommends is me:
        return given | {"heard": True, "state": S.OFFERED}
    return given | {"heard": False, "state": S.PROPOSED, "visibility": Visibility.NAMED}


def _recommend(request: Request, item: Opportunity, told: Told) -> Values:
    return {"heard": True, "visibility": Visibility.CHAIN, **told}


def _take_up(request: Request, item: Opportunity, told: Told) -> Values:
    """While there is something to take up: a paper can be read at any time, a meeting that is over
    cannot be sat in on, nor a seat that another has.
    """
    if item.sort != READING and request.now > item.matter.due_at:
        raise Refused("opportunities.over", due=item.matter.due_at, giver=giver(item).name)
    if item.seats:
        hold(request.session, first_alike(request.session, item))  # of two at once one is first
        if taken(request.session, item) >= item.seats:
            raise Refused("opportunities.full", n=item.seats, giver=giver(item).name)
    if item.sort == POSTING:
        return {"state": S.ON_POST, "half_at": _half(request, item, item.matter.due_at)}
    return {"state": S.TAKEN}


def _tell(request: Request, item: Opportunity, told: Told) -> Values:
    """A meeting or a trip that is still to come has not been had."""
    today, due = request.calendar.today, item.matter.due_at
    if item.sort in seats.SEATED and today(request.now) < today(due):
        raise Refused("opportunities.not-yet", due=due, giver=giver(item).name)
    return kept(request, item, told)


def _half(request: Request, item: Opportunity, until: datetime) -> datetime:
    """When half of a posting is over: at the end of that working day, or of the next."""
    office, last = request.calendar, request.calendar.today(until)
    first = item.starts or office.today(item.matter.opened_at)
    half = first + (last - first) / 2
    return office.closing(half if office.is_working(half) else office.next_working(half))


def _decline(request: Request, item: Opportunity, told: Told) -> Values:
    """It stays between the two, as does what is withdrawn: nobody else learns which it was."""
    return {"visibility": Visibility.NAMED, "words": told.get("words", "")}


def _move(request: Request, item: Opportunity, told: Told) -> Values:
    due = told["due"]
    half = {"half_at": _half(request, item, due)} if item.half_at else {}
    return {"due_at": due, "speaks_at": seats.speaks(request, item.seats, due)} | half


def _people(item: Opportunity) -> set[str]:
    two = {item.matter.owner_id, item.matter.opened_by_id}
    if item.state is S.DECLINED:
        return two
    if not item.heard:
        return {item.matter.opened_by_id, item.leader_id}
    return two | ({item.leader_id, item.mentor_id} if item.sort == POSTING else set())


def _facts(item: Opportunity) -> dict[str, object]:
    names = {"who": whose(item).name, "giver": giver(item).name, "leader": leader(item).name}
    return names | {"why": item.why, "mentor": mentor(item).name}


# --- its life -------------------------------------------------------------------------------------

WORDS, MAYBE, DUE = Field("words"), Field("words", needed=False), Field("due", "due")
OFFER = (
    Field("people", "people", start=least.first),
    Field("title", "line"),
    Field("sort", "choice", start=lambda *_: READING, choices=SORTS),
    Field("due", "due", needed=False),
    Field("seats", "line", needed=False),
    Field("why", "text", needed=False),
    Field("link", "link", needed=False),
    Field("starts", "day", needed=False),
    Field("mentor", "person", needed=False),
    Field("cover", "line", needed=False),
    Field("leader", "person", needed=False, start=first_of(*BOARD)),
)
theirs, withdraws = (
    is_(whose),
    or_director_once_gone(or_director_once_gone(is_(giver), giver), whose),
)
talks = or_director_once_gone(is_(mentor, giver), mentor)
recommends = or_director_once_gone(is_(leader), leader)
stage = partial(Stage[Opportunity], leaders="digest")

KIND: Kind[Opportunity] = Kind(
    "opportunities", "O", Opportunity, days=10,
    opening=Move("offer", frozenset(), S.OFFERED, "heads", assigns, OFFER, _offer),
    moves=table(
        Move("recommend", PROPOSED, S.OFFERED, "leader", recommends, (MAYBE,), _recommend,
             (giver,)),
        Move("drop", PROPOSED, S.WITHDRAWN, "leader", recommends, (WORDS,), calls=(giver,)),
        Move("take-up", OFFERED, S.TAKEN, "whose", theirs, (), _take_up, (giver,)),
        Move("decline", OFFERED, S.DECLINED, "whose", theirs, (MAYBE,), _decline, (giver,)),
        Move("tell", TAKEN | TALKED, S.HAD, "whose", theirs, (MAYBE,), _tell, (giver,),
             asks_first=True),
        Move("talk", ON_POST, S.TALKED, "mentor", talks, (), calls=(whose,)),
        Move("reschedule", RUNNING, None, "giver", withdraws, (DUE,), _move, (whose,)),
        Move("withdraw", RUNNING, S.WITHDRAWN, "giver", withdraws, (MAYBE,), _decline, (giver,),
             asks_first=True),
    ),
    stages={
        S.PROPOSED: stage("recommend", leader, giver, "recommend", "withdraw", 5,
                          ladder="private"),
        S.OFFERED: stage("answer", whose, giver, "take-up", "withdraw", 3, ladder="returning"),
        S.TAKEN: stage("tell", whose, giver, "tell", "withdraw", ladder="returning"),
        S.ON_POST: stage("talk", mentor, giver, "talk", "talk", ladder="private"),
        S.TALKED: stage("back", whose, giver, "tell", "withdraw", ladder="posting"),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip
