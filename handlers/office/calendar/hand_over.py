"""A post handed over for a leave: who stands in says that they will, and reports back."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.office.calendar import stand_in as hand_over
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import fields
from handlers.office.calendar.page import spell
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Form, Handler, Reply, Words
from handlers.slack.forms import form
from storage.who.pairs import held_by
from storage.who.people import Leave, Person

Drawn = tuple[str, list[Block]] | None
REPORT = (Field("words", "text"),)


def posts_of(request: Request, person: Person) -> list[Markup]:
    """What belongs to the posts somebody has, a line each."""
    held = held_by(request.session, person.slack_id)
    mine = [one for one in held if one.name and one.a is person]
    keys = ("calendar.post" if one.duties else "calendar.post-alone" for one in mine)
    told = ({"post": one.name, "duties": one.duties} for one in mine)
    return [request.say(key, **names) for key, names in zip(keys, told, strict=True)]


def accept(request: Request, asked: Asked) -> Reply:
    """Of a button, or the next that waits for an answer."""
    leave = _meant(request, asked, hand_over.to_accept)
    new = hand_over.accept(request, leave)
    said = "calendar.you-accepted" if new else "calendar.accepted-before"
    days = spell(request, leave.first, leave.last)
    lines = [request.say(said, name=leave.person.name, days=days)]
    return Words(Markup("\n".join([*lines, *posts_of(request, leave.person)])))


def report(request: Request, asked: Asked) -> Reply:
    """Of a button, or the last that is over."""
    insist(request.me.insider, "insider")
    leave = _meant(request, asked, hand_over.to_report)
    hand_over.insist_may_report(request, leave)
    if read.lacking(request, asked, "words"):
        say, what = request.say, "calendar:report"
        made, title = fields(request, what, REPORT, asked), say("calendar.form-report")
        return Form(
            form(request, what, title, say("calendar.submit-report"), made, {"id": leave.id})
        )
    hand_over.report(request, leave, asked["words"].strip())
    return Words(request.say("calendar.you-reported", name=leave.person.name))


def _meant(request: Request, asked: Asked, waiting: Callable[[Request], list[Leave]]) -> Leave:
    if asked.get("id", "").isdigit():
        found = request.session.get(Leave, int(asked["id"]))
    else:
        person = read.person(request, asked)
        found = next((one for one in waiting(request) if person in (None, one.person)), None)
    if found is None:
        raise Refused("calendar.not-asked", name=request.person.name)
    return found


def hand_overs(request: Request) -> Drawn:
    """To whoever goes soon, and whoever is above them: nobody has said that they stand in."""
    me, say = request.me, request.say
    found = [
        one
        for one in hand_over.not_handed_over(request.session, request.now, request.calendar)
        if me.answers_for(request.session.get_one(Person, one.person_id))
    ]
    if not found:
        return None
    mine = next((one for one in found if one.person_id == me.id), None)
    lines = [_open(request, one) for one in found]
    text = Markup("\n".join([say("calendar.hand-overs"), *lines]))
    chooses = "calendar.somebody-else" if mine and mine.stand_in_id else "calendar.button-stand-in"
    ways = [buttons(button("calendar:stand-in", say(chooses), mine.id, "primary"))] if mine else []
    return text, [section(text), *ways]


def _open(request: Request, leave: Leave) -> Markup:
    person = request.session.get_one(Person, leave.person_id)
    days, asked = spell(request, leave.first, leave.last), leave.stand_in_id
    said: dict[str, object] = {"name": person.name, "days": days}
    if not asked:
        return request.say("calendar.hand-over-none", **said)
    stand_in = request.session.get_one(Person, asked).name
    return request.say("calendar.hand-over-asked", stand_in=stand_in, **said)


VERBS: dict[str, Handler] = {"accept": accept, "report": report}
PICTURES: dict[str, Callable[..., Drawn]] = {"hand-overs": hand_overs}
