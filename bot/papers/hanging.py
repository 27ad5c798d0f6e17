"""What hangs on a draft beside its text, and follows it whenever it changes hands or state."""

from __future__ import annotations

from bot.papers import outline, parts, questions
from bot.papers.readers import let_them_read
from bot.papers.rounds import duties
from bot.who.request import Request
from storage.papers.drafts import Draft

# A feature that has something to follow adds its own.
FOLLOWING = (
    parts.keep_up,
    duties.keep_up,
    outline.keep_up,
    questions.keep_up,
)


def keep_up(request: Request, draft: Draft) -> None:
    """Whoever takes part reads it; what is still waited for is owed by whoever has it in hand now,
    what is over by nobody.
    """
    let_them_read(request.session, draft)
    for follow in FOLLOWING:
        follow(request, draft)
