"""Whoever stands in, at the desk: chosen, may say no, hands back."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.catalog import Key, Markup
from bot.office import owed as owing
from bot.office.calendar import leave as calendar_leave
from bot.office.calendar import stand_in as hand_over
from bot.who.request import Request
from bot.who.standing import insist
from handlers.office.calendar.hand_over import posts_of
from handlers.office.calendar.page import spell
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, person_field, section, sections
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from handlers.slack.forms import form
from storage.matters.journal import Entry
from storage.matters.matter import Matter
from storage.who.people import Leave, Person

Drawn = tuple[str, list[Block]] | None


def stand_in(request: Request, asked: Asked) -> Reply:
    """Somebody stands in during leave of one's own: the next, unless one is named."""
    insist(request.me.insider, "insider")
    mine = calendar_leave.mine(request)
    number = int(asked.get("id") or next((one.id for one in mine), 0))
    if not mine:
        return Words(request.say("calendar.no-leave-to-cover"))
    if read.missing(asked, "person"):
        title, submit = (request.say(f"calendar.{one}-stand-in") for one in ("form", "submit"))
        label, hint = request.say("calendar.field-stand-in"), request.say("calendar.hint-stand-in")
        likely = hand_over.proposed(request, next((one for one in mine if one.id == number), None))
        chosen = asked.get("person", "") or (likely.slack_id if likely else "")
        made = [person_field("person", label, chosen, hint=hint)]
        return Form(form(request, "calendar:stand-in", title, submit, made, {"id": number}))
    person = read.person(request, asked)
    assert person is not None  # `missing` looked
    leave = hand_over.name(request, number, person)
    days = spell(request, leave.first, leave.last)
    return Words(request.say("calendar.stood-in-on", name=person.name, days=days))


def partner(request: Request, asked: Asked) -> Reply:
    """The one on the button: of the same A/B post."""
    number, _, who = asked["id"].partition("/")
    return stand_in(request, {"id": number, "person": who})


def decline(request: Request, asked: Asked) -> Reply:
    leave = hand_over.decline(request, int(asked["id"]))
    return Words(request.say("calendar.you-declined", name=leave.person.name))


# --- letters --------------------------------------------------------------------------------------


def stands_in(request: Request, leave: int) -> Drawn:
    """To whoever is asked to stand in."""
    found = request.session.get(Leave, leave)
    if found is None or found.stand_in is not request.person:
        return None
    said = {"name": found.person.name, "first": found.first, "last": found.last}
    key = "calendar.stands-in-trip" if found.trip_id else "calendar.stands-in"
    text = Markup("\n".join([request.say(key, **said), *posts_of(request, found.person)]))
    ways = [button("calendar:decline", request.say("calendar.button-decline"), leave)]
    if not found.trip_id and found.accepted_at is None:
        yes = button("calendar:accept", request.say("calendar.button-accept"), leave, "primary")
        ways.insert(0, yes)
    return text, [section(text), buttons(*ways)]


def declined(request: Request, leave: int, by: str) -> Drawn:
    """To whoever is on leave, with somebody else to choose; and to whoever directs."""
    found = request.session.get(Leave, leave)
    if found is None or found.stand_in is not None:
        return None
    name = request.session.get_one(Person, by).name
    said = {"by": name, "name": found.person.name, "first": found.first, "last": found.last}
    if found.person is not request.person:
        text = request.say("calendar.declined-other", **said)
        return text, [section(text)]
    text = request.say("calendar.declined", **said)
    choose = button("calendar:stand-in", request.say("calendar.button-stand-in"), leave, "primary")
    return text, [section(text), buttons(choose)]


def handed_back(request: Request, leave: int) -> Drawn:
    """To both: what was done meanwhile, and how much is still open."""
    found = request.session.get(Leave, leave)
    if found is None or found.stand_in is None:
        return None
    back = found.person is request.person
    key = "calendar.handed-back" if back else "calendar.handed-back-by-you"
    deeds = hand_over.done_meanwhile(request, found)
    left = len(owing.owed_by(request, found.person))
    said = {"name": found.person.name, "stand_in": found.stand_in.name, "n": left}
    days = spell(request, found.first, found.last)
    lines = [request.say(key, days=days, **said)]
    lines += [_deed(request, *one) for one in deeds[-hand_over.MOST :]] or [
        request.say("calendar.nothing-meanwhile")
    ]
    if len(deeds) > hand_over.MOST:
        lines.append(request.say("followups.more", n=len(deeds) - hand_over.MOST))
    text = Markup("\n".join(lines))
    if back or found.reported_at is not None:
        return text, sections(text)
    tells = button("calendar:report", request.say("calendar.button-report"), leave)
    return text, [*sections(text), buttons(tells)]


def _deed(request: Request, entry: Entry, matter: Matter) -> Markup:
    what = Key(entry.what.replace(".", ".what-"))
    return request.say("calendar.meanwhile", what=what, by=entry.person.name, **matter.named)


VERBS: dict[str, Handler] = {"stand-in": stand_in, "partner": partner, "decline": decline}
PICTURES: dict[str, Callable[..., Drawn]] = {
    "stands-in": stands_in,
    "declined": declined,
    "handed-back": handed_back,
}
