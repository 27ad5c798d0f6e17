"""Opportunities: something to read, a seat at a meeting, a trip along, a posting at the front line
(A1.14 to A1.17). Offered with why; taken up, or declined without a trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from operator import attrgetter

from sqlalchemy.orm import Session

from bot.language.dates.numbers import number
from bot.language.refusals import Refused
from bot.language.workdays import Calendar
from bot.matters import ladders, letters, regular
from bot.matters.kind import Kind, Stage, assigns, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Told, Values, table
from bot.who.lookups import first_of
from bot.who.request import Request
from bot.who.standing import BOARD
from storage.matters.matter import Visibility, hold
from storage.people.opportunities import (
    HAD,
    Opportunity,
    alike,
    first_alike,
    last_had,
    speaking,
    taken,
    with_seats,
)
from storage.people.opportunities import OpportunityState as S
from storage.who.people import Person, Role, everyone

SORTS = READING, SEAT, TRIP, POSTING = ("reading", "seat", "trip", "posting")
SEATED = (SEAT, TRIP)  # of these there may be so many
MOST, DAYS_BEFORE = 50, 5  # seats; working days before, when those nobody has are told of
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
    given["seats"] = seats = _seats(told)
    given["speaks_at"] = _speaks(request, seats, told.get("due"))
    if recommends is me:
        return given | {"heard": True, "state": S.OFFERED}
    return given | {"heard": False, "state": S.PROPOSED, "visibility": Visibility.NAMED}


def _seats(told: Told) -> int:
    """How many there are; 0 where nothing is said of it, and of what has none."""
    said = told.get("seats", "")
    if not said or told["sort"] not in SEATED:
        return 0
    try:
        n = number(said)
    except (KeyError, ValueError):
        n = 0
    if not 1 <= n <= MOST:
        raise Refused("opportunities.seats", field="seats", most=MOST)
    return n


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


def _half(request: Request, item: Opportunity, until: datetime) -> datetime:
    """When half of a posting is over: at the end of that working day, or of the next."""
    office, last = request.calendar, request.calendar.today(until)
    first = item.starts or office.today(item.matter.opened_at)
    half = first + (last - first) / 2
    return office.closing(half if office.is_working(half) else office.next_working(half))


def tell_of_free_seat(request: Request, item: Opportunity) -> None:
    """Of so many one is free again: whoever was offered one and has not answered, and found none
    left, hears it. Nothing is said while more than this one are free.
    """
    if not item.seats or item.state in HAD or taken(request.session, item) != item.seats - 1:
        return
    for one in alike(request.session, item):
        if one is not item and one.state is S.OFFERED and request.now <= one.matter.due_at:
            said, to = {**one.matter.named, "due": one.matter.due_at}, one.matter.owner_id
            key = "opportunities.free-seat"
            letters.note(request.session, to, key, request.now, said, matter_id=one.id, loud=True)


def _decline(request: Request, item: Opportunity, told: Told) -> Values:
    """It stays between the two, as does what is withdrawn: nobody else learns which it was."""
    return {"visibility": Visibility.NAMED, "words": told.get("words", "")}


def _move(request: Request, item: Opportunity, told: Told) -> Values:
    due = told["due"]
    half = {"half_at": _half(request, item, due)} if item.half_at else {}
    return {"due_at": due, "speaks_at": _speaks(request, item.seats, due)} | half


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


# --- who has had least ----------------------------------------------------------------------------


def longest_without(request: Request) -> Sequence[tuple[Person, datetime | None]]:
    """The staff whom whoever asks may give something, beginning with who has had nothing for
    longest: with when that was. It is said in words, to those who give, and is no ranking.
    """
    me, had = request.me, last_had(request.session)
    staff = [one for one in everyone(request.session) if one.role is Role.STAFF and not one.is_out]
    mine = [one for one in staff if me.leads or me.heads_section_of(one)]
    never = datetime.min.replace(tzinfo=request.now.tzinfo)
    ordered = sorted(mine, key=lambda one: had.get(one.slack_id, never))
    return [(one, had.get(one.slack_id)) for one in ordered]


# --- seats nobody has -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Unfilled:
    """Of what is offered, how many have no taker; how many were asked and have not answered."""

    item: Opportunity
    left: int
    asked: int


def unfilled(request: Request) -> list[Unfilled]:
    """Of what whoever asks has offered, within five working days: what has seats left."""
    office = request.calendar
    day = office.add_working_days(office.today(request.now), DAYS_BEFORE)
    until = office.moment(day, time.max)
    found: dict[tuple[str, datetime, str], list[Opportunity]] = {}
    for one in with_seats(request.session, request.now, until):
        if one.matter.opened_by_id == request.me.id:
            found.setdefault((one.matter.title, one.matter.due_at, one.sort), []).append(one)
    each = [_counted(together) for together in found.values()]
    return [one for one in each if one.left > 0]


def _counted(together: Sequence[Opportunity]) -> Unfilled:
    seats, states = max(one.seats for one in together), [one.state for one in together]
    left = seats - sum(state in HAD for state in states)
    return Unfilled(together[-1], left, states.count(S.OFFERED))


def _speaks(request: Request, seats: int, due: datetime | None) -> datetime | None:
    """The morning, five working days before, when seats that nobody has are told of (A1.15)."""
    office = request.calendar
    if not seats or due is None:
        return None
    at = office.moment(office.add_working_days(office.today(due), -DAYS_BEFORE), ladders.MORNING)
    return at if at > request.now else None


def remind(session: Session, now: datetime, office: Calendar) -> None:
    """Whoever gives what has that many seats hears of those that nobody has: once a day."""
    found = speaking(session, now)
    for one in found:
        one.speaks_at = None
    told = list(dict.fromkeys(giver(one) for one in found if not giver(one).is_out))
    regular.write(session, told, "opportunities:unfilled", {}, lambda _: True, now, office)


def not_asked(request: Request, item: Opportunity) -> list[Person]:
    """Who has had nothing for longest, of those who were not offered this."""
    asked = {one.matter.owner_id for one in alike(request.session, item)}
    return [one for one, _ in longest_without(request) if one.slack_id not in asked]


def _proposed(request: Request, _: object) -> str:
    return next((one.slack_id for one, _ in longest_without(request)), "")


# --- its life -------------------------------------------------------------------------------------

WORDS, MAYBE, DUE = Field("words"), Field("words", needed=False), Field("due", "due")
OFFER = (
    Field("people", "people", start=_proposed),
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
        Move("tell", TAKEN | TALKED, S.HAD, "whose", theirs, (MAYBE,), calls=(giver,),
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
