"""News of a round: told in the thread of its cards, and shown on those of its draft."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from bot import letters, news
from bot.catalog import Key, Markup
from bot.request import Request
from storage.matters import outbox
from storage.matters.matter import Card
from storage.papers.rounds import Round


def tell(
    request: Request,
    found: Round,
    verb: str,
    called: Collection[str],
    know: Collection[str] = (),
    /,
    **blanks: object,
) -> Markup:
    """Tell of a deed, in the words of whoever did it; the draft's cards change with the round's."""
    draft = found.draft.matter
    blanks |= {"draft": draft.number, "n": found.number, "kind": Key(f"rounds.kind-{found.kind}")}
    blanks |= {"version": found.version, "closes": found.closes_at, "owner": draft.owner.name}
    said = news.tell(request, found.matter, f"rounds.story-{verb}", called, know, **blanks)
    redraw(request, found)
    outbox.redraw_calls(request.session, found.draft_id, request.now)
    return said


def redraw(request: Request, found: Round) -> None:
    """How many have answered stands on every card of the round, and of its draft."""
    session = request.session
    for matter_id in (found.id, found.draft_id):
        holders = session.scalars(select(Card.person_id).where(Card.matter_id == matter_id))
        letters.cards(session, sorted(holders), matter_id, request.now)
