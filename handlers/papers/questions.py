"""Questions at the desk: asked, answered, put off, in whatever way it is said."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.language.refusals import Refused
from bot.matters import followups, moves
from bot.papers import questions
from bot.papers.questions import MOVES
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.undo import undo_button
from handlers.papers.questions_form import answer_form, ask_form
from handlers.slack import read
from handlers.slack.blocks import buttons, section
from handlers.slack.desk import Asked, Desk, Reply
from storage.papers import questions as stored
from storage.papers.drafts import Draft
from storage.papers.questions import Question

desk = Desk("questions")


def _draft(request: Request, asked: Asked) -> Draft:
    return request.session.get_one(Draft, read.matter(request, asked, "drafts").id)


@desk.does("open")
def open_(request: Request, asked: Asked) -> Reply:
    insist(request.me.insider, "insider")
    return Reply(form=ask_form(request, _draft(request, asked), asked))


@desk.does("ask")
def ask(request: Request, asked: Asked) -> Reply:
    draft = _draft(request, asked)
    insist(request.me.insider, "insider")
    if read.lacking(request, asked, "text"):
        return Reply(form=ask_form(request, draft, asked))
    field = "person" if asked.get("person") else "to"
    to = read.person(request, asked, field)
    return _told(request, draft, questions.ask(request, draft, asked["text"], to))


@desk.does("answer")
def answer(request: Request, asked: Asked) -> Reply:
    """With words, and a source if there is one; with a date alone it is put off."""
    question = _question(request, asked)
    moves.check(MOVES, request.me, question, "answer")
    if read.IN_PART in asked or not (asked.get("text") or asked.get("due")):
        if request.surface == "form":
            raise Refused("questions.say-something", field="text")
        return Reply(form=answer_form(request, question, asked))
    if not asked.get("text", "").strip():
        return defer(request, asked)
    said = questions.answer(request, question, asked["text"], asked.get("source", ""))
    return _told(request, question.draft, said)


@desk.does("defer")
def defer(request: Request, asked: Asked) -> Reply:
    question = _question(request, asked)
    moves.check(MOVES, request.me, question, "defer")
    if not asked.get("due"):
        return Reply(form=answer_form(request, question, asked))
    said = questions.defer(request, question, read.due(request, asked))
    return _told(request, question.draft, said)


def _question(request: Request, asked: Asked) -> Question:
    """By the id of a form or a button, by its number, or the one that waits for whoever speaks."""
    if found := asked.get("question") or asked.get("id"):
        return questions.find(request, int(found))
    n = int(asked["item"]) if asked.get("item") else None
    if not asked.get("number"):
        return questions.find_mine(request, None, n)
    draft = _draft(request, asked)
    if n is None:
        return questions.find_mine(request, draft)
    return questions.find_numbered(request, draft, n)


@desk.does("meet")
def meet(request: Request, asked: Asked) -> Reply:
    """What a nudge calls done: the answer."""
    owed = followups.find_open(request, int(asked["id"]))
    found = stored.numbered(request.session, owed.matter_id, owed.item)
    assert found is not None  # every duty to answer is a question's
    return answer(request, {"question": str(found.id)})


@desk.does("undo")
def take_back(request: Request, asked: Asked) -> Reply:
    matter = questions.take_back(request, int(asked["id"])).matter
    return Reply(request.say("undo.done", number=matter.number, title=matter.title), shown=True)


def _told(request: Request, draft: Draft, said: Markup) -> Reply:
    back = undo_button(request, draft.matter)
    blocks = [section(said), *([buttons(back)] if back else [])]
    return Reply(said, blocks, shown=request.surface in ("button", "form"))
