"""Questions at the desk: asked, answered, put off, in whatever way it is said."""

from __future__ import annotations

from bot.language.refusals import Refused
from bot.matters import moves
from bot.matters.moves import Field
from bot.papers import questions
from bot.papers.questions import KIND
from bot.who.request import Request
from handlers.matters.life import LifeDesk
from handlers.matters.life_form import fields
from handlers.matters.undo import undone
from handlers.slack import read
from handlers.slack.blocks import Block, section, sections
from handlers.slack.desk import Asked, Form, Reply
from handlers.slack.forms import form
from storage.papers.questions import Question

# An answer with its source, or a time for it.
ANSWER = (
    Field("text", "text", needed=False),
    Field("source", "line", needed=False),
    Field("due", "due", needed=False, apart=True),
)


def find(request: Request, asked: Asked) -> Question:
    """By the id of a form or a button, by its number, or the one that waits for whoever speaks."""
    if found := asked.get("question") or asked.get("id"):
        return questions.find(request, int(found))
    n = int(asked["item"]) if asked.get("item") else None
    if not asked.get("number"):
        return questions.find_mine(request, None, n)
    draft = desk.parent(request, asked)
    if n is None:
        return questions.find_mine(request, draft)
    return questions.find_numbered(request, draft, n)


def ask(request: Request, asked: Asked) -> Reply:
    """Of whoever is named, else of whoever is likeliest to know."""
    usual = questions.likeliest(request, desk.parent(request, asked))
    return desk.begin(request, asked | {"to": asked.get("to") or asked.get("person") or usual})


def answer(request: Request, asked: Asked) -> Reply:
    """With words, and a source if there is one; with a date alone it is put off."""
    question = desk.item(request, asked)
    moves.check(KIND.moves, request.me, question, "answer")
    if read.IN_PART in asked or not (asked.get("text") or asked.get("due")):
        if request.surface == "form":
            raise Refused("questions.say-something", field="text")
        return Form(_answer_form(request, question, asked))
    if not asked.get("text", "").strip():
        return defer(request, asked)
    text, source = asked["text"].strip(), asked.get("source", "").strip()
    return desk.done(request, question.matter, questions.answer(request, question, text, source))


def defer(request: Request, asked: Asked) -> Reply:
    question = desk.item(request, asked)
    moves.check(KIND.moves, request.me, question, "defer")
    if not asked.get("due"):
        return Form(_answer_form(request, question, asked))
    return desk.take(request, question, "defer", asked)


def take_back(request: Request, asked: Asked) -> Reply:
    return undone(request, questions.take_back(request, int(asked["id"])).matter)


desk = LifeDesk(KIND, find=find, ask=ask, open=ask, answer=answer, defer=defer, undo=take_back)


# --- the form: to answer it, or to put it off -----------------------------------------------------


def _answer_form(request: Request, question: Question, asked: Asked) -> Block:
    """The question and what was answered before; then the answer, or a date for it."""
    say = request.say
    number, n = question.matter.number, question.number
    title, submit = say("questions.form-answer", number=number, n=n), say("questions.submit-answer")
    blocks = [
        section(say("questions.asked", n=n, by=question.by.name)),
        *sections(say("questions.words", words=question.text)),
        *_before(request, question),
        *fields(request, "questions:answer", ANSWER, asked),
    ]
    return form(request, "questions:answer", title, submit, blocks, {"question": question.id})


def _before(request: Request, question: Question) -> list[Block]:
    given = [one for one in question.answers if not one.superseded_at]
    return [section(request.say("questions.will-supersede", words=one.text)) for one in given]
