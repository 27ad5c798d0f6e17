"""What the checker found in the latest version of a draft, as its readers see it."""

from __future__ import annotations

from bot.request import Request
from handlers.blocks import Block
from storage.drafts import Draft


def overview(request: Request, draft: Draft) -> list[Block]:
    return []
