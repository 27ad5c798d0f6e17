"""A file of a regulation: cut into sections apart, shown, and handed in with a form."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.language.catalog import Markup
from bot.language.names import folded
from bot.matters import finding
from bot.office import secrecy
from bot.papers.checker import file as checker_file
from bot.processes.regulations import life, texts
from bot.processes.regulations.reading import Cut, cut
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import said_back
from handlers.slack import slips
from handlers.slack.blocks import button, buttons, section
from handlers.slack.desk import Refusal, Reply, Words
from handlers.slack.files import File
from storage.processes.regulations import Regulation, RegulationState

SAID = re.compile(r"制度|规定|规章|办法入库|\b(?:regulations?|rules?)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<![a-z\d])g ?-? ?\d{1,9}(?![a-z\d])")
SHOWN = 8  # headings
Reader = Callable[[Request, File], Reply]


def either(checker: Reader, request: Request, file: File) -> Reply:
    """A text is a regulation if the words beside it say so; else it is a paper to be checked."""
    if SAID.search(file.said) or NUMBER.search(folded(file.said)):
        return _read(request, file)
    return checker(request, file)


def work(name: str, content: bytes) -> tuple[Cut, bool]:
    """Its sections, and whether it carries a mark of state secrecy. Raises Refused."""
    lines = checker_file.read(name, content).lines
    return cut(lines), secrecy.is_marked(["\n".join(lines)])


def _read(request: Request, file: File) -> Reply:
    """Asked first without the content, to refuse whoever may not; then with it."""
    insist(request.me.directs, "director")
    found, is_marked = file.worked(work, file.name, file.content)
    if is_marked:
        secrecy.note_refusal(request)
        return Refusal(request.say("secrecy.refused"))
    return _shown(request, file, found)


def _shown(request: Request, file: File, found: Cut) -> Reply:
    """What it was cut into; one that was returned is handed in again with it at once."""
    about = _about(request, file)
    text = texts.keep(request, found)
    if about is not None and about.state is RegulationState.RETURNED:
        said = life.again(request, about, text)
        return said_back(request, about.matter, said, shown=False)
    title = about.matter.title if about else text.title
    number = about.matter.number if about else ""
    wanted = {"draft": str(text.id), "title": title, "replaces": number}
    slip = slips.keep(request, "regulations:submit", wanted)
    headings = [one.heading or one.key for one in text.sections]
    names = Markup("\n").join(
        request.say("regulations.heading", heading=one) for one in headings[:SHOWN]
    )
    said = request.say("regulations.cut", n=len(headings), file=file.name, title=title)
    more = [request.say("regulations.more", n=len(headings) - SHOWN)] if headings[SHOWN:] else []
    told = Markup("\n".join([said, names, *more]))
    made = button("regulations:handed", request.say("regulations.hand-in"), slip.id, "primary")
    return Words(told, [section(told), buttons(made)])


def _about(request: Request, file: File) -> Regulation | None:
    """The one whose number stands beside it: a new version, or once more what was returned."""
    named = NUMBER.search(folded(file.said))
    if named is None:
        return None
    matter = finding.find(request, named[0].replace(" ", ""), "regulations")
    return request.session.get_one(Regulation, matter.id)
