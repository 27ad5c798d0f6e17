"""Fields that the forms of several papers have."""

from __future__ import annotations

from bot.who.request import Request
from handlers.slack.blocks import (
    Block,
    text_field,
)
from handlers.slack.desk import Asked


def due_field(request: Request, asked: Asked, default: str = "") -> Block:
    say = request.say
    return text_field(
        "due",
        say("matters.field-due"),
        asked.get("due") or default,
        example=say("matters.example-due"),
        hint=say("matters.hint-due"),
    )
