"""What is left of a sentence once it was understood: nothing is bound while that still matters.

Most wrong bindings have one root: part of a time, another person or a second wish stays in the
title, and nobody looks.
"""

from __future__ import annotations

import re

from bot.hearing.verbs import intent_of
from bot.language.dates import find_times, holds_time
from bot.language.names import QUOTED
from bot.language.phrases import Heard
from bot.language.understanding import acts
from bot.language.understanding.marks import pattern
from bot.language.understanding.slots import WORDS, is_marked
from bot.who.request import Request

HELD = ("title", "advice", "said", "good", "wish")  # where a second wish would be lost
LEFT = ("hours", "days", "choices", "others", "shares")  # what is looked for in any title
BESIDE = ("choices", "others")  # and where a time in it is its own
WRITTEN = {("drafts", "assign"): (*LEFT, "handed", "pieces", "asked")}  # and in that of a paper

COMMA = re.compile("[,，、;；.。]")


def matters(request: Request, said: Heard, text: str) -> bool:
    """Does what was taken for a title hold a time, a choice, a person to tell or another wish?
    What stands in quotes was meant as it is.
    """
    held = (said.asked.get(name, "").strip() for name in HELD)
    if any(pattern("hearing", "apart").search(words) for words in held):
        return True
    if _says_more(request, said.asked.get("due", "")) or _is_no_reason(said, text):
        return True
    title = said.asked.get("title", "")
    if _is_joined(title, text) or _is_forbidden_until(title, said.asked.get("due", "")):
        return True
    title = QUOTED.sub(_kept, title).strip()
    if pattern("left", "nothing").fullmatch(title):
        return True
    title = pattern("left", "names").sub(" ", title)
    verbatim = is_marked("verbatim", said.feature, said.verb)
    looked_for = WRITTEN.get((said.feature, said.verb), BESIDE if verbatim else LEFT)
    if any(pattern("left", name).search(title) for name in looked_for):
        return True
    timed = bool(title.strip()) and holds_time(title, request.now, request.calendar)
    return timed and not verbatim


def other_wish(said: Heard, text: str) -> list[str]:
    """What is wished, and the order that stands behind it, where that was taken for its reason."""
    orders = [words for words in _beside(said, text) if pattern("left", "order").match(words)]
    for comma in COMMA.finditer(text) if orders else ():
        if _plain(text[comma.end() :]).startswith(_plain(orders[0])):
            return [text[: comma.start()], text[comma.end() :]]
    return []


def _is_no_reason(said: Heard, text: str) -> bool:
    """Is what stands behind a comma another order, or a change that a yes depends on?"""
    agrees = intent_of(f"{said.feature}:{said.verb}") in acts.AGREEING
    none = ("order", "changes") if agrees else ("order",)
    beside = _beside(said, text)
    return any(pattern("left", name).match(words) for words in beside for name in none)


def _beside(said: Heard, text: str) -> list[str]:
    """Reasons behind a comma. What stands behind a colon is told, whatever it says."""
    given = [words for name in WORDS if (words := said.asked.get(name, "").strip())]
    before = {words: _plain(text).partition(_plain(words))[0] for words in given}
    return [words for words in given if COMMA.fullmatch(before[words][-1:])]


def _says_more(request: Request, due: str) -> bool:
    """Is there somebody, or another wish, among the words for a time: "to Friday, cc Chen Jing"?"""
    for found in reversed(find_times(due, request.now, request.calendar)):
        due = due[: found.span[0]] + due[found.span[1] :]
    return pattern("left", "beside").search(due) is not None


def _is_forbidden_until(title: str, due: str) -> bool:
    """ "Not to call before three": the limit is that of what is forbidden, or of the reminder."""
    forbids, limits = pattern("left", "forbids"), pattern("left", "limits")
    return bool(forbids.match(title) and limits.search(due))


def _kept(quoted: re.Match[str]) -> str:
    return quoted[0] if quoted[0].startswith("<@") else " "


def _is_joined(title: str, text: str) -> bool:
    """Was something cut out of its middle, so that words from behind a time stand in it? What it is
    about may be said last: "a note by 3pm about the move".
    """
    title, text = _plain(title), _plain(text)
    if title in text:
        return False
    begins = next(n for n in range(len(title), -1, -1) if title[:n] in text)
    return not pattern("left", "about").match(title[begins:])


def _plain(said: str) -> str:
    """As it stands between other words, mentions by their names."""
    return re.sub(r"\s+", "", re.sub(r"<@\w+\|([^>]*)>", r"\1", said))
