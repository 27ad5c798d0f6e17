"""Recommendations at the desk: the card names who and where it stands; why is a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.people.recommendations import DRAFTED, KIND
from bot.who.request import Request
from handlers.matters.life import Face
from handlers.people.paged import PagedDesk
from storage.people.recommendations import Recommendation


def written(request: Request, item: Recommendation) -> dict[str, str]:
    """The evidence once it is endorsed: what was taken back is frozen anew."""
    evidence = "" if item.state in DRAFTED else item.evidence
    return {"words": item.words, "evidence": Markup(evidence), "answer": item.answer}


desk = PagedDesk(KIND, Face(signal="🏅"), written)
