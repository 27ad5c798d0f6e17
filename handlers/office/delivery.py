"""What is not delivered and why, for whoever looks after the bot: never what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.language.catalog import Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Asked, Desk, Reply, Words
from storage.matters import stuck
from storage.matters.outbox import LetterState
from storage.matters.stuck import Held

desk = Desk("delivery")

PATIENCE = timedelta(minutes=2)  # so long nobody needs to hear that something waits


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs or request.person.admin, "director")
    held = stuck.held(request.session)
    said = "\n".join([_first_line(request), *_lines(request, held)])
    again = [buttons(button("home:retry", request.say("home.retry")))]
    return Words(said, [section(said), *(again if any(one.over for one in held) else [])])


def at_home(request: Request) -> list[Block]:
    """What still waits, on the admin's Home; what was set aside stands there already."""
    waits = [one for one in stuck.held(request.session) if not one.over]
    oldest = stuck.oldest(request.session, request.now)
    if not waits and (oldest is None or request.now - oldest < PATIENCE):
        return []
    return [section("\n".join([_first_line(request), *_lines(request, waits)]))]


def _first_line(request: Request) -> Markup:
    """How much waits, and since when; or that all is out, and since when."""
    say, counts = request.say, stuck.by_state(request.session)
    oldest = stuck.oldest(request.session, request.now)
    if oldest is None:
        last = stuck.last_sent(request.session)
        return say("delivery.all-out", at=last) if last else say("delivery.none-yet")
    n = counts.get(LetterState.WAITING, 0) + counts.get(LetterState.SENDING, 0)
    return say("delivery.waiting", n=n, since=oldest)


def _lines(request: Request, held: Sequence[Held]) -> list[Markup]:
    return [_line(request, one) for one in held]


def _line(request: Request, one: Held) -> Markup:
    said = Markup(one.error)
    told = {"n": one.count, "since": one.since, "error": said, "why": _why(request, one.error)}
    key = "delivery.given-up" if one.over else "delivery.tried-again"
    return request.say(key, **told)


def _why(request: Request, error: str) -> Markup:
    """What that word of Slack's means, and what helps."""
    key = f"delivery.why-{error}"
    return request.say(key if request.catalog.has(key) else "delivery.why-other")
