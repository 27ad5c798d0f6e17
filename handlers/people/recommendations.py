"""Recommendations at the desk: the card names who and where it stands; why is a page behind it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters import life, moves
from bot.people.recommendations import DRAFTED, KIND
from bot.who.request import Request
from handlers.matters.life import Face, LifeDesk, told
from handlers.slack import read
from handlers.slack.blocks import Block, button, context, page, section, sections
from handlers.slack.desk import Asked, Form, Reply, Words
from storage.matters.matter import Matter
from storage.people.recommendations import Recommendation


class RecommendationDesk(LifeDesk[Recommendation]):
    """As any other, with the way to the page among its buttons."""

    def presses(self, request: Request, item: Recommendation) -> list[Block]:
        opens = button("recommendations:open", request.say("recommendations.open"), item.matter.id)
        first, rest = (made := super().presses(request, item))[:1], made[1:]
        return [*first, opens, *rest]


def draft(request: Request, asked: Asked) -> Reply:
    """Nothing of it is kept on a slip, whatever else would be asked about."""
    moves.check_opening(KIND.opening, request.me, None)
    if read.lacking(request, asked, *KIND.opening.needs):
        return Form(desk.form(request, KIND.opening, asked))
    item = life.begin(request, KIND, told(request, KIND.opening, asked))
    return Words(*desk.card(request, item.matter), shown=True)


desk = RecommendationDesk(KIND, Face(signal="🏅"), None, draft=draft)


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    """The words, the evidence once it is endorsed, the answer."""
    matter: Matter = read.matter(request, asked, KIND.name)
    item, say = request.session.get_one(Recommendation, matter.id), request.say
    blocks = [section(say("recommendations.why", words=item.words))]
    if item.evidence and item.state not in DRAFTED:
        blocks += [section(say("recommendations.evidence")), *sections(Markup(item.evidence))]
    if item.answer:
        blocks.append(section(say("recommendations.answer", words=item.answer)))
    blocks.append(context(say("recommendations.private")))
    return Form(page(matter.number, say("office.close"), blocks))
