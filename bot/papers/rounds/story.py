"""News of a round: told in the thread of its cards, and shown on those of its draft."""

from __future__ import annotations

from collections.abc import Collection

from bot.language.catalog import Key, Markup
from bot.matters import story
from bot.who.request import Request
from storage.matters import outbox
from storage.papers.rounds import Round


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
    draft = round_.draft.matter
    blanks |= {"draft": draft.number, "n": round_.number, "kind": Key(f"rounds.kind-{round_.kind}")}
    blanks |= {"version": round_.version, "closes": round_.closes_at, "owner": draft.owner.name}
    said = story.tell(request, round_.matter, f"rounds.story-{verb}", called, know, **blanks)
    redraw(request, round_)
    outbox.redraw_calls(request.session, round_.draft_id, request.now)
    return said


def redraw(request: Request, round_: Round) -> None:
    """How many have answered stands on every card of the round, and of its draft."""
    for matter in (round_.matter, round_.draft.matter):
        story.show(request, matter)
