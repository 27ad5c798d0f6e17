"""The weight of a draft on the desk: in the form to assign, in a form of its own, in details."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.matters import moves
from bot.papers.drafts.moves import MOVES
from bot.papers.drafts.weight import read_weight
from bot.who.request import Request
from handlers.slack import blocks
from handlers.slack.blocks import Block, button, select_field
from handlers.slack.desk import Asked
from storage.papers.drafts import Draft, Weight


def weight_to_choose(request: Request, asked: Asked) -> Block:
    """For a draft to be assigned; left open, it is what is usual for its type."""
    say, said = request.say, read_weight(asked.get("weight", "")) or ""
    hint = say("drafts.hint-assign-weight")
    label = say("drafts.field-weight")
    return select_field("weight", label, _named(request), said, hint=hint, optional=True)


def _named(request: Request) -> dict[str, str]:
    return {one.value: request.say(f"drafts.weight-{one}") for one in Weight}


def small_print(request: Request, draft: Draft) -> list[Markup]:
    """What the card says of it; of routine it says nothing."""
    if draft.weight is Weight.ROUTINE:
        return []
    weight = Key(f"drafts.weight-{draft.weight}")
    return [request.say("drafts.card-weight", weight=weight)]


def section(request: Request, draft: Draft) -> list[Block]:
    """Its weight, with the button that changes it for who may."""
    say = request.say
    text = say("drafts.details-weight", weight=Key(f"drafts.weight-{draft.weight}"))
    may = "weigh" in {move.verb for move in moves.open_to(MOVES, request.me, draft)}
    change = button("drafts:weigh", say("drafts.verb-weigh"), draft.id) if may else None
    return [blocks.section(text, change)]
