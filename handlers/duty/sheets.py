"""The roster to take along: as a file, and how many duties each has, as a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.duty import planning
from bot.duty.roster import ONE_DAY, Class, class_of
from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import letters
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty import tables
from handlers.duty.days import days
from handlers.duty.roster import tier_of
from handlers.slack.blocks import context, section
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.files_sent import Enclosure
from handlers.slack.said import unmarked
from handlers.slack.tables import Sheet, written
from storage.duty import roster as stored
from storage.duty.roster import Shift

desk = Desk("sheets")

BACK, AHEAD = timedelta(days=365), timedelta(days=92)  # what is counted where no days are named
FEW = 10  # people whose counts are seen at a glance
DAY, NAME, COUNT_WIDTHS = 26, 20, (20, 16, 12, 12, 14, 10)  # in letters


@desk.does("export")
def export(request: Request, asked: Asked) -> Reply:
    """A file of the days that are named, in the asker's direct message; of this month, if none."""
    insist(request.me.insider, "insider")
    first, last = days(request, {"first": "this month", **_named(asked)})
    if not stored.between(request.session, first, last):
        raise Refused("sheets.nothing", first=first, last=last)
    ending = "csv" if "csv" in asked.get("as", "").lower() else "xlsx"
    told = {"first": first.isoformat(), "last": last.isoformat(), "as": ending}
    letters.file(request.session, request.me.id, "sheets:file", request.now, told)
    return Words(request.say("sheets.comes", first=first, last=last))


def _named(asked: Asked) -> Asked:
    """Days from a button are two dates, from words they are words; none are left out."""
    found = {name: asked[name] for name in ("first", "last") if asked.get(name, "").strip()}
    first, _, last = asked.get("id", "").partition("/")
    return found | ({"first": first, "last": last} if last else {})


@desk.draws("file")
def file(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    """As the roster is when it is sent; nothing for who is no longer of the office."""
    if not request.me.insider:
        return None
    first, last = date.fromisoformat(blanks["first"]), date.fromisoformat(blanks["last"])
    found = stored.between(request.session, first, last)
    each = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    title = unmarked(request, "sheets.title", first=first, last=last)
    about = unmarked(request, "sheets.about", at=request.now)
    roster = tables.days_of(request, each, found)
    counts = tables.count_rows(request, tables.counted(request, found), _names(found))
    pages = [
        Sheet(unmarked(request, "sheets.roster"), roster, [DAY, *[NAME] * (len(roster[0]) - 1)]),
        Sheet(unmarked(request, "sheets.counts"), counts, COUNT_WIDTHS),
    ]
    name = f"{unmarked(request, 'sheets.file', first=first.isoformat())}.{blanks['as']}"
    text = request.say("sheets.here", first=first, last=last)
    return Enclosure(name, name, lambda: written(blanks["as"], (title, about), pages), text)


def _names(found: Sequence[Shift]) -> dict[str, str]:
    return {one.person_id: one.person.name for one in found}


@desk.does("counts")
def counts(request: Request, asked: Asked) -> Reply:
    """How many each has, by class of day: of the days that are named, or of a year back and what
    is published from now on.
    """
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    named = _named(asked)
    first, last = days(request, named) if named else (today - BACK, today + AHEAD)
    found = stored.between(request.session, first, last)
    if not found:
        raise Refused("sheets.nothing", first=first, last=last)
    if not named:
        first, last = found[0].day, found[-1].day
    counts, names = tables.counted(request, found), _names(found)
    rows = tables.count_rows(request, counts, names)
    head = request.say("sheets.counted", first=first, last=last)
    lines = [
        request.say(
            "sheets.count", name=row[0], tier=row[1], working=row[2], rest=row[3],
            statutory=row[4], n=row[5],
        )
        for row in rows[1:]
    ]  # fmt: skip
    beside = [_in_lieu(request, found), *([] if named else [_next(request, found)])]
    blocks = [section(head), *tables.charts(request, counts, names), *map(context, beside)]
    if len(rows) > FEW + 1:  # with the head
        blocks.append(tables.count_table(rows, unmarked(request, "sheets.counts")))
    return Words("\n".join([head, *lines, *beside]), blocks)


def _in_lieu(request: Request, found: Sequence[Shift]) -> Markup:
    """Who has worked holidays by law: a day off is owed for each (anchors A1, 41), never pay."""
    over = [one for one in found if one.ends_at <= request.now and not one.person.is_out]
    holidays = [one for one in over if class_of(request.calendar, one.day) is Class.STATUTORY]
    owed = Counter(one.person.name for one in holidays).most_common()
    if not owed:
        return request.say("sheets.in-lieu-none")
    each = [request.say("sheets.owed", name=name, n=n) for name, n in owed]
    return request.say("sheets.in-lieu", each=Markup(" · ".join(each)))


def _next(request: Request, found: Sequence[Shift]) -> Markup:
    """Whose turn it is by what was done (anchors A1, 24)."""
    least = planning.next_in_turn(request, found).items()
    names = [request.say("duty.holder", tier=tier_of(tier), name=one.name) for tier, one in least]
    return request.say("sheets.next", names=Markup(" · ".join(names)))
