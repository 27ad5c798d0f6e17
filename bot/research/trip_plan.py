"""What a trip is, read out of its form: where to, from when to when, who goes, what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.language.refusals import Refused
from bot.matters import finding, titles
from bot.matters.moves import Field, Told, Values
from bot.matters.sight import visible_to
from bot.research import trip_words
from bot.who import posts
from bot.who.request import Request
from storage.research.topics import Topic
from storage.research.trips import Trip, chosen_topics
from storage.who.people import Person

MOST = 99  # heads
NONE = "0"  # no topic
YES = ("yes", "no")
NOBODY: Values = {"line": "", "agreed": "", "approver_id": None, "oral_id": None}
ANEW: Values = NOBODY | {"denied": False}  # nobody has agreed, or is said to have


def plan(request: Request, _: object, told: Told) -> Values:
    people, topic = told["people"], _topic(request, told)
    me = request.person
    if me not in people and not request.me.assigns:
        raise Refused("trips.not-yours", field="people")
    level = topic.matter.visibility if topic else told.get("visibility", "office")
    lead = me if me in people else people[0]
    about = told.get("title") or (topic.matter.title if topic else told["place"])
    values = _about(request, told) | {"title": titles.read_title(about)}
    return values | {"owner": lead, "visibility": level, "due_at": _until(request, values)}


def insist_one_stays(
    request: Request, people: Sequence[Person], span: tuple[datetime, datetime], trip_id: int = 0
) -> None:
    """Raises Refused where an A/B post would be empty meanwhile (A2.3): the two go, or one goes
    and the other is away.
    """
    if both := posts.going_both(request.session, people):
        one, other = both
        raise Refused("trips.both", field="people", one=one.name, other=other.name)
    first, last = (request.calendar.today(at) for at in span)
    for who in people:
        for other, away in posts.away_too(request.session, who, first, last, trip_id):
            raise Refused(
                "trips.partner-away",
                field="people",
                one=who.name,
                other=other.name,
                first=away.first,
                last=away.last,
            )


def _about(request: Request, told: Told, trip_id: int = 0) -> Values:
    """What a trip is, read out of its form."""
    leaves, returns = trip_words.span(
        told["leaves_at"], told.get("returns_at", ""), request.now, request.calendar
    )
    people, topic = told["people"], _topic(request, told)
    insist_one_stays(request, people, (leaves, returns), trip_id)
    return {
        "place": titles.read_title(told["place"], "place"),
        "leaves_at": leaves,
        "returns_at": returns,
        "people": " ".join(one.slack_id for one in people),
        "heads": _heads(told, len(people)),
        "topic_id": topic.id if topic else None,
        "budget": told.get("budget", ""),
        "car": told.get("car") == "yes",
        "letter": told.get("letter") == "yes",
    }


def _heads(told: Told, named: int) -> int:
    said = told.get("heads", "")
    n = trip_words.counted(said) if said else named
    if n is None or not 1 <= n <= MOST:
        raise Refused("trips.bad-heads", field="heads", most=MOST)
    return max(n, named)


def _topic(request: Request, told: Told) -> Topic | None:
    number = told.get("topic", NONE)
    if number == NONE:
        return None
    return request.session.get_one(Topic, finding.find(request, number, "topics").id)


def topics(request: Request, item: object) -> dict[str, str]:
    """Those that are chosen, and none."""
    found = chosen_topics(request.session, visible_to(request.me))
    each = {one.matter.number: f"{one.matter.number} {one.matter.title}" for one in found}
    return {NONE: request.say("trips.topic-none")} | each


def _until(request: Request, values: Values) -> object:
    """It is to be approved before it leaves; what has begun already, before it is over."""
    leaves = values["leaves_at"]
    return leaves if leaves > request.now else values["returns_at"]


def edit(request: Request, trip: Trip, told: Told) -> Values:
    values = _about(request, told, trip.id) | ANEW
    title = titles.read_title(told.get("title") or trip.matter.title)
    return values | {"title": title, "due_at": _until(request, values)}


def reschedule(request: Request, trip: Trip, told: Told) -> Values:
    """Other days, and all else as it is: it is to be agreed to anew."""
    was = trip.leaves_at, trip.returns_at
    said = told["leaves_at"], told.get("returns_at", "")
    leaves, returns = trip_words.moved(*said, was, request.now, request.calendar)
    if (leaves, returns) == was:
        raise Refused("trips.then-already", field="leaves_at", leaves=leaves, returns=returns)
    insist_one_stays(request, trip.travellers, (leaves, returns), trip.id)
    values = {"leaves_at": leaves, "returns_at": returns, "words": ""} | ANEW
    return values | {"due_at": _until(request, values)}


LEVEL = Field("visibility", "choice", False, start=lambda *_: "office", choices=("office", "named"))
ABOUT = (
    Field("place", "line"), Field("leaves_at", "line"), Field("returns_at", "line", False),
    Field("people", "people", start=lambda request, _: request.me.id),
    Field("heads", "line", False), Field("title", "line", False),
    Field("topic", "choice", False, start=lambda *_: NONE, choices=topics),
    Field("car", "choice", False, start=lambda *_: "no", choices=YES),
    Field("budget", "text", False),
    Field("letter", "choice", False, start=lambda *_: "no", choices=YES),
)  # fmt: skip
