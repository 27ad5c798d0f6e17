"""What hangs on a draft beside its text, and follows it whenever it changes hands or state."""

from __future__ import annotations

from bot import outline, questions
from bot.request import Request
from storage.drafts import Draft

PARTS = (outline.keep_up, questions.keep_up)  # a feature that has something to follow adds its own


def keep_up(request: Request, draft: Draft) -> None:
    """What is still waited for is owed by whoever has it in hand now; what is over, by nobody."""
    for follow in PARTS:
        follow(request, draft)
