"""The cars' ledger of a month at the desk: a line for each car, a table of trips, and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from bot.language.catalog import Markup
from bot.language.dates.said import month_from
from bot.language.refusals import Refused
from bot.matters import letters
from bot.matters.sight import may_see
from bot.research import mileage
from bot.research.mileage import Driven
from bot.who.request import Request
from handlers.slack import newer
from handlers.slack.blocks import Block, button, row, sections
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.files_sent import Enclosure
from handlers.slack.said import outsider, unmarked
from handlers.slack.tables import Sheet, written
from storage.research.trips import Trip

desk = Desk("mileage")
COLUMNS = ("day", "car", "trip", "place", "lead", "heads", "km", "fuel", "cost")
WIDTHS = (14, 14, 8, 22, 14, 8, 8, 8, 22)  # in letters
A_PAGE = 20
UNSEEN, UNSAID = "–", ""


@desk.does("of-month")
def of_month(request: Request, asked: Asked) -> Reply:
    """Of the month that is named, of this one if none is; everybody of the office may read it."""
    if not request.me.insider:
        return outsider(request)
    today = request.calendar.today(request.now)
    if number := asked.get("id", ""):
        return Words(*_drawn(request, _from_button(number)))
    said = asked.get("month")
    first = (
        mileage.month_of(said, today) if said else mileage.month_in(asked.get("whole", ""), today)
    )
    return Words(*_drawn(request, first))


desk.verbs |= {"before": of_month, "after": of_month}  # a month on its button


def _from_button(number: str) -> date:
    year, n = divmod(int(number), 100)
    if not (MINYEAR < year < MAXYEAR and 1 <= n <= 12):
        raise Refused("office.old-button")
    return date(year, n, 1)


@desk.draws("month")
def month(request: Request, first: str) -> tuple[str, list[Block]] | None:
    """To directors, when it is over."""
    return _drawn(request, date.fromisoformat(first)) if request.me.insider else None


def _drawn(request: Request, first: date) -> tuple[str, list[Block]]:
    found = mileage.of_month(request.session, request.calendar, first)
    head = _said(request, "mileage.title" if found else "mileage.none", first)
    text = "\n".join([f"*{head}*", *(_of_car(request, one) for one in found)])
    return text, [*sections(text), *_table(request, found), *row(_presses(request, first, found))]


def _said(request: Request, key: str, first: date) -> Markup:
    return request.say(key, year=str(first.year), month=first.month)


def _of_car(request: Request, one: Driven) -> Markup:
    """How often it was out, how far, on how much; how many have not said yet how far."""
    say = request.say
    own = [trip for trip in one.trips if trip.shares_id is None]
    said = [say("mileage.car", name=one.car.name), say("mileage.trips", n=len(own))]
    said += [say("mileage.km", n=one.km)] if one.km else []
    said += [say("mileage.fuel", litres=f"{one.fuel:g}")] if one.fuel else []
    unsaid = sum(mileage.km(trip) is None for trip in own)
    said += [say("mileage.unsaid", n=unsaid)] if unsaid else []
    return Markup(" · ".join(said))


def _table(request: Request, found: Sequence[Driven]) -> list[Block]:
    if not found:
        return []
    rows = [[newer.cell(str(one)) for one in each] for each in _rows(request, found)]
    return [newer.long_table(rows, unmarked(request, "mileage.caption"), A_PAGE)]


def _rows(request: Request, found: Sequence[Driven]) -> list[list[str | int]]:
    heads: list[str | int] = [unmarked(request, f"mileage.column-{one}") for one in COLUMNS]
    return [heads, *(_row(request, one, trip) for one in found for trip in one.trips)]


def _row(request: Request, one: Driven, trip: Trip) -> list[str | int]:
    """Of a trip that is not to be seen, that the car was out, and how far."""
    sees = may_see(request.session, request.me, trip.matter)
    names = (trip.matter.number, trip.place, trip.matter.owner.name) if sees else (UNSEEN,) * 3
    day = unmarked(request, "mileage.day", day=mileage.day_of(request, trip))
    far, fuel = mileage.km(trip), f"{trip.fuel:g}" if trip.fuel else UNSAID
    far_said = UNSAID if far is None else far
    return [day, one.car.name, *names, trip.heads, far_said, fuel, trip.cost if sees else UNSEEN]


def _presses(request: Request, first: date, found: Sequence[Driven]) -> list[Block]:
    say, this = request.say, month_from(request.calendar.today(request.now), 0)
    before, after = (month_from(first, n) for n in (-1, 1))
    made = [button("mileage:before", say("mileage.before"), f"{before:%Y%m}")]
    if after <= this:
        made.append(button("mileage:after", say("mileage.after"), f"{after:%Y%m}"))
    if found:
        made.append(button("mileage:file", say("mileage.as-file"), f"{first:%Y%m}"))
    return made


@desk.does("file")
def file(request: Request, asked: Asked) -> Reply:
    """The same as a sheet, in the asker's direct message."""
    if not request.me.insider:
        return outsider(request)
    told = {"first": _from_button(asked["id"]).isoformat()}
    letters.file(request.session, request.me.id, "mileage:sheet", request.now, told)
    return Words(request.say("mileage.comes"))


@desk.draws("sheet")
def sheet(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    """As the ledger is when it is sent; nothing for who is no longer of the office."""
    if not request.me.insider:
        return None
    first = date.fromisoformat(blanks["first"])
    found = mileage.of_month(request.session, request.calendar, first)
    title = str(_said(request, "mileage.title", first))
    lines = [unmarked(request, "mileage.about", at=request.now)]
    page = Sheet(unmarked(request, "mileage.caption"), _rows(request, found), WIDTHS)
    name = f"{title}.xlsx"
    return Enclosure(name, name, lambda: written("xlsx", (title, *lines), [page]))
