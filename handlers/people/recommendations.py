"""Recommendations at the desk: the card names who and where it stands; why is a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters import life, moves
from bot.people.recommendations import DRAFTED, KIND
from bot.who.request import Request
from handlers.matters.life import Face, told
from handlers.people.paged import PagedDesk
from handlers.slack import read
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.people.recommendations import Recommendation


def draft(request: Request, asked: Asked) -> Reply:
    """Nothing of it is kept on a slip, whatever else would be asked about."""
    moves.check_opening(KIND.opening, request.me, None)
    if read.lacking(request, asked, *KIND.opening.needs):
        return Form(desk.form(request, KIND.opening, asked))
    item = life.begin(request, KIND, told(request, KIND.opening, asked))
    return Words(*desk.card(request, item.matter), shown=True)


def written(request: Request, item: Recommendation) -> dict[str, str]:
    """The evidence once it is endorsed: what was taken back is frozen anew."""
    evidence = "" if item.state in DRAFTED else item.evidence
    return {"words": item.words, "evidence": Markup(evidence), "answer": item.answer}


desk = PagedDesk(KIND, Face(signal="🏅"), written, draft=draft)
