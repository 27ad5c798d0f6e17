"""Blocks that not every Slack draws yet: where one is refused, the message goes without them.

Whatever holds one has the whole of what it says as its text. `invalid_blocks` means that nothing
stands there, so it is sent once more and nothing is doubled (platform.md 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.slack.blocks import Block, plain, sections
from handlers.slack.patience import said

NEWER = frozenset({"table", "data_table", "data_visualization"})
SAID = NEWER | {"section"}  # in the text, too
REFUSED = "invalid_blocks"


def has_newer(message: dict[str, Any]) -> bool:
    return any(block["type"] in NEWER for block in message.get("blocks") or [])


def without(message: dict[str, Any]) -> dict[str, Any]:
    """The same in words: its text, and what can be pressed."""
    kept = [one for one in message["blocks"] if "accessory" in one or one["type"] not in SAID]
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


# --- long lists ----------------------------------------------------------------------------------

ROWS, LETTERS = 101, 9_500  # Slack's: with the head; of all tables of a message, 10,000


def long_table(rows: Sequence[Sequence[Block]], caption: str, page_size: int) -> Block:
    """A head and what is below it, to be turned page by page and sorted: as many as a message
    takes.
    """
    left, kept = LETTERS, list[Sequence[Block]]()
    for row in rows[:ROWS]:
        left -= sum(len(one["text"]) for one in row)
        if left < 0:
            break
        kept.append(row)
    return {"type": "data_table", "rows": kept, "caption": caption, "page_size": page_size}


# --- made of words ----------------------------------------------------------------------------


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": plain(text, 200)["text"] or "–"}


def number(value: int) -> Block:
    return {"type": "raw_number", "value": value, "text": str(value)}
