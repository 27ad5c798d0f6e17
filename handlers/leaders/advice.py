"""Advice at the desk: its card says what is advised and, in the end, what came of it."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.leaders.advice import KIND
from bot.papers.drafts.versions import LINK
from bot.who.request import Request
from handlers.matters.life import WORDS, Face, LifeDesk
from handlers.slack import read
from handlers.slack.blocks import safe_link, short
from handlers.slack.desk import Asked, Reply
from storage.leaders.advice import Advice


def lines(request: Request, advice: Advice) -> list[Markup]:
    link, whole = LINK.fullmatch(advice.evidence), advice.advice.rstrip("。.")
    said = {
        "advice": "" if whole == advice.matter.title else advice.advice,  # the title says it all
        "options": short(advice.options, WORDS),
        "evidence": Markup(f"<{safe_link(link[0])}>") if link else short(advice.evidence, WORDS),
        advice.state: short(advice.words, WORDS),
    }
    return [request.say(f"advice.card-{name}", text=text) for name, text in said.items() if text]


def advise(request: Request, asked: Asked) -> Reply:
    """What is understood in part is the advice, not what it is called."""
    if read.IN_PART in asked and not asked.get("advice"):
        asked = asked | {"advice": asked.get("title", ""), "title": ""}
    return desk.begin(request, read.addressed(request, asked))


desk = LifeDesk(KIND, Face(lines), advise=advise)
