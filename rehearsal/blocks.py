"""Block Kit as Slack enforces it: known types, known fields, lengths, and ids that are unique."""

from __future__ import annotations

import secrets
from typing import Any

from rehearsal import elements
from rehearsal.errors import Refused

Json = dict[str, Any]


def check_message(blocks: list[Json]) -> None: ...


def check_view(view: Json, type: str) -> None:
    if view.get("type") != type:
        raise Refused("invalid_arguments", "must be a valid view type [json-pointer:/view/type]")


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with every block_id and action_id that the app left out, as Slack adds them."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
    for _, element in elements.standing_in(blocks):
        element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks
