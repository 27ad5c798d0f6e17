"""The rounds of a draft, shown on the draft: a line on its card, a few among its details."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters import moves
from bot.papers.rounds import life
from bot.papers.rounds import steps as rounds
from bot.papers.rounds.fates import led_to
from bot.papers.rounds.story import facts
from bot.who.request import Request
from handlers.papers.rounds.card import counts
from handlers.slack import blocks
from handlers.slack.blocks import Block, button, buttons
from storage.papers import rounds as stored
from storage.papers.drafts import Draft
from storage.papers.rounds import Round
from storage.papers.rounds import RoundState as State

LAST = 3  # rounds among the details; each older one has a card of its own


def section(request: Request, draft: Draft) -> list[Block]:
    """What was asked, who answered, what came of it; and the way to ask."""
    found = stored.of_draft(draft)
    lines = [_line(request, one) for one in found[-LAST:]]
    made = [button("rounds:of", request.say("rounds.verb-of"), draft.id)] if found else []
    if found and stored.comments(request.session, found[-1].id):
        made.append(button("rounds:list", request.say("rounds.verb-list"), found[-1].id))
    if can_open(request, draft):
        made.append(button("rounds:open", request.say("rounds.verb-open"), draft.id))
    shown = [blocks.section("\n".join(lines))] if lines else []
    return [*shown, *([buttons(*made)] if made else [])]


def _line(request: Request, round_: Round) -> Markup:
    said, state = stored.comments(request.session, round_.id), moves.state_of(round_)
    how_many = counts(request, said, decided=round_.state is not State.OPEN)
    names = facts(round_) | rounds.answers(round_)
    line = request.say("rounds.details", state=state, counts=how_many, **names)
    after = led_to(request, round_)
    return request.say("rounds.details-next", line=line, n=after.number) if after else line


def can_open(request: Request, draft: Draft) -> bool:
    """Is there something to ask about, and nobody asked yet?"""
    may = life.opens_rounds(request.me, draft) and life.can_have_one(draft)
    return may and bool(draft.versions) and not stored.open_on(draft)


def line(request: Request, draft: Draft) -> list[Markup]:
    """On the card: the round that is open, or one whose comments wait for the writer."""
    found = next(iter(stored.of_draft(draft)[::-1]), None)
    if found is None or found.state is State.EXPLAINED:
        return []
    names = facts(found) | rounds.answers(found)
    if found.state is State.OPEN:
        return [request.say("rounds.line-open", **names)]
    how_many = counts(request, stored.comments(request.session, found.id), decided=True)
    return [request.say("rounds.line-closed", counts=how_many, **names)]


def press(request: Request, draft: Draft) -> list[Block]:
    """The one button on the card: open a round, or see the one there is."""
    if can_open(request, draft):
        return [button("rounds:open", request.say("rounds.verb-open"), draft.id)]
    if line(request, draft):
        return [button("rounds:of", request.say("rounds.verb-of"), draft.id)]
    return []
