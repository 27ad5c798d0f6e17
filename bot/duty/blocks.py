"""Special blocks (春节专班): days with a name and people of their own, before the regular roster.
Nobody's turn moves by them; as one they are set, and as one they are ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.duty import roster
from bot.duty.roster import ONE_DAY, Change, Days
from bot.language.refusals import Refused
from bot.matters import journal, undo
from bot.who.request import Request
from bot.who.standing import insist
from storage.duty import blocks as stored
from storage.duty import roster as shifts
from storage.duty.blocks import Block

LONGEST = 60  # days
LETTERS = 30  # of a name


def preview(request: Request, name: str, days: Days) -> list[Change]:
    """What a block would change. Raises Refused for who may not, for days that are missing in it,
    have begun, or are another block's, and for a name that is none.
    """
    insist(roster.may_publish(request), "director")
    if not name.strip() or len(name) > LETTERS:
        raise Refused("blocks.no-name", field="name", most=LETTERS)
    first, last = min(days), max(days)
    if (last - first).days >= LONGEST:
        raise Refused("blocks.long", field="lines", most=LONGEST)
    each = (first + n * ONE_DAY for n in range((last - first).days + 1))
    if missing := next((day for day in each if day not in days), None):
        raise Refused("blocks.missing", field="lines", day=missing)
    for other in stored.blocks(request.session, first, last):
        raise Refused("blocks.overlap", field="lines", name=other.name, first=other.first)
    return roster.changes(request, days)


def put(request: Request, name: str, days: Days) -> tuple[Block, int]:
    """It is so; whoever gains or loses a day hears. The block, and what it is taken back by."""
    found = preview(request, name, days)
    after = {f"{day}/{tier}": one.slack_id for day, of in days.items() for tier, one in of.items()}
    before = _now(request, min(days), max(days))
    block = Block(
        name=name.strip(), first=min(days), last=max(days), by_id=request.me.id, ended_at=None,
        before={which: before.get(which, "") for which in after}, after=after,
    )  # fmt: skip
    request.session.add(block)
    roster.put(request, found)
    request.session.flush()
    said = {"block": block.id, "name": block.name, "duties": after}
    return block, journal.record(request, "blocks.set", before={"duties": before}, after=said)


def _now(request: Request, first: date, last: date) -> dict[str, str]:
    found = shifts.between(request.session, first, last)
    return {f"{one.day}/{one.tier}": one.person_id for one in found}


def in_force(request: Request) -> Sequence[Block]:
    """Those that are not over, the next first."""
    insist(request.me.insider, "insider")
    today = request.calendar.today(request.now)
    return stored.blocks(request.session, today, today + 2 * 365 * ONE_DAY)


def end(request: Request, number: int) -> tuple[Block, int]:
    """Its days that have not begun are as they were before it, and how many these were. Raises
    Refused for who may not, and for one that has ended.
    """
    insist(roster.may_publish(request), "director")
    block = request.session.get(Block, number, with_for_update=True)
    if block is None or block.ended_at is not None:
        raise Refused("blocks.ended-already")
    n = roster.restore(request, block.before, block.after)
    block.ended_at = request.now
    journal.record(request, "blocks.end", before={"block": number, "duties": block.after})
    return block, n


def take_back(request: Request, entry_id: int) -> tuple[Block, int]:
    """Within minutes, by whoever set it."""
    entry = undo.own_deed(request, entry_id, "blocks")
    if entry.what != "blocks.set":
        raise Refused("undo.not-yours")
    return end(request, entry.after["block"])
