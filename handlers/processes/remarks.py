"""A remark at the desk: kept beside what others said, unless it is a position, or a yes."""

from __future__ import annotations

from bot.language.names import folded
from bot.language.patterns import compiled
from bot.language.refusals import Refused
from bot.language.understanding.calls import people_in
from bot.processes import steps, turns
from bot.processes.remarks import REMARK
from bot.who.request import Request
from handlers.processes.steps import OPENINGS, of_case, said_before, supersede
from handlers.slack import read
from handlers.slack.desk import Asked, Reply
from storage.who.people import everyone


def remark(request: Request, asked: Asked) -> Reply:
    """Of whoever is asked for a position it is that, as is a yes or a no."""
    if request.surface == "form" or read.bare_press(request, asked):
        return OPENINGS[REMARK.verb](request, asked)
    case, whom = of_case(request, asked), asked.get("whom", "")
    if compiled("{whom}").fullmatch(folded(whom)) and not _is_called(request, whom):
        raise Refused("steps.remark-anothers", number=case.matter.number, whom=whom)
    mine, words = turns.mine(request.me, case), asked.get("words", "")
    if mine and compiled("{stand}").fullmatch(folded(words)):
        return supersede(request, asked | {"stand": words})
    theirs = [*mine, *said_before(request, case)]
    if any(one in steps.positions(case) for one in theirs):
        return supersede(request, asked)
    return OPENINGS[REMARK.verb](request, asked)


def _is_called(request: Request, whom: str) -> bool:
    """Whether whoever speaks may be meant by 王局."""
    found = people_in(whom, folded(whom), everyone(request.session))
    return any(request.me.id in who for _, _, who in found)
