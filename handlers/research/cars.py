"""Cars at the desk: a table of days to press; a car for a trip, or a shared one; the pool."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.language.catalog import Markup
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters.moves import Field, Move
from bot.matters.sight import may_see, owner_of
from bot.research import car_pool, cars, following, trip_rules
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import same
from handlers.matters.life_form import step_form
from handlers.matters.undo import with_undo
from handlers.research import car_table
from handlers.slack import newer, read, slips
from handlers.slack.blocks import Block, button, buttons, context, row, section
from handlers.slack.desk import NOTHING, Asked, Desk, Form, Reply, Then, Words
from handlers.slack.replies import keeping
from handlers.slack.said import outsider, unmarked
from storage.research import cars as stored
from storage.research.cars import Car
from storage.research.trips import Trip

desk = Desk("cars")
desk.verbs["anyway"] = same.anyway
WEEK, ONE_DAY = 7, timedelta(days=1)
KEEP: Move[Any] = Move(
    "keep", frozenset(), None, "director", lambda *_: True,
    (Field("name", "line"), Field("seats", "line"), Field("driver", "person", False)),
)  # fmt: skip


# --- a table of days ------------------------------------------------------------------------------


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """A week, from today or from a day on; a press on a day plans a trip with a car."""
    if not request.me.insider:
        return outsider(request)
    pool, say = stored.pool(request.session), request.say
    if not pool:
        text = say("cars.none")
        return Words(text, [section(text), *row(_manage(request, pool))])
    today = request.calendar.today(request.now)
    first = date.fromisoformat(asked["id"]) if asked.get("id", "").count("-") == 2 else today
    days = [first + n * ONE_DAY for n in range(WEEK)]
    rows = car_table.rows(request, pool, days)
    text = say("cars.title", n=len(pool), first=days[0], last=days[-1])
    said = "\n".join([text, *(" · ".join(one) for one in rows[1:])])
    shown = [[newer.cell(one) for one in each] for each in rows]
    table = {"type": "table", "rows": shown, "column_settings": [{}]}
    press = [
        button(f"cars:day-{n}", unmarked(request, "cars.of-day", day=one), one.isoformat())
        for n, one in enumerate(days)
        if one >= today
    ]
    more = [button("cars:list", say("cars.later"), days[-1] + ONE_DAY)]
    more.append(button("mileage:of-month", say("cars.ledger")))
    made = [section(text), table, context(say("cars.press-day")), buttons(*press)]
    return Words(said, [*made, *row([*more, *_manage(request, pool)])])


def day(request: Request, asked: Asked) -> Reply:
    """A day in the table was pressed: a trip from its morning on, with a car."""
    return Then("trips:plan", {"leaves_at": asked["id"], "car": "yes", read.IN_PART: "yes"})


desk.verbs |= {f"day-{n}": day for n in range(WEEK)}


# --- a car for a trip -----------------------------------------------------------------------------


@desk.does("choose")
def choose(request: Request, asked: Asked) -> Reply:
    """The one that is named; else all there are, with what speaks for each or against it."""
    trip = _trip(request, asked)
    if name := asked.get("name", "").strip():
        return _booked(request, trip, cars.book(request, trip, _named(request, name).id))
    say, matter = request.say, trip.matter
    pool = stored.pool(request.session)
    if not pool:
        return Words(say("cars.none"))
    text = say("cars.which", **matter.named, n=trip.heads)
    made = [*_shared(request, trip), *(_one(request, trip, one) for one in pool)]
    if trip.vehicle is not None:
        made.append(buttons(button("cars:release", say("cars.give-back"), trip.id)))
    return Words(text, [section(text), *made])


def _trip(request: Request, asked: Asked) -> Trip:
    return request.session.get_one(Trip, read.matter(request, asked, "trips").id)


def _named(request: Request, name: str) -> Car:
    pool = stored.pool(request.session)
    held = [one for one in pool if folded(name) in folded(one.name)]
    found = [one for one in held if folded(one.name) == folded(name)] or held
    if len(found) != 1:
        names = [one.name for one in pool]
        raise Refused("cars.unknown", field="name", text=name, names=names)
    return found[0]


def _one(request: Request, trip: Trip, car: Car) -> Block:
    say, told = request.say, {"name": car.name, "seats": car.seats}
    if car.seats < trip.heads:
        return section(say("cars.line-few", **told))
    if other := cars.clash(request, trip, car):
        times = {"leaves": other.leaves_at, "returns": other.returns_at}
        lead = owner_of(request.session, request.me, other.matter)
        return section(say("cars.line-taken", **told, **times, lead=lead))
    slip = slips.keep(request, "cars:book", {"id": str(trip.id), "car": str(car.id)})
    take = button("cars:anyway", say("cars.take"), slip.id)
    return section(say("cars.line-free", **told), take)


def _shared(request: Request, trip: Trip) -> list[Block]:
    """Those that go to the same place, as far as they may be seen."""
    found = cars.shareable(request, trip)
    return [
        _shares(request, trip, one)
        for one in found
        if may_see(request.session, request.me, one.matter)
    ]


def _shares(request: Request, trip: Trip, other: Trip) -> Block:
    found = stored.booked(request.session, other.leaves_at, other.returns_at)
    left = other.vehicle.seats - cars.aboard(found, other.id)
    names = {"name": other.vehicle.name, "lead": other.matter.owner.name, "left": left}
    text = request.say("cars.line-shared", place=other.place, number=other.matter.number, **names)
    slip = slips.keep(request, "cars:share", {"id": str(trip.id), "other": str(other.id)})
    return section(text, button("cars:anyway", request.say("cars.go-along"), slip.id, "primary"))


@desk.does("book")
def book(request: Request, asked: Asked) -> Reply:
    trip = _trip(request, asked)
    return _booked(request, trip, cars.book(request, trip, int(asked["car"])))


@desk.does("share")
def share(request: Request, asked: Asked) -> Reply:
    trip, other = _trip(request, asked), request.session.get_one(Trip, int(asked["other"]))
    return _booked(request, trip, cars.share(request, trip, other))


@desk.does("release")
def release(request: Request, asked: Asked) -> Reply:
    trip = _trip(request, asked)
    cars.release(request, trip)
    return _booked(request, trip, None)


def _booked(request: Request, trip: Trip, car: Car | None) -> Reply:
    following.keep_up(request, trip)
    if request.surface == "button":
        return NOTHING
    key = "trips.card-vehicle-alone" if car else "cars.give-back"
    return Words(request.say(key, car=car.name if car else ""))


# --- the pool -------------------------------------------------------------------------------------


def _manage(request: Request, pool: Sequence[Car]) -> list[Block]:
    if not trip_rules.may_settle(request):
        return []
    made = [button("cars:keep", request.say("cars.add"))]
    return [*made, *([button("cars:manage", request.say("cars.manage"))] if pool else [])]


@desk.does("manage")
def manage(request: Request, asked: Asked) -> Reply:
    insist(trip_rules.may_settle(request), "director")
    made: list[Block] = []
    for one in stored.pool(request.session):
        made.append(section(request.say("cars.pooled", **_told(request, one))))
        edit = button("cars:edit", request.say("cars.edit"), one.id)
        made.append(buttons(edit, button("cars:retire", request.say("cars.remove"), one.id)))
    return Words(request.say("cars.manage"), made)


def _told(request: Request, car: Car) -> dict[str, object]:
    driver = car.driver.name if car.driver else request.say("cars.no-driver")
    return {"name": car.name, "seats": car.seats, "driver": driver}


@desk.does("keep")
def keep(request: Request, asked: Asked) -> Reply:
    insist(trip_rules.may_settle(request), "director")
    asked = asked | {"driver": asked.get("driver") or asked.get("person", "")}
    if read.lacking(request, asked, *KEEP.needs):
        return Form(step_form(request, "cars", KEEP, asked))
    driver, number = read.person(request, asked, "driver"), int(asked.get("id") or 0)
    car, entry = car_pool.keep(request, asked["name"], asked["seats"], driver, number)
    return with_undo(request, request.say("cars.kept", **_told(request, car)), "cars", entry)


@desk.does("edit")
def edit(request: Request, asked: Asked) -> Reply:
    insist(trip_rules.may_settle(request), "director")
    car = car_pool.ROWS.find(request, int(asked["id"]))
    now = {"name": car.name, "seats": str(car.seats), "driver": car.driver_id or ""}
    form = step_form(request, "cars", KEEP, now)
    return Form(keeping(form, id=str(car.id)))


@desk.does("retire")
def retire(request: Request, asked: Asked) -> Reply:
    """By its button; or the one that is named, else it is asked which."""
    insist(trip_rules.may_settle(request), "director")
    if not asked.get("id") and not asked.get("name", "").strip():
        return manage(request, {})
    number = int(asked["id"]) if asked.get("id") else _named(request, asked["name"].strip()).id
    car, entry = car_pool.retire(request, number)
    return with_undo(request, request.say("cars.retired", name=car.name), "cars", entry)


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    car_pool.take_back(request, int(asked["id"]))
    return manage(request, {})


# --- on the card of its trip ----------------------------------------------------------------------


def lines_of(request: Request, trip: Trip) -> list[Markup]:
    """Its car and who drives it; or whose car it could share, or that it needs one."""
    say, car = request.say, trip.vehicle
    if car is None:
        needs = [say("trips.card-car")] if trip.car else []
        return needs + (_offers(request, trip) if trip.car else [])
    if trip.shares_id is not None:
        other = request.session.get_one(Trip, trip.shares_id)
        if may_see(request.session, request.me, other.matter):
            names = {"number": other.matter.number, "lead": other.matter.owner.name}
            return [say("trips.card-shares", car=car.name, **names)]
    if car.driver is None:
        return [say("trips.card-vehicle-alone", car=car.name)]
    return [say("trips.card-vehicle", car=car.name, driver=car.driver.name)]


def _offers(request: Request, trip: Trip) -> list[Markup]:
    found = cars.shareable(request, trip)
    return [
        request.say(
            "trips.card-share",
            number=one.matter.number,
            lead=one.matter.owner.name,
            place=one.place,
            car=one.vehicle.name,
        )
        for one in found
        if may_see(request.session, request.me, one.matter)
    ]
