"""Hardship at the desk: its card says nothing of what it is; that stands on a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.people.hardship import KIND
from bot.who.request import Request
from handlers.matters.life import Face
from handlers.people.paged import PagedDesk
from storage.people.hardship import Hardship, HardshipState


def lines(request: Request, item: Hardship) -> list[Markup]:
    helping = item.state is HardshipState.HELPING
    due = item.matter.due_at
    return [request.say("hardship.card-promised", due=due)] if helping else []


def written(request: Request, item: Hardship) -> dict[str, str]:
    return {"ask": item.ask, "answer": item.answer}


desk = PagedDesk(KIND, Face(lines, signal="🤝"), written)
