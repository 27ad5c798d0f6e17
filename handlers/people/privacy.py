"""One person's data at the desk: handed out as a file, and erased, once that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.language.refusals import Refused
from bot.matters.moves import Field
from bot.people import privacy
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form
from handlers.slack import read
from handlers.slack.blocks import Block, button, buttons, plain, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.files_sent import Enclosure
from storage.who.people import Person

desk = Desk("privacy")

WHO = (Field("person", "person"),)


@desk.does("export")
def export(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs or request.person.admin, "director")
    if read.missing(asked, "person"):
        return Form(asked_form(request, "privacy:export", WHO, asked))
    person = _person(request, asked["person"])
    to = privacy.export(request, person)
    key = "privacy.to-them" if to == person.slack_id else "privacy.to-you"
    return Words(request.say(key, name=person.name))


@desk.draws("file")
def file(request: Request, blanks: Mapping[str, Any]) -> Enclosure:
    """As it is when it is sent, for the eyes of whom it is sent to."""
    person = request.session.get_one(Person, blanks["about"])
    name, title = f"{person.slack_id}.json", request.say("privacy.title", name=person.name)
    data = privacy.told_of(request, person).encode()
    return Enclosure(name, str(title), lambda: data, request.say("privacy.here", name=person.name))


@desk.does("erase")
def erase(request: Request, asked: Asked) -> Reply:
    """What would go and what stays is said first; only a press erases."""
    insist(request.me.directs or request.person.admin, "director")
    if read.missing(asked, "person"):
        return Form(asked_form(request, "privacy:erase", WHO, asked))
    person = _person(request, asked["person"])
    privacy.check_erasable(request, person)
    said = request.say("privacy.would-erase", name=person.name)
    press = button("privacy:confirm", request.say("privacy.erase-it"), person.slack_id, "danger")
    return Words(said, [section(said), buttons(press | {"confirm": _sure(request, person)})])


@desk.does("confirm")
def confirm(request: Request, asked: Asked) -> Reply:
    person = _person(request, asked["id"])
    name = person.name
    privacy.erase(request, person)
    return Words(request.say("privacy.erased", name=name), answers=True)


def _sure(request: Request, person: Person) -> Block:
    say = request.say
    return {
        "title": plain(say("privacy.sure", name=person.name), 100),
        "text": plain(say("privacy.sure-why"), 300),
        "confirm": plain(say("privacy.erase-it"), 30),
        "deny": plain(say("privacy.sure-no"), 30),
    }


def _person(request: Request, slack_id: str) -> Person:
    found = request.session.get(Person, slack_id)
    if found is None or found.robot:
        raise Refused("people.no-member", field="person", name=slack_id)
    return found
