"""What is said alike wherever it comes up: how far off a time is, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.language.catalog import COMMA, Markup, unescape
from bot.language.dates import say_distance
from bot.language.names import called
from bot.language.refusals import Refused
from bot.who.lookups import whom_to_ask
from bot.who.request import Request
from handlers.slack.desk import Reply, Words
from storage.who.people import Person, Role, holding


def unmarked(request: Request, key: str, **blanks: object) -> str:
    """Words for where Slack parses nothing."""
    raw = {name: Markup(one) if type(one) is str else one for name, one in blanks.items()}
    return unescape(request.say(key, **raw))


def distance(request: Request, due: datetime) -> Markup:
    key, n = say_distance(due, request.now, request.calendar)
    return request.say(key, n=n)


def together(request: Request, names: Iterable[str]) -> str:
    """For a form, which takes no blanks; in a text a list is put so by itself."""
    return COMMA[request.catalog.lang_of(request.person)].join(names)


def outsider(request: Request) -> Reply:
    """To whoever is not of the office: what this is, and whom to ask."""
    return Words(request.say("office.outsider", who=whom_to_ask(request.session)))


def outsiders(request: Request, refusal: Refused) -> Refused:
    """Whatever is refused to them, they read the same; that they looked is on record as ever."""
    who = whom_to_ask(request.session)
    told = Markup(who.mention) if isinstance(who, Person) else who  # no row outlives a refusal
    return Refused("office.outsider", unseen=refusal.unseen, who=told)


def not_understood(request: Request) -> Reply:
    """Three examples of what can be said, with the name of somebody who is there."""
    if not request.me.insider:
        return outsider(request)
    writer = next(iter(holding(request.session, Role.STAFF)), request.person)
    name = called(writer.name, request.catalog.lang_of(request.person))
    return Words(request.say("office.not-understood", name=name))
