"""The calendar as people read it: the days that stand out, who is away, what can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.language.catalog import Markup
from bot.language.workdays import Calendar, Hours
from bot.office.calendar import changes
from bot.office.calendar.days import (
    OWN,
    Kind,
    Span,
    holiday_name,
    kind_of,
    own_spans,
    say_span,
    special,
)
from bot.who import days
from bot.who.request import Request
from handlers.office.calendar.read import country_name
from handlers.slack.blocks import Block, button, buttons, context, row, section, sections
from handlers.slack.desk import Reply, Words
from storage.office import calendar as stored
from storage.who.people import Leave

AWAY = 15  # lines of who is on leave


def page(request: Request) -> Reply:
    """This year from today on and the next, with the buttons of whoever may change it."""
    say, office = request.say, request.calendar
    title = say(
        "calendar.title", country=country(request, office), hours=hours(request, office.hours)
    )
    today = office.today(request.now)
    names = {one.day: one.name for one in stored.own_days(request.session)}
    blocks = [section(title)]
    for year in (today.year, today.year + 1):
        blocks += _year(request, names, max(today, date(year, 1, 1)))
    blocks += _away(request)
    if changes.may_change(request):
        blocks += row(_buttons(request))
    if request.me.insider:
        own_verbs = (
            button(f"calendar:{verb}", say(f"calendar.button-{verb}"))
            for verb in ("leave", "hours")
        )
        blocks.append(buttons(*own_verbs))
    return Words(title, blocks)


def _year(request: Request, names: Mapping[date, str], since: date) -> list[Block]:
    say, office, year = request.say, request.calendar, str(since.year)
    spans = special(office, names, lang(request), since, date(since.year, 12, 31))
    lines = [_line(request, one) for one in spans] or [say("calendar.nothing-special")]
    blocks = sections("\n".join([say("calendar.year", year=year), *lines]))
    if office.is_provisional(since):
        blocks.append(context(say("calendar.provisional", year=year)))
    elif since.year in office.complete:
        blocks.append(context(say("calendar.declared", year=year)))
    return blocks


def _line(request: Request, span: Span) -> Markup:
    days = say_span(span.first, span.last, lang(request))
    if span.kind is Kind.MAKE_UP:
        return request.say("calendar.line-make-up", days=days)
    return request.say(f"calendar.line-{span.kind}", days=days, name=named(request, span.name))


def named(request: Request, name: str) -> Markup:
    """A name after what it names, if it has one."""
    return request.say("calendar.with-name", name=name) if name else Markup()


def _away(request: Request) -> list[Block]:
    found = stored.leaves(request.session, request.calendar.today(request.now), AWAY)
    if not found:
        return []
    return [section("\n".join([request.say("calendar.away-title"), *away_lines(request, found)]))]


def away_lines(request: Request, found: Sequence[Leave]) -> list[Markup]:
    return [_away_line(request, one) for one in found if not one.person.is_out]


def _away_line(request: Request, one: Leave) -> Markup:
    said = {"name": one.person.name, "days": spell_one(request, one)}
    if one.stand_in is None:
        return request.say("calendar.away-line", **said)
    return request.say("calendar.away-line-covered", **said, stand_in=one.stand_in.name)


def _buttons(request: Request) -> list[Block]:
    say, office = request.say, request.calendar
    made = [button("calendar:add", say("calendar.button-add"))]
    made += [
        button(f"calendar:{verb}", say(f"calendar.button-{verb}"))
        for verb in ("remove", "import", "settings")
    ]
    this_year = office.today(request.now).year
    for year in (this_year, this_year + 1):
        if office.is_provisional(date(year, 1, 1)):
            made.append(settle_button(request, "complete", year))
        elif year in office.complete:
            made.append(settle_button(request, "reopen", year))
    return made


def settle_button(request: Request, verb: str, year: int) -> Block:
    """ "2027 is complete", or that it is not."""
    return button(f"calendar:{verb}", request.say(f"calendar.button-{verb}", year=str(year)), year)


# --- one day --------------------------------------------------------------------------------------


def about(request: Request, day: date) -> Markup:
    """Whether a day is worked, why, and who says so."""
    say, office = request.say, request.calendar
    kind = kind_of(office, day)
    blanks: dict[str, object] = {
        "day": spell(request, day, day),
        "country": country(request, office),
        "name": named(request, holiday_name(office, lang(request), [day])),
    }
    if kind in OWN:
        [own] = [one for one in stored.own_days(request.session) if one.day == day]
        blanks |= {"name": named(request, own.name), "by": own.by.name, "at": own.at}
    said = say(f"calendar.day-{kind}", **blanks)
    if kind not in OWN and office.is_provisional(day):
        said = say("calendar.day-provisional", said=said, year=str(day.year))
    mine = days.of_person(request.session, request.person, office)
    if any(first <= day <= last for first, last in mine.away):
        said = say("calendar.day-away", said=said)
    return said


# --- answers --------------------------------------------------------------------------------------


def told(request: Request, said: Markup, entry_id: int, *more: Block) -> Words:
    """What was done, said back, with the way to take it back."""
    undo = button("calendar:undo", request.say("undo.button"), entry_id)
    return Words(said, [section(said), buttons(*more, undo)])


def own(request: Request) -> list[Span]:
    """The office's own days to come."""
    found = stored.own_days(request.session)
    names = {one.day: one.name for one in found}
    worked = {one.day: one.worked for one in found}
    return own_spans(names, worked, request.calendar.today(request.now))


def spell(request: Request, first: date, last: date) -> Markup:
    """Days as the reader says them, with the year if it is not this one."""
    return say_span(first, last, lang(request), request.calendar.today(request.now).year)


def spell_leave(request: Request, first: date, last: date, half: str) -> Markup:
    days = spell(request, first, last)
    return request.say(f"calendar.half-{half}", day=days) if half else days


def spell_one(request: Request, leave: Leave) -> Markup:
    """Its days; and that it is a trip, if it is."""
    days = spell_leave(request, leave.first, leave.last, leave.half)
    return request.say("calendar.on-trip", days=days) if leave.trip_id else days


def hours(request: Request, kept: Hours) -> Markup:
    no_break = kept.break_from == kept.break_until
    key = "calendar.hours-no-break" if no_break else "calendar.hours"
    times = {name: f"{at:%H:%M}" for name, at in kept._asdict().items()}
    return request.say(key, **times)


def country(request: Request, office: Calendar) -> str:
    return country_name(office.country, lang(request))


def lang(request: Request) -> str:
    return request.catalog.lang_of(request.person)
