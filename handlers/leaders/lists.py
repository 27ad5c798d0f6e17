"""A leader's ledger in lists: decisions with their buttons, everything else a line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.catalog import Markup
from bot.leaders import ledger
from bot.leaders.ledger import Lists
from bot.who.request import Request
from handlers.leaders.decisions import desk as decisions_desk
from handlers.leaders.decisions import options
from handlers.matters.nudges import listed
from handlers.slack.blocks import Block, context, row, section
from handlers.slack.said import distance
from storage.leaders.decisions import Decision
from storage.matters.followups import FollowUp

AT_HOME = ("decisions", "parts", "to-sign", "others")
A_FEW = 3  # of each at the top of Home
DECISIONS, LINES = 5, 8  # of each in a message, which holds fifty blocks


def drawn(request: Request, lists: Lists, decisions: int, lines: int) -> list[Block]:
    """Each list that holds something, with its title; then how many it leaves out."""
    blocks: list[Block] = []
    for name, found in lists.items():
        if not found:
            continue
        blocks.append(section(f"*{request.say(f'ledger.list-{name}')}*"))
        if name == "decisions":
            blocks += _decisions(request, found, decisions)
        else:
            blocks += _lines(request, found, lines)
    return blocks


def _lines(request: Request, found: Sequence[FollowUp], most: int) -> list[Block]:
    return [*listed(request, found[:most], most), *_rest(request, len(found) - most)]


def _decisions(request: Request, found: Sequence[FollowUp], most: int) -> list[Block]:
    blocks: list[Block] = []
    for owed in found[:most]:
        decision = request.session.get_one(Decision, owed.matter_id)
        blocks += [
            section(_said(request, decision)),
            *row(decisions_desk.presses(request, decision)),
        ]
    return [*blocks, *_rest(request, len(found) - most)]


def _said(request: Request, decision: Decision) -> Markup:
    matter = decision.matter
    return request.say(
        "ledger.decision",
        **matter.named,
        asker=matter.owner.name,
        due=matter.due_at,
        distance=distance(request, matter.due_at),
        options=Markup("\n".join(options(request, decision))),
    )


def _rest(request: Request, n: int) -> list[Block]:
    return [context(request.say("ledger.more", n=n))] if n > 0 else []


# --- Home ----------------------------------------------------------------------------------------


def at_home(request: Request) -> tuple[list[Block], set[int]]:
    """The top of a leader's Home, and the follow-ups it holds: no other list repeats them."""
    if not request.me.keeps_ledger:
        return [], set()
    lists = ledger.lists(request, request.person)
    top = {name: lists[name] for name in AT_HOME}
    held = {owed.id for found in top.values() for owed in found}
    return drawn(request, top, A_FEW, A_FEW), held
