"""Forms and pages as their reader gets them: with the way out, and what comes back with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.who.request import Request
from handlers.slack import blocks
from handlers.slack.blocks import Block

NOTHING: Mapping[str, object] = {}


def form(
    request: Request,
    what: str,
    title: str,
    submit: str,
    fields: Sequence[Block],
    keep: Mapping[str, object] = NOTHING,
) -> Block:
    """Filled in, it asks `what` ("drafts:assign"); `keep`, a few ids, comes back with it."""
    kept = {name: str(one) for name, one in keep.items()}
    written = json.dumps(kept, ensure_ascii=False) if kept else ""
    return blocks.form(what, title, submit, request.say("office.close"), fields, written)


def page(request: Request, title: str, shown: Sequence[Block]) -> Block:
    """Something to read where forms are."""
    return blocks.page(title, request.say("office.close"), shown)
