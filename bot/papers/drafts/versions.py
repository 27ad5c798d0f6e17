"""Versions of a draft: a link each, with the text itself if that is there to be checked."""

from __future__ import annotations

import re

from bot.language.refusals import Refused
from bot.matters.moves import Told
from bot.papers.checker import kept
from bot.papers.checker.paper import paper
from bot.who.request import Request
from storage.papers.drafts import Draft, Version

LINK = re.compile(r"https?://[^\s/]+\S*")


def add_version(request: Request, draft: Draft, told: Told, note: str) -> Version:
    """Keep one more version: a link to the text, a note, its number (the next one by default);
    and the text itself, if it is there to be checked, with the name of its `file`. Raises Refused
    for what is no link, or no number.
    """
    if not LINK.fullmatch(told["link"]):
        raise Refused("drafts.no-link", field="link")
    handed_in = Version(
        draft=draft,
        number=_version_number(request, draft, told.get("version", "")),
        link=told["link"],
        note=note,
        by_id=request.me.id,
        at=request.now,
        checked=None,
    )
    request.session.add(handed_in)
    request.session.flush()
    if text := told.get("text"):
        read = paper(text, draft.doc_type) if isinstance(text, str) else text
        kept.keep(request, handed_in, read, told.get("file", ""))
    return handed_in


def _version_number(request: Request, draft: Draft, said: str) -> int:
    """The number somebody gave a version, or the next one. Raises Refused for one gone by."""
    last = max((one.number for one in draft.versions), default=0)
    if not said:
        return last + 1
    if not said.isdecimal() or len(said) > 4:
        raise Refused("drafts.bad-number", field="version", next=last + 1)
    if int(said) <= last:
        raise Refused("drafts.old-number", field="version", n=last, next=last + 1)
    return int(said)
