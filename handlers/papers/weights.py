"""The week's balance at the desk: major and routine side by side, for who leads the office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.language.catalog import Markup
from bot.matters import moves
from bot.papers import weights
from bot.papers.drafts.moves import MOVES
from bot.papers.routine import Candidate
from bot.papers.weights import Balance, Crowded, Share
from bot.who.request import Request
from handlers.slack.blocks import Block, button, context, row, section
from handlers.slack.desk import Asked, Desk, Reply, Words
from handlers.slack.said import distance
from storage.papers.drafts import Draft
from storage.papers.weights import is_declined

desk = Desk("balance")

LINES = 5  # of what was crowded out, of what is late

Drawn = tuple[str, list[Block]]


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    found = weights.of_week(request)
    if found.is_empty:
        return Words(request.say("balance.nothing"))
    return Words(*_drawn(request, found))


@desk.draws("note")
def note(request: Request, day: str) -> Drawn | None:
    """The note of a week as its reader may see it now; None for who needs or wants none."""
    if not request.me.leads or is_declined(request.session, request.me.id):
        return None
    found = weights.of_week(request, date.fromisoformat(day))
    return None if found.is_empty else _drawn(request, found)


@desk.does("off")
def off(request: Request, asked: Asked) -> Reply:
    weights.choose(request, wanted=False)
    return Words(request.say("balance.off"))


@desk.does("on")
def on(request: Request, asked: Asked) -> Reply:
    weights.choose(request, wanted=True)
    return Words(request.say("balance.on"))


def _drawn(request: Request, found: Balance) -> Drawn:
    say = request.say
    text = say(
        "balance.shares",
        finished=_share(request, "balance.finished", found.finished),
        open=_share(request, "balance.open", found.open),
    )
    return text, [
        section(text),
        *_crowded_out(request, found),
        *_overdue(request, found),
        *_candidates(request, found),
        context(say("balance.meant")),
        *row(_footer(request)),
    ]


def _share(request: Request, key: str, share: Share) -> Markup:
    if not share.of:
        return request.say(f"{key}-none")
    percent = round(100 * share.major / share.of)
    return request.say(key, major=share.major, n=share.of, percent=percent)


def _crowded_out(request: Request, found: Balance) -> Iterator[Block]:
    """Major work that is late or was put off while routine got done."""
    crowded = found.crowded_out
    if not crowded:
        return
    done = found.finished.of - found.finished.major
    lines = [request.say("balance.crowded", n=done)]
    lines += [_put_off(request, one) for one in crowded[:LINES]]
    yield from _listed(request, lines, len(crowded))


def _put_off(request: Request, crowded: Crowded) -> Markup:
    matter = crowded.draft.matter
    if not crowded.moved_from:
        return _late(request, crowded.draft)
    dates = {"before": crowded.moved_from, "due": matter.due_at}
    return request.say("balance.moved", **matter.named, **dates)


def _late(request: Request, draft: Draft) -> Markup:
    matter = draft.matter
    return request.say("balance.late", **matter.named, distance=distance(request, matter.due_at))


def _overdue(request: Request, found: Balance) -> Iterator[Block]:
    """What is late, beside what was left behind."""
    if not found.late:
        return
    also = any(not one.moved_from for one in found.crowded_out)
    lines = [request.say("balance.overdue-also" if also else "balance.overdue")]
    lines += [_late(request, one) for one in found.late[:LINES]]
    yield from _listed(request, lines, len(found.late))


def _listed(request: Request, lines: Sequence[Markup], of: int) -> Iterator[Block]:
    """A title with its lines; then how many it leaves out."""
    yield section("\n".join(lines))
    if of > LINES:
        yield context(request.say("balance.more", n=of - LINES))


def _candidates(request: Request, found: Balance) -> Iterator[Block]:
    """Routine to batch or drop, each with what its reader may do about it."""
    if found.candidates:
        yield section(request.say("balance.candidates"))
    for one in found.candidates:
        yield section(_line(request, one))
        yield from row(_presses(request, one))


def _line(request: Request, one: Candidate) -> Markup:
    matter = one.draft.matter
    called = matter.named
    if one.times:
        return request.say("balance.again", n=one.times, **called)
    return request.say("balance.idle", n=one.idle, **called)


def _presses(request: Request, one: Candidate) -> list[Block]:
    say, draft = request.say, one.draft
    made = [button("drafts:show", say("followups.show"), draft.id)]
    if any(move.verb == "cancel" for move in moves.open_to(MOVES, request.me, draft)):
        made.append(button("drafts:cancel", say("drafts.verb-cancel"), draft.id))
    return made


def _footer(request: Request) -> list[Block]:
    verb = "on" if is_declined(request.session, request.me.id) else "off"
    return [
        button("learning:show", request.say("learning.button")),
        button(f"balance:{verb}", request.say(f"balance.turn-{verb}")),
    ]
