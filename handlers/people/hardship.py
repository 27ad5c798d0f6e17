"""Hardship at the desk: its card says nothing of what it is; that stands on a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters import life, moves
from bot.people.hardship import KIND
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, told
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, page, section
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.matters.matter import Matter
from storage.people.hardship import Hardship, HardshipState


def lines(request: Request, item: Hardship) -> list[Markup]:
    helping = item.state is HardshipState.HELPING
    due = item.matter.due_at
    return [request.say("hardship.card-promised", due=due)] if helping else []


class HardshipDesk(LifeDesk[Hardship]):
    """As any other, with the way to the page among its buttons."""

    def presses(self, request: Request, item: Hardship) -> list[Block]:
        opens = button("hardship:open", request.say("hardship.open"), item.matter.id)
        first, rest = (made := super().presses(request, item))[:1], made[1:]
        return [*first, opens, *rest]


def raise_(request: Request, asked: Asked) -> Reply:
    """With one person; nothing of it is kept on a slip, whatever else would be asked about."""
    moves.check_opening(KIND.opening, request.me, None)
    if read.lacking(request, asked, *KIND.opening.needs):
        return Form(desk.form(request, KIND.opening, asked))
    item = life.begin(request, KIND, told(request, KIND.opening, asked))
    return Words(*desk.card(request, item.matter), shown=True)


desk = HardshipDesk(KIND, Face(lines, signal="🤝"), None, **{"raise": raise_})


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    """For whoever raised it, whom with, and whom they let in."""
    matter: Matter = read.matter(request, asked, KIND.name)
    item, say = request.session.get_one(Hardship, matter.id), request.say
    blocks = [section(say("hardship.ask", words=item.ask))]
    if item.answer:
        blocks.append(section(say("hardship.answer", words=item.answer)))
    blocks.append(context(say("hardship.private")))
    return Form(page(matter.number, say("office.close"), blocks))
