"""The form by which a case is started, made of what its way asks for; and reading it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.language.dates import read_due
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters import finding
from bot.processes import checks, earlier, ways
from bot.processes.template import Ask, Template
from bot.processes.ways import way_of
from bot.who.request import Request
from handlers.matters.life import READ
from handlers.processes import beside, booking, choices, counted
from handlers.slack.blocks import (
    Block,
    people_field,
    person_field,
    radio_field,
    select_field,
    text_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from handlers.slack.read import slack_ids
from handlers.slack.said import unmarked
from storage.matters.matter import Matter
from storage.processes.cases import Case, CaseState, Process

READ_AS = {"time": "due", "number": "line", "contact": "line"}  # the other kinds are called alike
PHONE = re.compile(
    r"(?:[,，;；、]|(?<!\s))\s*+(?:联系)?(?:电话|手机|tel\.?|phone)?[:：]?\s*"
    r"(\+?\d(?:[ -]?\d){6,14})(?!\d)",
    re.IGNORECASE,
)
SAID_AS = {
    "due": "time",
    "link": "link",
    "number": "draft",
    "people": "people",
    "copies": "people",
    "person": "person",
}
HINTED = ("time", "link", "number", "draft", "contact")
A_FEW = 20  # people in one field


def start_form(request: Request, process: Process, asked: Asked) -> Block:
    """What is needed first; what was said already stands there."""
    way = way_of(process)
    asks = sorted(way.fields.values(), key=lambda one: not _is_needed(way, one))
    blocks = [_field(request, way, one, asked.get(one.name, "")) for one in asks]
    title, submit = way.called[lang_of(request)], request.say("cases.submit-start")
    return form(request, "cases:start", title, submit, blocks, {"way": process.name})


def with_earlier(request: Request, way: Template, asked: Asked) -> Asked:
    """What a field begins with: a line for each earlier case that is near to what is asked for."""
    told = dict(asked)
    for one in way.fields.values():
        if one.earlier and asked.get("title") and not asked.get(one.name):
            found = earlier.of_way(request, one.earlier, asked["title"])
            told[one.name] = "\n".join(_told(request, case) for case in found)
    return told


def _told(request: Request, case: Case) -> str:
    matter, words = case.matter, earlier.outcome(case)
    day = request.calendar.today(matter.opened_at)
    key = "cases.earlier-open" if case.state is CaseState.RUNNING else "cases.earlier"
    return unmarked(request, key, **matter.named, day=day, words=words)


def which_form(
    request: Request,
    then: str = "cases:which",
    each: Callable[[Request], list[Process]] = ways.known,
) -> Block:
    """Which way it is to go, or is asked about, where that was not said."""
    names = {one.name: str(way_of(one).called[lang_of(request)]) for one in each(request)}
    field = select_field("way", request.say("cases.field-way"), names)
    title, submit = request.say("cases.form-which"), request.say("cases.submit-which")
    return form(request, then, title, submit, [field])


def lang_of(request: Request) -> str:
    return request.catalog.lang_of(request.person)


def _is_needed(way: Template, one: Ask) -> bool:
    """Whether its field is never left empty; how many may also stand in the title."""
    return (one.needed and not one.keeps) or bool(checks.asking_for(way, one.name))


def _field(request: Request, way: Template, one: Ask, said: str) -> Block:
    label = str(one.label[lang_of(request)])
    more: dict[str, Any] = {"optional": not _is_needed(way, one)}
    match one.kind:
        case "choice":
            choices = {value: str(words[lang_of(request)]) for value, words in one.choices.items()}
            return radio_field(one.name, label, choices, _choice(one, said), **more)
        case "person":
            return person_field(one.name, label, said, **more)
        case "people":
            return people_field(one.name, label, slack_ids(said), most=A_FEW, **more)
    hinted = "each" if one.keeps else one.kind if one.kind in HINTED else ""
    hint = request.say(f"cases.hint-{hinted}") if hinted else ""
    if source := checks.asking_for(way, one.name):
        hint = request.say("cases.check-letter-attached", source=source)
    return text_field(one.name, label, said, long=one.kind == "text", hint=hint, **more)


def _choice(one: Ask, said: str) -> str:
    """By its value, or by what it is called in either language."""
    wanted = folded(said).strip()
    found = (
        value
        for value, words in one.choices.items()
        if wanted in (value, *map(folded, (*words.values(), *one.also.get(value, ()))))
    )
    return next(found, "")


def in_its_fields(request: Request, way: Template, asked: Asked) -> Asked:
    """By when, who, which draft or link, in the fields this way has for them: what was said is said
    to the first.
    """
    asked = asked if request.surface == "form" else beside.people_told(request, way, asked)
    found = dict(asked)
    for said, kind in SAID_AS.items():
        fields = [one.name for one in way.fields.values() if one.kind == kind]
        if asked.get(said) and fields and said not in way.fields:
            found.setdefault(fields[0], asked[said])
    contact = next((one.name for one in way.fields.values() if one.kind == "contact"), "")
    if contact and contact not in found and (number := PHONE.search(found.get("title", ""))):
        left = f"{found['title'][: number.start()]}{found['title'][number.end() :]}"
        found |= {contact: number[1], "title": left.strip()}
    if request.surface != "form":  # what stands in a title there was put there
        found = counted.taken_out(way, found)
        found = booking.taken_out(request, way, way.alone, found) if way.alone else found
        found = {**choices.chosen(way, found), **beside.told(way, found), **found}
    return found


def titled(request: Request, way: Template, asked: Asked) -> Asked:
    """What goes with a draft is called as that is, unless something else was said."""
    if asked.get("title") or not asked.get(way.draft):
        return asked
    return asked | {"title": _draft(request, asked, way.draft).title}


def _draft(request: Request, asked: Asked, field: str) -> Matter:
    """The draft that is named there. Raises Refused, on the field."""
    try:
        return finding.find(request, asked[field], "drafts")
    except Refused as refusal:
        refusal.field = field
        raise


def without_hour(request: Request, way: Template, asked: Asked) -> list[str]:
    """The times that are only "in the morning", of what begins at an hour."""
    return [one.name for one in way.fields.values() if one.hour and _is_part(request, one, asked)]


def _is_part(request: Request, one: Ask, asked: Asked) -> bool:
    try:
        meant = read_due(asked.get(one.name, ""), request.now, request.calendar)
    except Refused:
        return False
    return bool(meant.part)


def lacking(way: Template, asked: Asked) -> list[str]:
    """What is still to be said, in the order of the form; what a draft is called is known, and how
    many of each of several things.
    """
    known = {"title"} if asked.get(way.draft) else set[str]()
    title = asked.get("title", "")
    known |= {one.name for one in way.fields.values() if counted.several(one, title)}
    return [
        one.name
        for one in way.fields.values()
        if (one.needed and not asked.get(one.name, "").strip() and one.name not in known)
        or (one.kind == "choice" and asked.get(one.name) and not _choice(one, asked[one.name]))
    ]


def facts_in(request: Request, way: Template, asked: Asked) -> Mapping[str, Any]:
    """What was filled in, read by the kind of each field. Raises Refused on the field."""
    return {
        name: _read(request, one, asked)
        for name, one in way.fields.items()
        if asked.get(name, "").strip()
    }


def _read(request: Request, one: Ask, asked: Asked) -> Any:
    if one.kind == "choice":
        return _choice(one, asked[one.name])
    if one.kind == "draft":
        return _draft(request, asked, one.name)
    if one.hour and _is_part(request, one, asked):
        raise Refused("cases.which-hour", field=one.name, said=asked[one.name])
    said = READ[READ_AS.get(one.kind, one.kind)](request, asked, one.name)
    said = str(said).replace(",", "").replace("，", "") if one.kind == "number" else said
    if one.kind == "number" and not said.isdecimal():
        raise Refused("cases.no-number", field=one.name, said=said)
    return said
