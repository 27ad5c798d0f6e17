"""A roster handed in as a file: read as if it was pasted, and shown before it counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.duty import imported, lines, roster
from bot.language.refusals import Refused
from bot.who.request import Request
from bot.who.standing import insist
from handlers.duty.anew import desk
from handlers.duty.publishing import days_in, preview
from handlers.slack.desk import Reply
from handlers.slack.files import File

__all__ = ["desk", "either"]

SAID = re.compile(r"值班|排班|带班|roster|rota\b|duty", re.IGNORECASE)
Reader = Callable[[Request, File], Reply]


@desk.opens("xlsx")
def workbook(request: Request, file: File) -> Reply:
    insist(roster.may_publish(request), "director")
    try:
        return _shown(request, file, file.worked(imported.from_workbook, file.content))
    except imported.Unreadable:
        raise Refused("duty.no-table", name=file.name) from None


def either(calendar: Reader, request: Request, file: File) -> Reply:
    """A .csv is a roster if it says so, or names people beside its days; else it is a calendar."""
    insist(roster.may_publish(request), "director")
    text = imported.from_text(file.text)
    if SAID.search(f"{file.name} {file.said}") or lines.is_roster(request, text):
        return _shown(request, file, text)
    return calendar(request, file)


def _shown(request: Request, file: File, text: str) -> Reply:
    """What it changes; nothing, if there is a line that cannot be read."""
    found = days_in(request, text)
    if not found:
        raise Refused("duty.nothing-in-it", name=file.name)
    lang = request.catalog.lang_of(request.person)
    return preview(request, found, lines.written(found, lang))
