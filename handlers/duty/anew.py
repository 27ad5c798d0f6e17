"""A plan that was made anew: what is different, and the way to publish it."""

from __future__ import annotations

from itertools import groupby

from bot.duty import anew, lines, roster
from bot.duty.roster import slot_of
from bot.language.catalog import Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.publishing import preview
from handlers.duty.roster import desk, tier_of
from handlers.slack.blocks import Block, button, buttons, sections
from handlers.slack.desk import Asked, Reply, Words
from storage.who.people import Person

__all__ = ["desk"]


@desk.draws("anew")
def drawn(request: Request, plan: int, changed: list[list[str]]) -> tuple[str, list[Block]] | None:
    """A line a day: who was to have it, and who is to have it now."""
    if not roster.may_publish(request):
        return None
    waiting, left = anew.days_of(request, plan)
    named = {"first": waiting.first, "last": waiting.last}
    if not left:
        text = request.say("duty.anew-over", **named)
        return text, sections(text)
    said = [request.say("duty.anew", n=len(changed), **named)]
    for day, of in groupby(changed, key=lambda one: slot_of(one[0])[0]):
        names = Markup(" · ".join(_change(request, *one) for one in of))
        said.append(request.say("duty.new", day=day, names=names))
    all_of_it = "\n".join(said)
    seen = button("duty:anew", request.say("duty.see-all"), plan, "primary")
    return all_of_it, [*sections(all_of_it), buttons(seen)]


def _change(request: Request, which: str, was: str, now: str) -> Markup:
    tier = tier_of(slot_of(which)[1])
    if not now:
        return request.say("duty.gap", tier=tier)
    name = request.session.get_one(Person, now).name
    if not was:
        return request.say("duty.holder", tier=tier, name=name)
    before = request.session.get_one(Person, was).name
    return request.say("duty.was", tier=tier, was=before, name=name)


@desk.does("anew")
def see(request: Request, asked: Asked) -> Reply:
    """All of it as it would change the roster now, with the button to publish it."""
    insist(roster.may_publish(request), "director")
    waiting, left = anew.days_of(request, int(asked["id"]))
    if not left:
        named = {"first": waiting.first, "last": waiting.last}
        return Words(request.say("duty.anew-over", **named))
    found = {day: dict(of) for day, of in left.items()}
    return preview(request, found, lines.written(left, request.catalog.lang_of(request.person)))
