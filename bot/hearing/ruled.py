"""Is it asked of the rules: a question of no matter and of nobody, which they answer (A2.1)?"""

from __future__ import annotations

from bot.language.understanding import acts, marks
from bot.language.understanding.seen import Seen
from bot.processes import asking
from bot.who.request import Request

RULE = ("regulations", "ask")
ASK = ":".join(RULE)


def is_ruled(request: Request, seen: Seen, thread: str) -> bool:
    if seen.number or thread or seen.hinted or seen.of(marks.PERSON):
        return False
    return asking.is_laid_down(request, seen.text)


def asks_of_rules(request: Request, text: str) -> bool:
    """What they answer is asked, though an order begins so: 督办逾期怎么处理."""
    return "question" in acts.signs(text) and asking.is_laid_down(request, text)
