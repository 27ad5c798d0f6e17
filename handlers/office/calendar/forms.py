"""The forms of the calendar."""

from __future__ import annotations

from bot.language.workdays import Hours
from bot.office.calendar import stand_in
from bot.office.calendar.days import Kind, Span
from bot.who.request import Request
from handlers.office.calendar.page import country, own, spell
from handlers.slack.blocks import (
    Block,
    date_field,
    person_field,
    radio_field,
    select_field,
    short,
    text_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form

OFFICE_HOURS = Hours._fields
OPTIONS = 100  # Slack shows no more in one menu


def _form(request: Request, verb: str, *fields: Block) -> Block:
    say = request.say
    title, submit = say(f"calendar.form-{verb}"), say(f"calendar.submit-{verb}")
    return form(request, f"calendar:{verb}", title, submit, fields)


def _days(request: Request, asked: Asked) -> list[Block]:
    """A first day and, if there are more, a last one."""
    say = request.say
    first, last = (_iso(asked, name) for name in ("first", "last"))
    return [
        date_field("first", say("calendar.field-first"), first),
        date_field(
            "last",
            say("calendar.field-last"),
            last,
            hint=say("calendar.hint-last"),
            optional=True,
        ),
    ]


def _iso(asked: Asked, name: str) -> str:
    value = asked.get(name, "")
    return value if value[:4].isdecimal() and value[4:5] == "-" else ""


def add_form(request: Request, asked: Asked) -> Block:
    say = request.say
    kinds = {kind.value: say(f"calendar.kind-{kind}") for kind in (Kind.CLOSED, Kind.WORKED)}
    return _form(
        request,
        "add",
        *_days(request, asked),
        radio_field("kind", say("calendar.field-kind"), kinds, asked.get("kind", "closed")),
        text_field(
            "name",
            say("calendar.field-name"),
            example=say("calendar.example-name"),
            optional=True,
        ),
    )


def remove_form(request: Request) -> Block:
    """What can be removed: the office's own days to come, those in a row together."""
    choices = {f"{one.first}/{one.last}": _choice(request, one) for one in own(request)[:OPTIONS]}
    return _form(
        request, "remove", select_field("days", request.say("calendar.field-days"), choices)
    )


def _choice(request: Request, span: Span) -> str:
    """Only the name may be cut."""
    said = [spell(request, span.first, span.last), short(span.name, 30)]
    return " · ".join(filter(None, [*said, request.say(f"calendar.kind-{span.kind}")]))


def import_form(request: Request) -> Block:
    say = request.say
    text = text_field("text", say("calendar.field-text"), hint=say("calendar.hint-text"), long=True)
    return _form(request, "import", text)


def settings_form(request: Request, asked: Asked) -> Block:
    say, office = request.say, request.calendar
    orders = {order: say(f"calendar.order-{order}") for order in ("month", "day")}
    times = [
        text_field(name, say(f"calendar.field-{name}"), asked.get(name) or f"{at:%H:%M}")
        for name, at in zip(OFFICE_HOURS, office.hours, strict=True)
    ]
    return _form(
        request,
        "settings",
        *times,
        text_field("country", say("calendar.field-country"), country(request, office)),
        radio_field(
            "order", say("calendar.field-order"), orders, "day" if office.day_first else "month"
        ),
    )


def hours_form(request: Request, mine: Hours | None, until: str = "") -> Block:
    """`until` is what was said of the end of the day, as far as it was understood."""
    say = request.say
    return _form(
        request,
        "hours",
        text_field(
            "from",
            say("calendar.field-from"),
            f"{mine.opens:%H:%M}" if mine else "",
            optional=True,
        ),
        text_field(
            "until",
            say("calendar.field-until"),
            until or (f"{mine.closes:%H:%M}" if mine else ""),
            hint=say("calendar.hint-hours"),
            optional=True,
        ),
    )


def leave_form(request: Request, asked: Asked) -> Block:
    likely = stand_in.proposed(request)
    covers = person_field(
        "person",
        request.say("calendar.field-stand-in"),
        asked.get("person", "") or (likely.slack_id if likely else ""),
        hint=request.say("calendar.hint-stand-in"),
        optional=True,
    )
    return _form(request, "leave", *_days(request, asked), covers)
