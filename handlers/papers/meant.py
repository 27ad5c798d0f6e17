"""Which draft is meant: by a button, a form, or its number in a sentence."""

from __future__ import annotations

from bot.papers.brief import KIND
from bot.who.request import Request
from handlers.slack import read
from handlers.slack.desk import Asked
from storage.papers.drafts import Draft


def draft_of(request: Request, asked: Asked) -> Draft:
    """Raises Refused for what is unseen."""
    return request.session.get_one(Draft, read.matter(request, asked, KIND).id)
