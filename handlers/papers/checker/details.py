"""What the checker found, as people read it: grouped, ten lines at most; on a card one line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Key, Markup
from bot.papers import life
from bot.papers.checker import kept
from bot.papers.checker.paper import Finding, Paper
from bot.papers.checker.rules import GROUPS
from bot.papers.checker.title import is_official
from bot.who.request import Request
from handlers.slack import blocks
from handlers.slack.blocks import Block, button, buttons, context, short
from storage.papers.checker import Checked
from storage.papers.drafts import Draft, Version

LINES, SAID = 10, 40  # in one answer; characters of a text that are repeated


def findings(request: Request, what: Markup, found: Sequence[Finding]) -> tuple[str, list[Block]]:
    """A heading, then each group with its lines, the first ten of all."""
    head = _head(request, what, len(found))
    shown = sorted(found, key=lambda one: (GROUPS.index(one.group), one.line))[:LINES]
    lines = []
    for group in dict.fromkeys(one.group for one in shown):
        lines.append(f"*{request.say(f'checker.group-{group}')}*")
        lines += [_line(request, one) for one in shown if one.group == group]
    if len(found) > LINES:
        lines.append(request.say("checker.more", n=len(found) - LINES))
    return head, [blocks.section(head), *blocks.sections("\n".join(lines))]


def _head(request: Request, what: Markup, n: int) -> Markup:
    if not n:
        return request.say("checker.found-none", what=what)
    return request.say("checker.found", what=what, n=n)


def _line(request: Request, one: Finding) -> Markup:
    """Place, words, what to write: as much of it as is known."""
    say = request.say
    kind = Key(f"drafts.type-{one.kind}") if one.kind else ""
    what = say(f"checker.rule-{one.rule}", kind=kind, n=one.n, most=one.most)
    said = short(one.said, SAID)
    if one.write:
        return say("checker.line-write", n=one.line, said=said, what=what, write=one.write)
    if said:
        return say("checker.line-said", n=one.line, said=said, what=what)
    return (
        say("checker.line-at", n=one.line, what=what)
        if one.line
        else say("checker.line", what=what)
    )


def unchecked(request: Request, paper: Paper) -> Block:
    """What nobody has looked at: said every time."""
    keys = ["checker.not-checked"]
    if not is_official(paper):
        keys.append("checker.not-checked-free")
    if paper.numbered:
        keys.append("checker.not-checked-numbered")
    if paper.uncounted:
        keys.append("checker.not-checked-headings")
    return context(" ".join(request.say(key) for key in keys))


# --- of the latest version -------------------------------------------------------------------


def overview(request: Request, draft: Draft) -> list[Block]:
    """On the card of who judges it: one line of what was found, and a button that shows it."""
    if draft.state not in life.WITH_JUDGE or not life.judges(request.me, draft):
        return []
    return _overview(request, draft)


def _overview(request: Request, draft: Draft) -> list[Block]:
    latest = kept.of_latest(request, draft)
    if latest is None:
        return []
    show = button("checker:show", request.say("checker.show"), draft.id)
    return [blocks.section(_summary(request, *latest), show if latest[1].findings else None)]


def summary(request: Request, draft: Draft) -> list[Block]:
    """The same line where nothing can be pressed: in a form."""
    latest = kept.of_latest(request, draft)
    return [blocks.section(_summary(request, *latest))] if latest else []


def _summary(request: Request, version: Version, found: Checked) -> Markup:
    n = len(found.findings)
    if not n:
        return request.say("checker.card-none", v=version.number)
    return request.say("checker.card", v=version.number, n=n)


def section(request: Request, draft: Draft) -> list[Block]:
    """For a draft's details: the latest check, and where to have another text checked."""
    say = request.say
    known = _overview(request, draft) or [blocks.section(say("checker.nothing-checked"))]
    check = button("checker:check", say("checker.check"), draft.id)
    return [blocks.section(say("checker.title")), *known, buttons(check)]
