"""A way of working that somebody names: begun with what they said, once they say yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.hearing.offering import MOST, NO_ORDER, Meant, caught
from bot.language.phrases import Heard, shortened
from bot.language.understanding import Here, acts
from bot.language.understanding.slots import slots_of
from bot.language.understanding.things import see
from bot.language.understanding.titles import title_said
from bot.processes import calling, ways
from bot.who.request import Request
from storage.who.people import Person

FILLED = frozenset({"due", "person", "link", "whole"})
NONE = NO_ORDER | {"negated", "question", "past"}


def named_way(request: Request, text: str, people: Sequence[Person]) -> Meant | None:
    """To begin the one that is named, with what else was said, in what may be an order. It is sure
    where it is said to be begun.
    """
    if shortened(text)[0] != text:
        return None  # nobody tells so much of what they only want to begin
    named = calling.called_in(*ways.made_here(request), text)
    here = Here(request.me.id, people, request.now, request.calendar)
    if named is None or acts.signs(see(text, here).masked) & NONE:
        return None
    seen, way = see(named.rest, here), named.way
    ours = way.name in ways.shipped()  # asked for in its own words
    feature = way.name if ours else "cases"
    told = slots_of(feature, "start", seen, number="", takes=FILLED)
    told["title"] = title_said(seen, whole=True)  # nothing of it is the order any more
    told["way"] = "" if ours else way.called[request.catalog.lang_of(request.person)]
    asked = {name: said for name, said in told.items() if said}
    offer = Heard(feature, "start", asked)
    return Meant(offers=(offer,), sure=named.begins, caught=caught(seen))


def beside(named: Meant, meant: Meant) -> Meant:
    """It was only named: it may be meant as well as what was taken for the likeliest, unless
    something is to be done with a matter.
    """
    if "number" in meant.caught or (meant.heard and not meant.quiet):
        return meant
    offers = (*named.offers, *meant.offers)[:MOST]
    return replace(meant, heard=None, offers=offers, sure=False, quiet=False, nowhere=None)
