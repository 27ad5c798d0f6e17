"""Outlines at the desk: handed in, fixed, returned."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters import moves
from bot.papers import outline
from bot.papers.outline import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.papers.outline_form import VERDICTS, judge_form, outline_page
from handlers.slack import read
from handlers.slack.desk import Asked, Form, Reply
from storage.papers import outline as stored
from storage.papers.outline import Outline


def latest(request: Request, asked: Asked) -> Outline:
    draft = desk.parent(request, asked)
    found = stored.latest(request.session, draft.id)
    if found is None:
        raise Refused("outline.none-yet", number=draft.matter.number)
    return found


def hand_in(request: Request, asked: Asked) -> Reply:
    """Nobody writes one only to hear then that it is not wanted."""
    draft = desk.parent(request, asked)
    moves.check_opening(KIND.opening, request.me, draft)
    outline.check_wanted(draft)
    return desk.begin(request, asked)


def return_(request: Request, asked: Asked) -> Reply:
    return judge(request, asked | {"verdict": "return"})


desk = LifeDesk(KIND, find=latest)
desk.verbs |= {"hand-in": hand_in, "return": return_}


@desk.does("judge")
def judge(request: Request, asked: Asked) -> Reply:
    """With the outline before one's eyes; returned, it needs words."""
    item, verdict = desk.item(request, asked), asked.get("verdict", "")
    moves.check(KIND.moves, request.me, item, "fix")
    wordless = verdict == "return" and read.missing(asked, "opinion")
    if wordless and request.surface == "form":
        raise Refused("drafts.no-opinion", field="opinion")
    if wordless or verdict not in VERDICTS:
        return Form(judge_form(request, item, asked))
    return desk.take(request, item, verdict, asked)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    return Form(outline_page(request, desk.item(request, asked)))
