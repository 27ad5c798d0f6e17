"""Blocks that not every Slack draws yet: where one is refused, the message goes without them.

Whatever holds one has the whole of what it says as its text. `invalid_blocks` means that nothing
stands there, so it is sent once more and nothing is doubled (platform.md 4.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.slack.blocks import Block, plain, sections
from handlers.slack.patience import said

NEWER = frozenset({"table", "data_table", "data_visualization"})
REFUSED = "invalid_blocks"


def has_newer(message: dict[str, Any]) -> bool:
    return any(block["type"] in NEWER for block in message.get("blocks") or [])


def without(message: dict[str, Any]) -> dict[str, Any]:
    """The same in words: its text, and what can be pressed."""
    kept = [one for one in message["blocks"] if one["type"] not in {*NEWER, "section"}]
    return message | {"blocks": [*sections(message["text"]), *kept]}


def send(call: Callable[..., Any], **message: Any) -> Any:
    """A call of Slack's; once more in words, where it refuses the blocks. Raises SlackApiError."""
    try:
        return call(**message)
    except SlackApiError as error:
        if said(error) != REFUSED or not has_newer(message):
            raise
        return call(**without(message))


def respond(call: Callable[..., Any], **message: Any) -> None:
    """The same for an answer to a press or a command, which raises nothing."""
    told = call(**message)
    if has_newer(message) and REFUSED in str(getattr(told, "body", "")):
        call(**without(message))


# --- made of words ----------------------------------------------------------------------------


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": plain(text, 200)["text"] or "–"}


def number(value: int) -> Block:
    return {"type": "raw_number", "value": value, "text": str(value)}
