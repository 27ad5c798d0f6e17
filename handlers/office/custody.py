"""The secrecy register at the desk: what is kept or lent, counted in one press."""

from __future__ import annotations

from bot.matters import life
from bot.matters.sight import visible_to
from bot.office.custody import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.slack.blocks import button, buttons, sections
from handlers.slack.desk import Asked, Reply, Words
from storage.matters.matter import hold
from storage.office.custody import Custody, CustodyState, on_hand

desk = LifeDesk(KIND)


@desk.does("list")
def list_(request: Request, asked: Asked) -> Reply:
    """What whoever asks keeps or has: numbers, people, dates."""
    found = on_hand(request.session, visible_to(request.me))
    if not found:
        return Words(request.say("custody.list-none"))
    lines = [request.say("custody.list", n=len(found)), *(_line(request, one) for one in found)]
    kept = [one for one in found if _is_kept(request, one)]
    text, label = "\n".join(lines), request.say("custody.count-all", n=len(kept))
    return Words(
        text, [*sections(text), *([buttons(button("custody:count-all", label))] if kept else [])]
    )


def _line(request: Request, item: Custody) -> str:
    facts = KIND.facts(item) | {"number": item.matter.number, "due": item.matter.due_at}
    return request.say(f"custody.line-{item.state}", **facts)


def _is_kept(request: Request, item: Custody) -> bool:
    return item.state is CustodyState.IN_CUSTODY and item.matter.owner_id == request.me.id


@desk.does("count-all")
def count_all(request: Request, asked: Asked) -> Reply:
    """All that whoever asks keeps is there; what is lent is not counted."""
    found = on_hand(request.session, visible_to(request.me))
    kept = [one for one in found if _is_kept(request, one)]
    for one in kept:
        hold(request.session, one.id)
        life.take(request, KIND, one, "count", {})
    return Words(request.say("custody.counted", n=len(kept), lent=len(found) - len(kept)))
