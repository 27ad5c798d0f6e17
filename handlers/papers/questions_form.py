"""The form of a question: to answer it, or to put it off."""

from __future__ import annotations

import json

from bot.who.request import Request
from handlers.slack.blocks import Block, divider, form, section, sections, text_field
from handlers.slack.desk import Asked
from storage.papers.questions import Question


def answer_form(request: Request, question: Question, asked: Asked) -> Block:
    """The question and what was answered before; then the answer, or a date for it."""
    say = request.say
    number = question.matter.number
    return form(
        "questions:answer",
        say("questions.form-answer", number=number, n=question.number),
        say("questions.submit-answer"),
        say("office.close"),
        [
            section(say("questions.asked", n=question.number, by=question.by.name)),
            *sections(say("questions.words", words=question.text)),
            *_before(request, question),
            text_field("text", say("questions.field-answer"), asked.get("text", ""), long=True,
                       optional=True),
            text_field("source", say("questions.field-source"), asked.get("source", ""),
                       example=say("questions.example-source"), optional=True),
            divider(),
            text_field("due", say("questions.field-later"), asked.get("due", ""),
                       hint=say("questions.hint-later"), optional=True),
        ],
        json.dumps({"question": str(question.id)}),
    )  # fmt: skip


def _before(request: Request, question: Question) -> list[Block]:
    given = [one for one in question.answers if not one.superseded_at]
    return [section(request.say("questions.will-supersede", words=one.text)) for one in given]
