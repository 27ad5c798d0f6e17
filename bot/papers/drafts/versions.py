"""Versions of a draft: handing one in, as a link, with its text if that is there to be checked."""

from __future__ import annotations

import re

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.papers.checker import kept
from bot.papers.checker.paper import Paper
from bot.papers.drafts import steps
from bot.who.request import Request
from storage.papers.drafts import Draft, Version, versions

LINK = re.compile(r"https?://[^\s/]+\S*")


def submit(
    request: Request,
    draft: Draft,
    link: str,
    note: str,
    called: str = "",
    *,
    paper: Paper | None = None,
    name: str = "",
) -> Markup:
    """Hand in a version: a link to the text, a note, its number (the next one by default); and
    the text itself, if it is there to be checked, with the name of its file.
    """
    steps.check(request, draft, "submit")
    handed_in = add_version(request, draft, link, note, called)
    if paper is not None:
        kept.keep(request, handed_in, paper, name)
    spent = {"opinion": "", "wanted_due": None}  # what was said and asked before
    number = handed_in.number
    noted = {"version": number}
    return steps.change(request, draft, "submit", spent, reason=note, noted=noted, version=number)


def add_version(request: Request, draft: Draft, link: str, note: str, called: str = "") -> Version:
    """Keep one more version of its text. Raises Refused for what is no link, or no number."""
    if not LINK.fullmatch(link.strip()):
        raise Refused("drafts.no-link", field="link")
    handed_in = Version(
        draft=draft,
        number=_version_number(request, draft, called.strip()),
        link=link.strip(),
        note=note,
        by_id=request.me.id,
        at=request.now,
        checked=None,
    )
    request.session.add(handed_in)
    request.session.flush()
    return handed_in


def _version_number(request: Request, draft: Draft, said: str) -> int:
    """The number somebody gave a version, or the next one. Raises Refused for one gone by."""
    last = max((one.number for one in versions(request.session, draft)), default=0)
    if not said:
        return last + 1
    if not said.isdecimal() or len(said) > 4:
        raise Refused("drafts.bad-number", field="version", next=last + 1)
    if int(said) <= last:
        raise Refused("drafts.old-number", field="version", n=last, next=last + 1)
    return int(said)
