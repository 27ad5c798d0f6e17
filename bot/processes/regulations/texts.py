"""Texts of regulations as they are handed in: a draft, until it goes for approval."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters import journal
from bot.processes.regulations.reading import Cut, Part
from bot.processes.sought import searchable
from bot.who.request import Request
from bot.who.standing import insist
from storage.processes.regulations import RegulationText, Section

MOST = 2000  # sections


def keep(request: Request, cut: Cut) -> RegulationText:
    """As a draft. Raises Refused for who may not, and for a text with nothing in it."""
    insist(request.me.directs, "director")
    parts = [one for one in cut.parts if one.heading or one.body]
    if not parts or len(parts) > MOST:
        raise Refused("regulations.no-parts", field="text", most=MOST)
    sections = [_section(n, one) for n, one in enumerate(parts, 1)]
    text = RegulationText(title=cut.title, by_id=request.me.id, at=request.now, sections=sections)
    request.session.add(text)
    request.session.flush()
    journal.record(request, "regulations.read", after={"text": text.id, "n": len(sections)})
    return text


def _section(n: int, part: Part) -> Section:
    body = "\n".join(part.body)
    return Section(
        n=n, key=part.key, heading=part.heading, body=body, words=searchable(part.heading, body)
    )


def draft(request: Request, text_id: str) -> RegulationText:
    """One's own, that is not handed in yet. Raises Refused."""
    found = request.session.get(RegulationText, int(text_id)) if text_id.isdecimal() else None
    if found is None or found.by_id != request.me.id:
        raise Refused("regulations.no-draft")
    return found
