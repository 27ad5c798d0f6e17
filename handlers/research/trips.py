"""Trips at the desk: a sentence becomes a plan; its card says who goes, and who has agreed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from bot.language.catalog import Markup, tz_of
from bot.language.refusals import Refused
from bot.matters import life, moves
from bot.matters.moves import Field, Move
from bot.matters.sight import visible_to
from bot.research import cars as of_cars
from bot.research import following, travel_light, trip_rules, trip_words, trips
from bot.research.trip_plan import NONE
from bot.research.trips import KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import away
from handlers.matters.life import WORDS, Face, LifeDesk, last_words, made_of
from handlers.matters.life_form import step_form
from handlers.matters.undo import undone
from handlers.research import cars, relief, trip_asks
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, context, row, section, short
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.said import outsider, together
from storage.matters.journal import Entry
from storage.research import trips as stored
from storage.research.topics import CHOSEN, Topic
from storage.research.trips import Trip, TripState
from storage.who.people import everyone

LINES = 15
SENT = ("send", "oral")  # what falls due for those who go is listed
TIMES = {
    "reschedule": "leaves_at",
    "shorten": "returns_at",
}  # what a time that is said is meant for
RULES: Move[Any] = Move(
    "rules", frozenset(), None, "director", lambda *_: True,
    (Field("until", "choice", choices=trip_rules.UNTIL), Field("finance", "person", False)),
)  # fmt: skip


# --- its card -------------------------------------------------------------------------------------


def lines(request: Request, trip: Trip) -> list[Markup]:
    say = request.say
    names = [one.name for one in trip.travellers]
    found = [say("trips.card-when", span=span(request, trip), who=names, n=trip.heads)]
    if trip.topic:
        found.append(say("trips.card-topic", **trip.topic.matter.named))
    found += cars.lines_of(request, trip)
    if trip.letter:
        found.append(say("trips.card-letter"))
    if trip.budget:
        money = together(request, trip.budget.splitlines())
        found.append(say("trips.card-budget", text=short(money, WORDS)))
    found += trip_asks.denied(request, trip)
    found += _line(request, trip) + last_words(request, trip.words) + _made(request, trip)
    found += relief.lines_of(request, trip)
    if trip.state in stored.MADE:
        found += made_of(request, trip.matter)
    return found + [say(key, **blanks) for key, blanks in travel_light.advice(request, trip)]


def span(request: Request, trip: Trip) -> Markup:
    """From when to when, where the reader is: of one day the end is a time of day."""
    tz = tz_of(request.person, request.calendar.tz)
    leaves, returns = trip.leaves_at.astimezone(tz), trip.returns_at.astimezone(tz)
    if leaves.date() != returns.date():
        return request.say("trips.span-days", leaves=leaves, returns=returns)
    return request.say("trips.span-day", leaves=leaves, time=f"{returns:%H:%M}")


def _line(request: Request, trip: Trip) -> list[Markup]:
    """Who has agreed, whose turn it is, who comes then; as long as one of them is to."""
    signed_after = trip.oral is not None and trip.state in (*stored.AWAY, TripState.AFTER)
    if not trip.line or not (signed_after or trip.state in stored.AHEAD):
        return []
    oral = []
    if trip.oral and not trip.denied:
        oral.append(request.say("trips.card-oral", oral=trip.oral.name))
    said = []
    for one in trip.named(trip.line):
        done, now = one.slack_id in trip.agreed.split(), one is trip.approver
        key = "trips.step-done" if done else "trips.step-now" if now else "trips.step-later"
        said.append(request.say(key, name=one.name))
    return [*oral, request.say("trips.card-line", line=Markup(" → ".join(said)))]


def _made(request: Request, trip: Trip) -> list[Markup]:
    """How far it went, and what it cost."""
    found = []
    if trip.odometer_in is not None and trip.odometer_out is not None:
        found.append(request.say("trips.card-km", n=trip.odometer_in - trip.odometer_out))
    if trip.cost:
        found.append(request.say("trips.card-cost", cost=short(trip.cost, WORDS)))
    return found


# --- planned --------------------------------------------------------------------------------------


def plan(request: Request, asked: Asked) -> Reply:
    """Out of one sentence, as far as it says it; its form asks for the rest."""
    said = asked.get("whole") or ("" if asked.get("place") else asked.get("title", ""))
    return desk.begin(request, _understood(request, said, asked) if said else asked)


def _understood(request: Request, said: str, asked: Asked) -> Asked:
    people = [one for one in everyone(request.session) if one.active]
    found = trip_words.found(said, people, request.me.id, request.now, request.calendar)
    kept = {name: one for name, one in asked.items() if name not in ("whole", "title", "person")}
    if found.pop("left", ""):  # a time that is neither: its form is looked at first
        kept[read.IN_PART] = "yes"
    return kept | _in_figures(request, found)


def _in_figures(request: Request, found: Asked) -> Asked:
    """The times as they are meant now: a form may be sent tomorrow."""
    try:
        times = trip_words.span(
            found.get("leaves_at", ""), found.get("returns_at", ""), request.now, request.calendar
        )
    except Refused:
        return found
    return found | _written(request, *times)


def _written(request: Request, leaves: datetime, returns: datetime) -> Asked:
    written = trip_words.written
    return {
        "leaves_at": written(leaves, request.calendar),
        "returns_at": written(returns, request.calendar),
    }


def for_topic(request: Request, asked: Asked) -> Reply:
    """From the card of a topic: what it is for is said, and who was thought of."""
    matter = read.matter(request, asked, "topics")
    team = request.session.get_one(Topic, matter.id).team.split()
    people = " ".join(dict.fromkeys([request.me.id, *team]))
    return desk.begin(request, {"topic": matter.number, "people": people, read.IN_PART: "yes"})


def edit(request: Request, asked: Asked) -> Reply:
    """Its form begins with what it is now."""
    trip = desk.item(request, asked)
    if request.surface == "form":
        return step("edit", request, asked)
    if read.slack_ids(asked.get("others", "")):
        return _who_goes(request, trip, asked)
    return desk.take(
        request, trip, "edit", _as_it_is(request, trip) | {read.IN_PART: "yes"} | asked
    )


def _as_it_is(request: Request, trip: Trip) -> Asked:
    yes = {True: "yes", False: "no"}
    return _written(request, trip.leaves_at, trip.returns_at) | {
        **{"place": trip.place, "title": trip.matter.title, "people": trip.people},
        **{"heads": str(trip.heads), "budget": trip.budget},
        **{"topic": trip.topic.matter.number if trip.topic else NONE},
        **{"car": yes[trip.car], "letter": yes[trip.letter]},
    }


def _who_goes(request: Request, trip: Trip, asked: Asked) -> Reply:
    """One more goes, or one less; what is approved is approved anew, which is asked first."""
    moves.check(KIND.moves, request.me, trip, "edit", request.now)
    people, heads = trip_asks.people(request, trip, asked)
    if question := trip_asks.anew(request, trip, people, asked):
        return question
    told = {"people": " ".join(one.slack_id for one in people), "heads": str(heads)}
    told |= {"id": str(trip.id), read.PLAINLY: "yes"}
    return step("edit", request, _as_it_is(request, trip) | told)


def step(verb: str, request: Request, asked: Asked) -> Reply:
    """A step, and what follows it: who is away, what they are relieved of, the car."""
    trip = desk.item(request, asked)
    if name := TIMES.get(verb):
        asked = asked | {name: asked.get(name) or asked.get("due", "")}
    if question := trip_asks.first(request, trip, verb, asked):
        return question
    reply = desk.take(request, trip, verb, asked)
    following.keep_up(request, trip, sent=verb in SENT)
    return relief.with_left(request, trip, reply) if verb == "approve" else reply


def reassign(request: Request, asked: Asked) -> Reply:
    """Whoever says that they cannot go stays; that who leads it now is on it is no question."""
    stays = {"along": "no"} if asked.get("stays") else {}
    return step("reassign", request, asked | stays | {away.SEEN: "yes"})


def take_back(request: Request, asked: Asked) -> Reply:
    entry = request.session.get(Entry, int(asked["id"]))
    of_car = entry is not None and entry.what.partition(".")[2] in of_cars.DEEDS
    back = of_cars.take_back if of_car else partial(life.take_back, kind=KIND)
    trip: Trip = back(request, entry_id=int(asked["id"]))
    following.keep_up(request, trip)
    return undone(request, trip.matter)


def choices(request: Request, trip: Trip, move: Move[Trip]) -> list[Block]:
    """Beside calling it off: its car, and what becomes of the work meanwhile."""
    if move.verb != "cancel":
        return []
    made = []
    if trip.state in stored.AHEAD and (trip.car or trip.vehicle):
        made.append(button("cars:choose", request.say("cars.button"), trip.id))
    if relief.lines_of(request, trip):
        made.append(button("relief:of-trip", request.say("relief.verb-propose"), trip.id))
    return [*made, button("trips:cancel", request.say("trips.verb-cancel"), trip.id)]


def promised(request: Request, trip: Trip) -> list[Block]:
    """What was promised on it is put under supervision by whoever is back."""
    if trip.state not in stored.MADE or not trips.plans(request.me, trip):
        return []
    return [button("supervision:out-of", request.say("trips.promised"), trip.id)]


desk = LifeDesk(KIND, Face(lines, "🔎", choices, more=promised), plan=plan, undo=take_back)
desk.verbs |= {verb: partial(step, verb) for verb in KIND.moves} | {
    "edit": edit,
    "reassign": reassign,
}
desk.command, desk.alone = "/trip", "plan"
desk.verbs["for-topic"] = for_topic


# --- who is out, and who agrees -------------------------------------------------------------------


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """What is to come, under way or to be settled, as far as it may be seen."""
    if not request.me.insider:
        return outsider(request)
    found = stored.in_hand(request.session, visible_to(request.me))
    text = request.say("trips.list" if found else "trips.list-empty", n=len(found))
    rows = [section(_listed(request, one)) for one in found[:LINES]]
    if len(found) > LINES:
        rows.append(context(request.say("followups.more", n=len(found) - LINES)))
    made = [button("trips:plan", request.say("trips.start"), style="primary")]
    return Words(text, [section(text), *rows, *row(made)])


def of_topic(request: Request, topic: Topic) -> list[Markup]:
    """The trips that are made for it, as lines of its card."""
    if topic.state not in CHOSEN:
        return []
    found = stored.of_topic(request.session, topic.id, visible_to(request.me))
    return [_listed(request, one) for one in found]


def _listed(request: Request, trip: Trip) -> Markup:
    names = [one.name for one in trip.travellers]
    more = {"place": trip.place, "span": span(request, trip), "who": names}
    state = request.say(f"trips.state-{trip.state}")
    return request.say("trips.line", **trip.matter.named, **more, state=state)


@desk.does("rules")
def rules(request: Request, asked: Asked) -> Reply:
    """How far up the line a trip is approved, and who approves its money."""
    insist(request.me.insider, "insider")
    if asked.get("until") in trip_rules.UNTIL:
        trip_rules.settle(request, asked["until"], read.person(request, asked, "finance"))
        return Words(_ruled(request))
    if "change" in asked:
        insist(trip_rules.may_settle(request), "director")
        kept = stored.rules(request.session)
        now = {"until": kept.until, "finance": kept.finance_id or ""}
        return Form(step_form(request, "trips", RULES, now))
    text, made = _ruled(request), []
    if trip_rules.may_settle(request):
        made = [buttons(button("trips:rules-change", request.say("trips.rules-change")))]
    return Words(text, [section(text), *made])


@desk.does("rules-change")
def rules_change(request: Request, asked: Asked) -> Reply:
    return rules(request, {"change": "yes"})


def _ruled(request: Request) -> Markup:
    kept, say = stored.rules(request.session), request.say
    money = say("trips.ruled-no-money")
    if kept.finance:
        money = say("trips.ruled-money", name=kept.finance.name)
    return say("trips.ruled", line=say(f"trips.upto-{kept.until}"), money=money)
