"""Hardship at the desk: its card says nothing of what it is; that stands on a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters import life, moves
from bot.people.hardship import KIND
from bot.who.request import Request
from handlers.matters.life import Face, told
from handlers.people.paged import PagedDesk
from handlers.slack import read
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.people.hardship import Hardship, HardshipState


def lines(request: Request, item: Hardship) -> list[Markup]:
    helping = item.state is HardshipState.HELPING
    due = item.matter.due_at
    return [request.say("hardship.card-promised", due=due)] if helping else []


def raise_(request: Request, asked: Asked) -> Reply:
    """With one person; nothing of it is kept on a slip, whatever else would be asked about."""
    moves.check_opening(KIND.opening, request.me, None)
    if read.lacking(request, asked, *KIND.opening.needs):
        return Form(desk.form(request, KIND.opening, asked))
    item = life.begin(request, KIND, told(request, KIND.opening, asked))
    return Words(*desk.card(request, item.matter), shown=True)


def written(request: Request, item: Hardship) -> dict[str, str]:
    return {"ask": item.ask, "answer": item.answer}


desk = PagedDesk(KIND, Face(lines, signal="🤝"), written, **{"raise": raise_})
