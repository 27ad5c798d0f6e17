"""What is said alike wherever it comes up: how far off a time is, and what was not understood."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.dates import say_distance
from bot.language.names import called
from bot.who.request import Request
from handlers.slack.desk import Reply, Words
from storage.who.people import Role, holding


def distance(request: Request, due: datetime) -> Markup:
    key, n = say_distance(due, request.now, request.calendar)
    return request.say(key, n=n)


def not_understood(request: Request) -> Reply:
    """Three examples of what can be said, with the name of somebody who is there."""
    if not request.me.insider:
        return Words(request.say("office.outsider"))
    writer = next(iter(holding(request.session, Role.STAFF)), request.person)
    name = called(writer.name, request.catalog.lang_of(request.person))
    return Words(request.say("office.not-understood", name=name))
