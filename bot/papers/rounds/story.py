"""News of a round: told in the thread of its cards, and shown on those of its draft."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.language.catalog import Key, Markup
from bot.matters import story
from bot.who.request import Request
from storage.matters import shown
from storage.papers.rounds import Round


def facts(round_: Round) -> dict[str, Any]:
    """What its texts may name, beside its own number."""
    draft, kind = round_.draft.matter, Key(f"rounds.kind-{round_.kind}")
    names = {"draft": draft.number, "title": draft.title, "owner": draft.owner.name}
    of_it = {"kind": kind, "n": round_.number, "version": round_.version}
    return {**names, **of_it, "closes": round_.closes_at}


def tell(
    request: Request,
    round_: Round,
    verb: str,
    called: Collection[str],
    know: Collection[str] = (),
    /,
    **blanks: object,
) -> Markup:
    """Tell of a deed, in the words of whoever did it; the draft's cards change with the round's."""
    told = facts(round_) | blanks
    said = story.tell(request, round_.matter, f"rounds.story-{verb}", called, know, **told)
    redraw(request, round_)
    shown.redraw_calls(request.session, round_.draft_id, request.now)
    return said


def redraw(request: Request, round_: Round) -> None:
    """How many have answered stands on every card of the round, and of its draft."""
    for matter in (round_.matter, round_.draft.matter):
        story.show(request, matter)
