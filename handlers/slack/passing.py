"""The way back passes: a message that bears its button stands without it once it is too late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.matters import letters
from bot.matters.undo import CLOSED
from handlers.slack.blocks import without_undo


def passes(
    session: Session, to: str, message: dict[str, Any], place: tuple[str, str], since: datetime
) -> None:
    """`message` was put in its `place` when what it tells of was done."""
    blocks = without_undo(message["blocks"])
    if blocks != message["blocks"]:
        letters.put_right(session, to, message | {"blocks": blocks}, place, since + CLOSED)
