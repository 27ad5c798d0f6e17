"""Supervision at the desk: the instruction stands on its card, and may come from a message."""

from __future__ import annotations

from bot.language.catalog import Key, Markup
from bot.processes.supervision import KIND
from bot.who.request import Request
from handlers.matters.life import WORDS, Face, LifeDesk, last_words, time_asked
from handlers.slack import read
from handlers.slack.blocks import safe_link, short
from handlers.slack.desk import Asked, Reply
from storage.processes.supervision import Supervision


def lines(request: Request, item: Supervision) -> list[Markup]:
    say, found = request.say, []
    if item.said:
        origin, words = Key(f"supervision.origin-{item.origin}"), short(item.said, WORDS)
        found.append(say("supervision.card-said", origin=origin, words=words))
    found += [*last_words(request, item.words), *time_asked(request, item)]
    if item.evidence:
        found.append(say("supervision.card-evidence", link=safe_link(item.evidence)))
    return found


desk = LifeDesk(KIND, Face(lines))
desk.shortcuts["from-words"] = "message"


@desk.does("from-words")
def from_words(request: Request, asked: Asked) -> Reply:
    """A message is put under supervision: its text is the instruction, its link is kept."""
    said = read.in_names(request, asked.get("title", ""))
    return desk.begin(request, {"said": said, "source": asked.get("source", "")})
