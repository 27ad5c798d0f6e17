"""The way back: a button, for a few minutes, to whoever took the last step."""

from __future__ import annotations

from bot import undo
from bot.request import Request
from handlers.blocks import Block, button
from storage.journal import latest
from storage.matters import Matter


def undo_button(request: Request, matter: Matter) -> Block | None:
    last = latest(request.session, matter.id)
    if last is None or not undo.is_open(request, last, matter.kind):
        return None
    return button(f"{matter.kind}:undo", request.say("undo.button"), last.id)
