"""The form of a question: to answer it, or to put it off."""

from __future__ import annotations

from functools import partial

from bot.who.request import Request
from handlers.slack.blocks import Block, divider, section, sections, text_field
from handlers.slack.desk import Asked
from handlers.slack.forms import form
from storage.papers.questions import Question

FIELDS = ("text", "source", "due")


def answer_form(request: Request, question: Question, asked: Asked) -> Block:
    """The question and what was answered before; then the answer, or a date for it."""
    say = request.say
    number, n = question.matter.number, question.number
    title, submit = say("questions.form-answer", number=number, n=n), say("questions.submit-answer")
    text, source, due = (partial(text_field, one, optional=True) for one in FIELDS)
    fields = [
        section(say("questions.asked", n=n, by=question.by.name)),
        *sections(say("questions.words", words=question.text)),
        *_before(request, question),
        text(say("questions.field-answer"), asked.get("text", ""), long=True),
        source(say("questions.field-source"), asked.get("source", ""),
               example=say("questions.example-source")),
        divider(),
        due(say("questions.field-later"), asked.get("due", ""), hint=say("questions.hint-later")),
    ]  # fmt: skip
    return form(request, "questions:answer", title, submit, fields, {"question": question.id})


def _before(request: Request, question: Question) -> list[Block]:
    given = [one for one in question.answers if not one.superseded_at]
    return [section(request.say("questions.will-supersede", words=one.text)) for one in given]
