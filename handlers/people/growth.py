"""Growth at the desk: one's own page, for one's own eyes; the record of whom one answers for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.language.catalog import Key, Markup
from bot.people import growth
from bot.people.growth import Deed, Record
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack import read
from handlers.slack.blocks import button, buttons, context, section
from handlers.slack.desk import Asked, Desk, Reply, Words

desk = Desk("growth")
A_FEW = 4  # of one ability


@desk.does("mine")
def mine(request: Request, asked: Asked) -> Reply:
    """What is open to me, what I have done, what I have not yet had, who can help."""
    insist(request.me.insider, "insider")
    found, say = growth.of(request, request.person), request.say
    waiting = [growth.chance(request, one) for one in growth.offered(request)]
    parts = [say("growth.open"), *waiting] if waiting else []
    parts += [*_done(request, found), *_had(request, found), *_not_yet(request, found)]
    if helpers := growth.who_can_help(request, found):
        parts.append(say("growth.helpers", names=[one.name for one in helpers]))
    text = Markup("\n".join([say("growth.mine"), *parts]))
    ways = buttons(
        button("topics:propose", say("topics.start")),
        button("strengths:show", say("growth.strengths")),
    )
    return Words(text, [section(text), context(say("growth.only-you")), ways])


@desk.does("record")
def record(request: Request, asked: Asked) -> Reply:
    """What somebody has done, for whoever answers for their work."""
    person = read.person(request, asked) or request.person
    if person is request.person:
        return mine(request, asked)
    found, say = growth.of(request, person), request.say
    parts = [*_done(request, found), *_had(request, found), *_not_yet(request, found)]
    text = Markup("\n".join([say("growth.record", name=person.name), *parts]))
    return Words(text, [section(text), context(say("growth.no-appraisal"))])


def _done(request: Request, found: Record) -> Iterable[Markup]:
    for ability, deeds in found.done.items():
        named = Key(f"growth.ability-{ability}")
        yield request.say("growth.line", ability=named, deeds=_some(request, deeds))
    if found.duty:
        yield request.say("growth.duty", day=found.duty.day)


def _some(request: Request, deeds: Sequence[Deed]) -> Markup | list[Markup]:
    said = [growth.deed(request, one) for one in deeds[:A_FEW]]
    if len(deeds) > A_FEW:
        return request.say("growth.and-more", deeds=said)
    return said or request.say("growth.nothing-yet")


def _had(request: Request, found: Record) -> Iterable[Markup]:
    if found.had:
        yield request.say("growth.had")
        yield from (growth.chance(request, one) for one in found.had[:A_FEW])


def _not_yet(request: Request, found: Record) -> Iterable[Markup]:
    if found.not_yet:
        sorts = [Key(f"growth.sort-{one}") for one in found.not_yet]
        yield request.say("growth.not-yet", sorts=sorts)
