"""Milestones at the desk: set, passed with a line, and seen on the card of their item."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.same import pieces
from bot.processes import milestones
from bot.processes.milestones import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.slack import read
from handlers.slack.blocks import Block, button, short
from handlers.slack.desk import Asked, Reply
from storage.processes.supervision import Milestone, MilestoneState, Supervision

WHICH = "which"
SAID = 80  # letters of what was said on the card; the thread has all of it


def find(request: Request, asked: Asked) -> Milestone:
    """The one that is named, or the first that is ahead."""
    matter = read.matter(request, asked, "supervision")
    found = _meant(request.session.get_one(Supervision, matter.id), asked)
    if not found:
        raise Refused("milestones.none", number=matter.number)
    return found[0]


def _meant(item: Supervision, asked: Asked) -> list[Milestone]:
    """By its number, or by what is said of it; all that are ahead, where nothing tells which."""
    ahead, number = milestones.ahead(item), asked.get(WHICH) or asked.get("item")
    if number:
        return [one for one in ahead if str(one.number) == number]
    said = pieces(asked.get("words", ""))
    return [one for one in ahead if pieces(one.asks) & said] or ahead


class MilestoneDesk(LifeDesk[Milestone]):
    """Where several may be meant, it is asked which."""

    def take(self, request: Request, item: Milestone, verb: str, asked: Asked) -> Reply:
        sure = {WHICH: str(item.number)} if len(_meant(item.item, asked)) == 1 else {}
        return super().take(request, item, verb, asked | sure)


desk = MilestoneDesk(KIND, find=find)


# --- on the card of its item ----------------------------------------------------------------------


def lines(request: Request, item: Supervision) -> list[Markup]:
    """In the order of their days: what was passed, what is ahead."""
    shown = [one for one in item.milestones if one.state is not MilestoneState.DROPPED]
    return [_line(request, one) for one in shown if one.round == item.round]


def _line(request: Request, one: Milestone) -> Markup:
    words = f"“{short(one.words, SAID)}”" if one.words else ""
    late = one.state is MilestoneState.AHEAD and one.due_at < request.now
    key = f"milestones.line-{'late' if late else one.state}"
    return request.say(key, asks=one.asks, due=one.due_at, said=words)


def buttons(request: Request, item: Supervision, *verbs: str) -> list[Block]:
    """Those of these steps that are open to whoever reads."""
    ahead, say = milestones.ahead(item), request.say
    open_now = moves.open_to(KIND.moves, request.me, ahead[0]) if ahead else []
    if item.state in KIND.opening.sources and KIND.opening.allows(request.me, item):
        open_now = [*open_now, KIND.opening]
    may = [move.verb for move in open_now if move.verb in verbs]
    return [button(f"milestones:{one}", say(f"milestones.verb-{one}"), item.id) for one in may]
