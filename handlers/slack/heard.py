"""What is said to us, and who answers for it: by what it means, or by the card it stands under."""

from __future__ import annotations

import re

from bot import hearing
from bot.kinds import labels
from bot.language.catalog import plain
from bot.language.phrases import understand
from bot.language.refusals import Refused
from bot.matters import finding
from bot.who.request import Request
from handlers.slack.desk import Asked, Bot, Handler, Reply
from handlers.slack.read import IN_PART
from storage.matters import shown
from storage.matters.matter import Matter, matter_at
from storage.matters.shown import answered_at
from storage.who import people

CARD = re.compile(r"\*([A-Z]{1,2}-\d+)\*")  # as a headline begins


def hear(bot: Bot, text: str, alone: str, thread: str = "") -> Handler:
    """A handler that understands `text` and asks whoever answers for it; or puts it as a question.
    `thread` is the number of the matter under whose card it was said.
    """

    def handler(request: Request, asked: Asked) -> Reply:
        if not text.strip():
            return answers_for(bot, alone)(request, asked)
        meant = hearing.corrected(request, text) or hearing.hear(request, text, alone, thread)
        heard = meant.heard
        if heard is None:
            offers: Reply = bot.desks["offers"].pictures["offers"](request, meant)
            return offers
        slots = hearing.asked_of(heard, text) | ({IN_PART: "yes"} if heard.in_part else {})
        return answers_for(bot, f"{heard.feature}:{heard.verb}")(request, asked | slots)

    return handler


def answers_for(bot: Bot, what: str) -> Handler:
    handler = bot.handler(what)
    if handler is None:
        raise LookupError(f"nobody answers for {what}")
    return handler


def in_thread(bot: Bot, spot: tuple[str, str], said: str, words: str) -> Handler:
    """What is `said` in the thread under a card is said of its matter, where its feature listens
    there; `words` are those that are said to us.
    """

    def handler(request: Request, asked: Asked) -> Reply:
        if not spot[1]:  # under nothing: least of all under what has not been sent yet
            return hear(bot, words, "office:help")(request, asked)
        about = _matter_of(request, *spot)
        listens = bot.handler(f"{about.kind}:reply") if about else None
        if about is None and (page := shown.page_at(request.session, request.me.id, *spot)):
            hears = bot.handler(f"{page.partition(':')[0]}:thread")
            if hears is not None and not _is_order(request, words):
                return hears(request, {"text": plain(said)})
        if about is None or listens is None or _is_order(request, said):
            thread = about.number if about else ""
            return hear(bot, words, "office:help", thread)(request, asked)
        return listens(request, {"id": str(about.id), "text": plain(said)})

    return handler


def _matter_of(request: Request, channel: str, ts: str) -> Matter | None:
    """Whose card stands there, or whose card was the answer that does."""
    if found := matter_at(request.session, request.me.id, channel, ts):
        return found
    number = CARD.search(answered_at(request.session, channel, ts))
    try:
        return finding.find(request, number[1]) if number else None
    except Refused:
        return None


def _is_order(request: Request, text: str) -> bool:
    """Does it say what to do, and with what; or is it said to nobody but us: "help", "thanks"?"""
    everyone = [who for who in people.everyone(request.session) if who.active]
    heard = understand(text, everyone, request.now, request.calendar, labels=labels())
    if heard is None or heard.in_part:
        return False
    return "number" in heard.asked or (heard.feature == "office" and heard.verb != "which")
