"""A chance in a sentence: what it is, whom it is for, why them, until when and with whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.people.opportunities import POSTING, READING
from bot.who.request import Request
from handlers.slack import read as words
from handlers.slack.desk import Asked
from storage.who.people import everyone

# Behind a comma, or a word for it, stands why.
WHY = re.compile(r"[,，] ?(?:因为|because )?|因为| because ", re.I)
# What stands before whom it is for, or before until when it is; both are said apart.
FOR_WHOM = (
    *("让", "请", "安排", "带上", "带", "叫上", "叫", "给", "由", "派", "推荐", "推", "和", "与"),
    *("for", "with", "and"),
)
UNTIL = (" until ", " till ", "到", "至")
# 跟着王主任学接访: with whom, and what.
UNDER = re.compile(
    r"(?:跟着|跟|由)(\S{1,20}?)(?=学|带)|\b(?:with|from|under) ([\w .]{1,60})$", re.I
)
A_TIME = re.compile(r"[今明后]年|\d|[一二三四五六七八九十]{1,3}月|[A-Z][a-z]{2}")


def read(request: Request, asked: Asked, sort: str) -> Asked:
    """What comes behind a comma says why. Only what is to be read has a time of its own. How long a
    posting lasts, and with whom, is looked at in a form.
    """
    title, why = (*WHY.split(_called(request, asked), maxsplit=1), "")[:2]
    why = asked.get("why") or why
    title, until = _until(title)
    why, later = _until(why)
    given = asked | {"sort": sort, "title": title} | ({"why": why} if why else {})
    if asked.get("lasts"):
        given |= _lasting(request, asked["lasts"], why)
    elif sort == POSTING and (until or later):
        given |= {"due": until or later, words.IN_PART: "yes"}  # a month alone is no day
    asks = {} if sort == READING or given.get("due") else {words.IN_PART: "yes"}
    return given | asks


def _lasting(request: Request, lasts: str, why: str) -> Asked:
    """Until when, reckoned from today, and who sees to them there, as far as that is said."""
    given = {"due": f"in {lasts}" if lasts.isascii() else f"{lasts}后", words.IN_PART: "yes"}
    under = UNDER.search(why)
    whom = next(filter(None, under.groups())) if under else ""
    named = [one for one in everyone(request.session) if whom and whom in one.name]
    found = [one.slack_id for one in named if not one.is_out]
    if whom and not found:
        asked = words.addressed(request, {"whom": whom})
        found = [] if words.IN_PART in asked else [asked["person"]]
    return given | ({"mentor": found[0]} if len(found) == 1 else {})


def _called(request: Request, asked: Asked) -> str:
    """What it is, without whom it is for: each is offered it alone. "" where nothing stands before
    whom it is for.
    """
    said = title = asked.get("title", "").strip(" ,，、")
    for one in words.people(request, asked, "people"):
        for name in (one.name, *one.name.split()):
            title = re.split(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", title)[0]
    title = _without_end(title, FOR_WHOM) if title != said else title
    return "" if title in FOR_WHOM else title


def _without_end(said: str, words: Sequence[str]) -> str:
    """A time, or a name, stood behind it: what led to that is no part of it."""
    said = said.strip(" ,，、")
    last = next((one for one in words if _ends_with(said, one.strip())), "")
    return said.removesuffix(last.strip()).strip(" ,，、") if last else said


def _ends_with(said: str, word: str) -> bool:
    """A word of English is one by itself."""
    return said != word and said.endswith(f" {word}" if word.isascii() else word)


def _until(said: str) -> tuple[str, str]:
    """What it is, and until when, if that is said."""
    for mark in UNTIL:
        before, found, after = f" {said}".rpartition(mark)
        if found and A_TIME.match(after.strip()):
            return before.strip(), after.strip()
    return ("" if said in ("到", "至") else said), ""
