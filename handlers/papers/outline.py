"""Outlines at the desk: handed in, fixed, returned."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.moves import Field
from bot.papers import outline
from bot.papers.outline import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.matters.life_form import fields
from handlers.slack import read
from handlers.slack.blocks import Block, section, sections
from handlers.slack.desk import Asked, Form, Reply
from handlers.slack.forms import form, page
from storage.papers import outline as stored
from storage.papers.outline import Outline

VERDICTS = ("fix", "return")


def _verdicts(request: Request, _: object) -> dict[str, str]:
    return {one: request.say(f"outline.verb-{one}") for one in VERDICTS}


JUDGE = (
    Field("verdict", "choice", start=lambda *_: VERDICTS[0], choices=_verdicts),
    Field("opinion", needed=False),
    Field("due", "due", needed=False),
)


def latest(request: Request, asked: Asked) -> Outline:
    draft = desk.parent(request, asked)
    found = stored.latest(draft)
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
        return Form(_judge_form(request, item, asked))
    return desk.take(request, item, verdict, asked)


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    item = desk.item(request, asked)
    title = request.say("outline.form-judge", number=item.matter.number)
    return Form(page(request, title, _shown(request, item)))


# --- an outline, whole: to be read, and to be fixed or returned -----------------------------------


def _judge_form(request: Request, item: Outline, asked: Asked) -> Block:
    """The outline itself, then what is to become of it."""
    title = request.say("outline.form-judge", number=item.matter.number)
    blocks = [*_shown(request, item), *fields(request, "outline:judge", JUDGE, asked)]
    submit = request.say("outline.submit-judge")
    return form(request, "outline:judge", title, submit, blocks, {"id": item.draft_id})


def _shown(request: Request, item: Outline) -> list[Block]:
    said = request.say("outline.headline", n=item.number, by=item.by.name, at=item.at)
    return [section(said), *sections(request.say("outline.words", words=item.text))]
