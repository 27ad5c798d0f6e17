"""What others said of a matter on something that came of it, such as who countersigned a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.language.catalog import Markup
from bot.matters.sight import visible_to
from bot.who.request import Request
from storage.matters.matter import Matter, come_of

Speaks = Callable[[Request, Matter], Sequence[Markup]]
SPEAK: dict[str, Speaks] = {}  # by kind: what is said on one of it


def speaks(kind: str) -> Callable[[Speaks], Speaks]:
    def enter(said: Speaks) -> Speaks:
        SPEAK[kind] = said
        return said

    return enter


def lines(request: Request, matter: Matter) -> list[Markup]:
    """A line for each who was asked, below the number of what they were asked on; as far as
    whoever reads may see that.
    """
    made: list[Markup] = []
    for one in come_of(request.session, [matter.id], visible_to(request.me)):
        said = SPEAK[one.kind](request, one) if one.kind in SPEAK else ()
        made += [request.say("matters.card-made", **one.named), *said] if said else []
    return made
