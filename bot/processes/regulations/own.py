"""The office's own regulations as they are read: those in force on a day, and their sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from bot.language.catalog import Both
from bot.language.refusals import Refused
from bot.matters import finding
from bot.matters.sight import may_see, visible_to
from bot.processes.regulations.library import Passage, by_key
from bot.who.request import Request
from storage.matters.matter import Matter
from storage.processes import regulations as stored
from storage.processes.regulations import Regulation, Section


def passage(request: Request, section: Section, of: Regulation) -> Passage:
    """A section as it is answered, in the version it stands in."""
    return Passage(
        key=str(section.id),
        title=of.matter.title,
        heading=section.heading,
        text=section.body,
        level=of.level,
        begins=of.begins.isoformat() if of.begins else "",
        ends=of.ends.isoformat() if of.ends else "",
        successor=_after(request, of) if of.ends else "",
        number=of.matter.number,
        version=of.version,
    )


def _after(request: Request, of: Regulation) -> Both | str:
    """What counts in its place, to whoever may see that."""
    after = stored.successor(request.session, of)
    if after is None or not may_see(request.session, request.me, after.matter):
        return ""
    number, title = after.matter.number, after.matter.title
    return Both({"en": f"{number}, {title}", "zh": f"{number}《{title}》"})


def find(request: Request, key: str) -> Passage:
    """By what it is opened by. Raises Refused, in the same words whether gone or not to be seen."""
    if key in by_key():
        return by_key()[key]
    seen = visible_to(request.me)
    found = stored.by_section(request.session, seen, [int(key)]) if key.isdecimal() else {}
    if not found:
        raise Refused("regulations.no-section")
    return passage(request, *found[int(key)])


def cited(request: Request, rule: str) -> Passage | None:
    """What a step names as its rule, in the version that is in force; none if it is not there."""
    number, _, key = rule.partition("#")
    if rule in by_key() or not finding.NUMBER.fullmatch(number):
        return by_key().get(rule)
    day = request.calendar.today(request.now)
    found = request.session.get(Regulation, int(re.sub(r"\D", "", number)))
    while found is not None and found.ends and found.ends <= day:
        found = stored.successor(request.session, found)
    if found is None or not may_see(request.session, request.me, found.matter):
        return None
    sections = (one for one in found.text.sections if one.key == key)
    return next((passage(request, one, found) for one in sections), None)


def beside(request: Request, key: str) -> tuple[str, str]:
    """The keys of the sections before and after one that was found; "" where there is none."""
    if key in by_key():
        name = key.partition("#")[0]
        keys = [one for one in by_key() if one.startswith(f"{name}#")]
    else:
        here = request.session.get_one(Section, int(key))
        keys = [str(one.id) for one in here.text.sections]
    at = keys.index(key)
    return ("", *keys)[at], (*keys, "")[at + 1]


def in_force(request: Request, day: date) -> Sequence[Regulation]:
    """Those of the office's own that count on that day, as far as they may be seen."""
    chosen = select(Regulation).join(Matter, Matter.id == Regulation.id)
    mine = chosen.where(stored.in_force(day), visible_to(request.me))
    return request.session.scalars(mine.order_by(Regulation.id)).all()
