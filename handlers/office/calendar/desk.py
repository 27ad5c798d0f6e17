"""The working calendar at the desk: what the office settles of its days, in words, forms, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.language.workdays import Calendar, Hours
from bot.office.calendar import changes, imported
from bot.office.calendar.days import Kind, each_day
from bot.office.calendar.imported import Days, Problem, Unreadable
from bot.office.calendar.leave import taken_back
from bot.who.request import Request
from bot.who.standing import insist
from handlers.office.calendar import hand_over, leave, stand_in
from handlers.office.calendar.forms import (
    OFFICE_HOURS,
    add_form,
    import_form,
    remove_form,
    settings_form,
)
from handlers.office.calendar.page import (
    about,
    hours,
    lang,
    named,
    own,
    page,
    settle_button,
    spell,
    told,
)
from handlers.office.calendar.read import clock, country, country_name, day, days, spans
from handlers.slack import read
from handlers.slack.desk import Asked, Desk, Form, Refusal, Reply, Words
from handlers.slack.files import File

desk = Desk("calendar")
for _verb, _does in {**leave.VERBS, **stand_in.VERBS, **hand_over.VERBS}.items():
    desk.does(_verb)(_does)
for _picture, _draws in {**stand_in.PICTURES, **hand_over.PICTURES}.items():
    desk.draws(_picture)(_draws)

LONGEST = 62  # days added at a time
Reads = Callable[[str, Calendar, date], Days]
MOST_TEXT = 300_000  # letters of a calendar handed in
PROBLEMS = 6  # lines said to be wrong, then how many more


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    _insist_on_seeing(request)
    return page(request)


@desk.does("day")
def tell_day(request: Request, asked: Asked) -> Reply:
    """Is it a working day?"""
    _insist_on_seeing(request)
    if read.missing(asked, "first"):
        return page(request)
    return Words(about(request, day(request, asked, "first")))


def _insist_on_seeing(request: Request) -> None:
    insist(request.me.insider or changes.may_change(request), "insider")


def _insist_on_changing(request: Request) -> None:
    insist(changes.may_change(request), "director")


# --- adding and removing days ---------------------------------------------------------------------


@desk.does("add")
def add(request: Request, asked: Asked) -> Reply:
    _insist_on_changing(request)
    if read.missing(asked, "first"):
        return Form(add_form(request, asked))
    each = spans(request, asked)
    days_said = _spell_each(request, each)
    first, last = min(each)[0], max(ends for _, ends in each)
    if last < request.calendar.today(request.now):
        raise Refused("calendar.gone-by", field="first", days=days_said)
    if (last - first).days >= LONGEST:
        raise Refused("calendar.too-long", field="last", n=LONGEST)
    name = " ".join(asked.get("name", "").split())[: changes.NAME_MAX]
    worked = asked.get("kind") == Kind.WORKED
    all_days = (one for span in each for one in each_day(*span))
    entry_id = changes.set_days(request, dict.fromkeys(all_days, (worked, name)))
    key = f"calendar.added-{Kind.WORKED if worked else Kind.CLOSED}"
    said = request.say(key, days=days_said, name=named(request, name))
    return told(request, said, entry_id)


def _spell_each(request: Request, each: Sequence[tuple[date, date]]) -> Markup:
    return Markup(", ".join(spell(request, *one) for one in each))


@desk.does("close")
def close(request: Request, asked: Asked) -> Reply:
    return add(request, asked | {"kind": Kind.CLOSED})


@desk.does("work")
def work(request: Request, asked: Asked) -> Reply:
    return add(request, asked | {"kind": Kind.WORKED})


@desk.does("remove")
def remove(request: Request, asked: Asked) -> Reply:
    _insist_on_changing(request)
    if asked.get("days"):
        first, last = map(date.fromisoformat, asked["days"].split("/"))
    elif not read.missing(asked, "first"):
        first, last = days(request, asked)
    elif own(request):
        return Form(remove_form(request))
    else:
        return Words(request.say("calendar.none-to-remove"))
    found = [one for one in each_day(first, last) if one in request.calendar.own]
    said = spell(request, first, last)
    if not found:
        raise Refused("calendar.not-own", field="days", days=said)
    entry_id = changes.set_days(request, dict.fromkeys(found), "remove")
    return told(request, request.say("calendar.removed", days=said), entry_id)


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    taken_back(request, int(asked["id"]))
    return Words(request.say("calendar.undone"))


# --- years and hours ------------------------------------------------------------------------------


@desk.does("complete")
def complete(request: Request, asked: Asked) -> Reply:
    return _settle(request, asked, "calendar.completed", complete=True)


@desk.does("reopen")
def reopen(request: Request, asked: Asked) -> Reply:
    return _settle(request, asked, "calendar.reopened", complete=False)


def _settle(request: Request, asked: Asked, done: str, *, complete: bool) -> Reply:
    _insist_on_changing(request)
    year = int(asked.get("year") or asked["id"])
    entry_id = changes.declare(request, year, complete=complete)
    return told(request, request.say(done, year=str(year)), entry_id)


@desk.does("settings")
def settings(request: Request, asked: Asked) -> Reply:
    """The office's hours, whose holidays it keeps, how it writes a date."""
    _insist_on_changing(request)
    if "order" not in asked:  # said, and not yet seen in the form
        return Form(settings_form(request, asked))
    kept = Hours(*(clock(asked[name], name) for name in OFFICE_HOURS))
    if list(kept) != sorted(kept) or kept.opens == kept.closes:
        raise Refused("calendar.bad-hours", field="closes")
    of, day_first = country(asked["country"]), asked.get("order") == "day"
    entry_id = changes.set_hours(request, kept, of, day_first=day_first)
    said = request.say(
        "calendar.hours-saved",
        hours=hours(request, kept),
        country=country_name(of, lang(request)),
        date=request.say(f"calendar.date-{'day' if day_first else 'month'}"),
    )
    return told(request, said, entry_id)


# --- import ---------------------------------------------------------------------------------------


@desk.does("import")
def import_(request: Request, asked: Asked) -> Reply:
    _insist_on_changing(request)
    if read.missing(asked, "text"):
        return Form(import_form(request))
    return _imported(request, asked["text"])


@desk.opens("ics")
def read_file(request: Request, file: File) -> Reply:
    _insist_on_changing(request)
    return _imported(request, file.text, partial(file.worked, imported.read))


def _imported(request: Request, text: str, reads: Reads = imported.read) -> Reply:
    """All of a calendar becomes the office's own word, or none of it."""
    today = request.calendar.today(request.now)
    if len(text) > MOST_TEXT:
        return _not_imported(request, [Problem(0, "calendar.import-too-long")])
    try:
        found = reads(text, request.calendar, today)
    except Unreadable as unreadable:
        return _not_imported(request, unreadable.problems)
    if not found:
        return Refusal(request.say("calendar.import-all-past"), field="text")
    entry_id = changes.set_days(request, found, "import")
    return _told_of_import(request, found, entry_id)


def _told_of_import(request: Request, found: Days, entry_id: int) -> Reply:
    worked = sum(is_worked for is_worked, _ in found.values())
    years = sorted({one.year for one in found})
    said = request.say(
        "calendar.imported",
        closed=len(found) - worked,
        worked=worked,
        years=", ".join(map(str, years)),
    )
    return told(
        request,
        Markup("\n".join([said, *_aside(request, found)])),
        entry_id,
        *(settle_button(request, "complete", y) for y in _known(request, found)),
    )


def _aside(request: Request, found: Days) -> list[Markup]:
    """The festivals that were left out, the first few by name."""
    more = ["…"] if len(found.aside) > PROBLEMS else []
    names = ", ".join([*filter(None, found.aside[:PROBLEMS]), *more])
    return [request.say("calendar.import-aside", names=names)] if names else []


def _known(request: Request, found: Days) -> list[int]:
    """The awaited years whose make-up days came with it."""
    office = request.calendar
    made_up = {one.year for one, (worked, _) in found.items() if worked and office.is_weekend(one)}
    return [year for year in sorted(made_up) if office.is_provisional(date(year, 1, 1))][:2]


def _not_imported(request: Request, problems: list[Problem]) -> Reply:
    lines = [_problem(request, one) for one in problems[:PROBLEMS]]
    if len(problems) > PROBLEMS:
        lines.append(request.say("calendar.import-more", n=len(problems) - PROBLEMS))
    said = request.say("calendar.import-failed", lines=Markup("\n".join(lines)))
    return Refusal(said, field="text")


def _problem(request: Request, one: Problem) -> Markup:
    said = request.say(one.key, said=one.said)
    return request.say("calendar.import-line", line=one.line, problem=said) if one.line else said
