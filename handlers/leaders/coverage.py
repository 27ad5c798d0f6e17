"""Coverage at the desk: a few lines on request, and on Monday mornings where there is something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.catalog import Markup
from bot.leaders import coverage
from bot.leaders.coverage import Coverage
from bot.who.request import Request
from handlers.slack.blocks import Block, button, buttons, context, section
from handlers.slack.desk import Asked, Desk, Reply, Words
from storage.who.pairs import Post
from storage.who.people import Person

desk = Desk("coverage")


@desk.does("check")
def check(request: Request, asked: Asked) -> Reply:
    found = coverage.found(request)
    if found.is_whole:
        return Words(request.say("coverage.whole"))
    return Words(*_drawn(request, found))


@desk.draws("note")
def note(request: Request) -> tuple[str, list[Block]] | None:
    """None where all is well, or for who need not know any more."""
    if not request.me.leads:
        return None
    found = coverage.found(request)
    return _drawn(request, found) if found.has_gaps else None


def _drawn(request: Request, found: Coverage) -> tuple[str, list[Block]]:
    text = Markup("\n".join([request.say("coverage.title"), *_lines(request, found)]))
    ways = buttons(
        button("load:board", request.say("coverage.board")),
        button("pairs:list", request.say("coverage.posts")),
        button("pairs:join", request.say("coverage.pair")),
    )
    return text, [section(text), context(request.say("coverage.no-score")), ways]


def _lines(request: Request, found: Coverage) -> Iterator[Markup]:
    say = request.say
    if found.empty:
        yield say("coverage.empty", posts=_names(found.empty))
    if found.single:
        yield say("coverage.single", posts=_names(found.single))
    if found.alone:
        yield say("coverage.alone", names=_names(found.alone))
    if found.idle:
        yield say("coverage.idle", names=_names(found.idle))
    if found.busy:
        yield say("coverage.busy", names=_names(found.busy))
    for one in found.orphans:
        yield say("coverage.orphan", **one.matter.named, name=one.matter.owner.name)


def _names(found: Sequence[Person | Post]) -> list[str]:
    return [one.name for one in found]
