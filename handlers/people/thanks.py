"""Thanks at the desk: in a line or a form; and for the whole office in one more press."""

from __future__ import annotations

import re
from functools import cache

from bot.language.catalog import files
from bot.matters.moves import Field
from bot.people import thanks
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life_form import asked_form
from handlers.slack import read, slips
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Asked, Desk, Form, Reply, Words

desk = Desk("thanks")
TWO, OFFICE = SEEN = ("two", "office")
GIVE = (
    Field("people", "people"),
    Field("words", "text"),
    Field("number", "line", needed=False),
    Field("seen", "choice", False, start=lambda *_: TWO, choices=SEEN),
)


@desk.does("give")
def give(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    if read.lacking(request, asked, "people", "words"):
        return Form(asked_form(request, "thanks:give", GIVE, asked))
    if (words := _aloud().sub("", asked["words"]).strip(" ，,。.")) != asked["words"].strip(
        " ，,。."
    ):
        return give(request, asked | {"words": words, "seen": OFFICE})
    to, words = read.people(request, asked, "people"), asked["words"].strip()
    office = asked.get("seen") == OFFICE
    thanks.give(request, to, words, asked.get("number", ""), office=office)
    names = [one.name for one in to]
    said = request.say("thanks.said-office" if office else "thanks.said", names=names, words=words)
    if office:
        return Words(said)
    kept = {"people": asked["people"], "words": words, "number": asked.get("number", "")}
    slip = slips.keep(request, "thanks:office", kept)
    more = button("thanks:office", request.say("thanks.too"), slip.id)
    return Words(said, [section(said), buttons(more)])


@cache
def _aloud() -> re.Pattern[str]:
    """What says that the office is to hear of it, and is no praise."""
    return re.compile(files()["thanks"]["data"]["aloud"], re.IGNORECASE)


@desk.does("office")
def office(request: Request, asked: Asked) -> Reply:
    """The office reads it, too: once."""
    slip = slips.find(request, asked)
    to, words = read.people(request, slip.asked, "people"), slip.asked["words"]
    thanks.tell_the_office(request, to, words, slip.asked.get("number", ""))
    request.session.delete(slip)
    names = [one.name for one in to]
    said = request.say("thanks.said-office", names=names, words=words)
    return Words(said, answers=True)
