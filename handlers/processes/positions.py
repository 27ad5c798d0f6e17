"""What several people said on a case, side by side: what stands, and what stood before."""

from __future__ import annotations

from collections import defaultdict

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups
from bot.processes import positions, steps
from bot.processes.remarks import remarks
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters import beside
from handlers.slack import newer, read
from handlers.slack.blocks import Block, button, section, short
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.said import unmarked
from storage.matters.journal import of_matter
from storage.matters.matter import Matter
from storage.processes.cases import Case, CaseState, CaseStep

A_LINE, LINES, A_PAGE = 120, 5, 20
LEFT_BEHIND = (f"{steps.KIND.name}.supersede", f"{steps.KIND.name}.return")
desk = Desk("positions")
COLUMNS = ("who", "said", "at", "before")


def lines(request: Request, case: Case) -> list[Markup]:
    """On the card a line for each who has said something, the last of them."""
    found = [one for one in _opinions(case) if one.done_at and one.words]
    said = [_line(request, one, short(one.words, A_LINE)) for one in found[-LINES:]]
    more = [request.say("steps.positions-more", n=len(found) - LINES)]
    return [*(more if len(found) > LINES else []), *said]


@beside.speaks("cases")
def each(request: Request, matter: Matter) -> list[Markup]:
    """Of everybody who has a position to give, whether they have or not."""
    case = request.session.get_one(Case, matter.id)
    if case.state is CaseState.CALLED_OFF:
        return []
    return [_line(request, one, short(one.words, A_LINE)) for one in _opinions(case)]


def _opinions(case: Case) -> list[CaseStep]:
    """What was asked for, then what was said besides."""
    return [*steps.positions(case), *remarks(case)]


def _line(request: Request, one: CaseStep, words: str) -> Markup:
    named = {"who": one.person.name, "at": one.done_at, "words": words}
    how = "said" if words else "none" if one.done_at else "waits"
    return request.say(f"steps.position-{how}", **named)


def presses(request: Request, case: Case) -> list[Block]:
    """Side by side, once the first of several has said something."""
    label = request.say("steps.compare")
    found = steps.positions(case)
    told = len(found) > 1 and any(one.done_at for one in found)
    return [button("steps:compare", label, case.id)] if told else []


def compare(request: Request, asked: Asked) -> Reply:
    """As a table; in its text for who sees none."""
    case = request.session.get_one(Case, read.matter(request, asked, "cases").id)
    found = _opinions(case)
    if not found:
        raise Refused("steps.no-positions", number=case.matter.number)
    said = sum(one.done_at is not None for one in found)
    head = request.say("steps.compare-head", n=said, all=len(found), **case.matter.named)
    earlier = _earlier(request, case)
    rows = [_row(request, one, earlier[one.number]) for one in found]
    told = [_told(request, one, earlier[one.number]) for one in found]
    names = [newer.cell(unmarked(request, f"steps.column-{one}")) for one in COLUMNS]
    caption = unmarked(request, "steps.compare-caption")
    table = newer.long_table([names, *rows], caption, A_PAGE)
    return Words("\n".join([head, *told]), [section(head), table])


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done: whoever chairs has read who says what."""
    owed = followups.find_open(request, int(asked["id"]))
    insist(followups.owes(request.me, owed), "debtor")
    positions.read(request, owed)
    return compare(request, {"id": str(owed.matter_id)})


def _told(request: Request, one: CaseStep, earlier: list[str]) -> str:
    line = _line(request, one, one.words)
    before = [request.say("steps.position-before", words=said) for said in earlier]
    return "\n".join([line, *before])


def _row(request: Request, one: CaseStep, earlier: list[str]) -> list[Block]:
    at = unmarked(request, "steps.position-at", at=one.done_at) if one.done_at else ""
    none = unmarked(request, "steps.read" if one.done_at else "steps.not-yet-said")
    words = (one.person.name, one.words or none, at, " / ".join(earlier))
    return [newer.cell(said or "–") for said in words]


def _earlier(request: Request, case: Case) -> dict[int, list[str]]:
    """By the number of the step, what was superseded, the oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    stands = {one.number: one.words for one in case.steps}  # what was taken back stands again
    for entry in of_matter(request.session, case.id):
        n, words = entry.after.get("step", 0), entry.before.get("step_words", "")
        if entry.what in LEFT_BEHIND and words and words != stands.get(n):
            found[n].append(words)
    return found
