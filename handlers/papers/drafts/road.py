"""The road of a draft: who reviews and who signs it, and who is told that it goes another way."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters.sight import may_see
from bot.papers.life import OPEN
from bot.who.request import Request
from handlers.slack.blocks import Block, button, section
from storage.papers.drafts import Draft, whole
from storage.who.people import Person


def on_card(request: Request, draft: Draft) -> list[Markup]:
    """Until it is signed: then the card says who did."""
    if draft.state not in OPEN:
        return []
    return road(request, draft.reviewer, draft.signatory, draft.matter.opened_by)


def road(request: Request, reviewer: Person, signatory: Person, assigner: Person) -> list[Markup]:
    """Who reviews and who signs; nothing where all of it is with whoever assigned it."""
    if reviewer is not signatory:
        names = {"reviewer": reviewer.name, "signatory": signatory.name}
        return [request.say("drafts.card-road", **names)]
    if reviewer is assigner:
        return []
    return [request.say("drafts.card-judge", who=reviewer.name)]


def directly(request: Request, id: int) -> tuple[str, list[Block]] | None:
    """To the director, past whom a leader assigned it; nothing of what is over, or hidden."""
    draft = whole(request.session, id)
    matter = draft.matter
    if draft.state not in OPEN or not may_see(request.session, request.me, matter):
        return None
    names = {"by": matter.opened_by.name, "owner": matter.owner.name, "due": matter.due_at}
    text = request.say("drafts.directly", **matter.named, **names)
    return text, [section(text, button("drafts:show", request.say("followups.show"), draft.id))]
