"""What several people said on a case, side by side: what stands, and what stood before."""

from __future__ import annotations

from collections import defaultdict

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.processes import steps
from bot.who.request import Request
from handlers.slack import newer, read
from handlers.slack.blocks import Block, button, section, short
from handlers.slack.desk import Asked, Reply, Words
from handlers.slack.said import unmarked
from storage.matters.journal import of_matter
from storage.processes.cases import Case, CaseStep

A_LINE, A_PAGE = 120, 20
COLUMNS = ("who", "said", "at", "before")


def lines(request: Request, case: Case) -> list[Markup]:
    """A line each, on the card."""
    found = steps.positions(case)
    return [_line(request, one, short(one.words, A_LINE)) for one in found]


def _line(request: Request, one: CaseStep, words: str) -> Markup:
    named = {"who": one.person.name, "at": one.done_at, "words": words}
    return request.say("steps.position", **named)


def presses(request: Request, case: Case) -> list[Block]:
    """Side by side, once there are two."""
    label = request.say("steps.compare")
    there = len(steps.positions(case)) > 1
    return [button("steps:compare", label, case.id)] if there else []


def compare(request: Request, asked: Asked) -> Reply:
    """As a table; in its text for who sees none."""
    case = request.session.get_one(Case, read.matter(request, asked, "cases").id)
    found = steps.positions(case)
    if not found:
        raise Refused("steps.no-positions", number=case.matter.number)
    head = request.say("steps.compare-head", n=len(found), **case.matter.named)
    earlier = _earlier(request, case)
    rows = [_row(request, one, earlier[one.number]) for one in found]
    told = [_told(request, one, earlier[one.number]) for one in found]
    names = [newer.cell(unmarked(request, f"steps.column-{one}")) for one in COLUMNS]
    caption = unmarked(request, "steps.compare-caption")
    table = newer.long_table([names, *rows], caption, A_PAGE)
    return Words("\n".join([head, *told]), [section(head), table])


def _told(request: Request, one: CaseStep, earlier: list[str]) -> str:
    line = _line(request, one, one.words)
    before = [request.say("steps.position-before", words=said) for said in earlier]
    return "\n".join([line, *before])


def _row(request: Request, one: CaseStep, earlier: list[str]) -> list[Block]:
    at = unmarked(request, "steps.position-at", at=one.done_at)
    words = (one.person.name, one.words, at, " / ".join(earlier))
    return [newer.cell(said or "–") for said in words]


def _earlier(request: Request, case: Case) -> dict[int, list[str]]:
    """By the number of the step, what was superseded, the oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry in of_matter(request.session, case.id):
        if entry.what == f"{steps.KIND.name}.supersede":
            found[entry.after["step"]].append(entry.before["step_words"])
    return found
