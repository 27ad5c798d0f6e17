"""The way back: a button, for a few minutes, to whoever took the last step."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.matters import undo
from bot.who.request import Request
from handlers.slack.blocks import Block, button, buttons, section
from handlers.slack.desk import Reply, Words
from storage.matters.matter import Matter


def undo_button(request: Request, matter: Matter) -> Block | None:
    last = matter.last_deed
    feature = last.what.partition(".")[0] if last else ""
    ours = feature in (matter.kind, *undo.HANGS)
    if last is None or not ours or not undo.is_open(request, last, feature):
        return None
    return button(f"{feature}:undo", request.say("undo.button"), last.id)


def said_back(
    request: Request, matter: Matter, said: Markup, *, shown: bool, more: Sequence[Block] = ()
) -> Reply:
    """What was done, in a sentence, with the way to undo it; `shown`: a card says so."""
    back = undo_button(request, matter)
    return Words(said, [section(said), *([buttons(back)] if back else []), *more], shown=shown)


def with_undo(request: Request, said: str, feature: str, entry_id: int) -> Reply:
    """What was done to what is no matter, with the way to undo it."""
    back = button(f"{feature}:undo", request.say("undo.button"), entry_id)
    return Words(said, [section(said), buttons(back)])


def undone(request: Request, matter: Matter, *, shown: bool = True) -> Reply:
    """What was done is taken back; `shown`: a card says so."""
    return Words(request.say("undo.done", **matter.named), shown=shown)
