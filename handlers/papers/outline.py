"""Outlines at the desk: handed in, fixed, returned."""

from __future__ import annotations

from datetime import datetime

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, moves
from bot.papers import outline
from bot.papers.life import is_owner
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import undo_button
from handlers.papers.outline_form import VERDICTS, hand_in_form, judge_form, outline_page
from handlers.slack import read
from handlers.slack.blocks import buttons, section
from handlers.slack.desk import Asked, Desk, Reply
from storage.papers import outline as stored
from storage.papers.drafts import Draft
from storage.papers.outline import Outline

desk = Desk("outline")


def _draft(request: Request, asked: Asked) -> Draft:
    return request.session.get_one(Draft, read.matter(request, asked, "drafts").id)


def _latest(request: Request, draft: Draft) -> Outline:
    found = stored.latest(request.session, draft.id)
    if found is None:
        raise Refused("outline.none-yet", number=draft.matter.number)
    return found


@desk.does("hand-in")
def hand_in(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    insist(is_owner(request.me, draft), "owner")
    outline.check_open(request, draft)
    if read.lacking(request, asked, "text"):
        return Reply(form=hand_in_form(request, draft, asked))
    return _told(request, draft, outline.hand_in(request, draft, asked["text"]))


@desk.does("judge")
def judge(request: Request, asked: Asked) -> Reply:
    """With the outline before one's eyes."""
    item = _latest(request, _draft(request, asked))
    moves.check(outline.MOVES, request.me, item, "fix")
    verdict = asked.get("verdict", "")
    if verdict not in VERDICTS:
        return Reply(form=judge_form(request, item, asked))
    return _judged(request, item, verdict, asked)


@desk.does("fix")
def fix(request: Request, asked: Asked) -> Reply:
    return _judged(request, _latest(request, _draft(request, asked)), "fix", asked)


@desk.does("return")
def return_(request: Request, asked: Asked) -> Reply:
    item = _latest(request, _draft(request, asked))
    moves.check(outline.MOVES, request.me, item, "return")
    if read.lacking(request, asked, "opinion"):
        return Reply(form=judge_form(request, item, asked | {"verdict": "return"}))
    return _judged(request, item, "return", asked)


def _judged(request: Request, item: Outline, verdict: str, asked: Asked) -> Reply:
    due = _due(request, asked) if verdict == "return" else None
    opinion = asked.get("opinion", "").strip()
    return _told(request, item.draft, outline.judge(request, item, verdict, opinion, due))


def _due(request: Request, asked: Asked) -> datetime:
    """The time that was written; a working day, if none was."""
    if asked.get("due", "").strip():
        return read.due(request, asked)
    return followups.working_day(request)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    return Reply(form=outline_page(request, _latest(request, _draft(request, asked))))


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done: to judge it, or to hand in the next one."""
    owed = followups.find_open(request, int(asked["id"]))
    about = {"id": str(owed.matter_id)}
    return hand_in(request, about) if owed.duty.endswith("-revise") else judge(request, about)


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    matter = outline.take_back(request, int(asked["id"])).matter
    return Reply(request.say("undo.done", number=matter.number, title=matter.title), shown=True)


def _told(request: Request, draft: Draft, said: Markup) -> Reply:
    back = undo_button(request, draft.matter)
    blocks = [section(said), *([buttons(back)] if back else [])]
    return Reply(said, blocks, shown=request.surface in ("button", "form"))
