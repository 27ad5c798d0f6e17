"""The forms by which a draft is divided, row by row, and its unifier named."""

from __future__ import annotations

import json

from bot.papers.parts.division import unifier_of
from bot.who.request import Request
from handlers.slack.blocks import Block, divider, form, person_field, text_field
from handlers.slack.desk import Asked
from storage.papers.drafts import Draft

ROWS = ("", "2", "3", "4")  # what the fields of each row end in


def divide_form(request: Request, draft: Draft, asked: Asked) -> Block:
    """Four rows of a title, a writer, a time: the first is asked for, the others may be empty."""
    say, fields = request.say, []
    for n, row in enumerate(ROWS, 1):
        fields += [*_row(request, asked, n, row), divider()]
    return form(
        "parts:divide",
        say("parts.form-divide", number=draft.matter.number),
        say("parts.submit-divide"),
        say("office.close"),
        [*fields, _unifier(request, draft, asked, optional=True)],
        json.dumps({"id": str(draft.id)}),
    )


def _row(request: Request, asked: Asked, n: int, row: str) -> list[Block]:
    say, more = request.say, n > 1
    title, person, due = (asked.get(f"{name}{row}", "") for name in ("title", "person", "due"))
    example = say("parts.example-row") if n == 1 else ""
    hint = "" if more else say("matters.hint-due")
    return [
        text_field(
            f"title{row}", say("parts.field-row", n=n), title, example=example, optional=more
        ),
        person_field(f"person{row}", say("parts.field-person"), person, optional=more),
        text_field(
            f"due{row}",
            say("parts.field-due"),
            due,
            example=say("matters.example-due"),
            hint=hint,
            optional=more,
        ),
    ]


def unify_form(request: Request, draft: Draft, asked: Asked) -> Block:
    say = request.say
    return form(
        "parts:unify",
        say("parts.form-unify", number=draft.matter.number),
        say("parts.submit-unify"),
        say("office.close"),
        [_unifier(request, draft, asked, optional=False)],
        json.dumps({"id": str(draft.id)}),
    )


def _unifier(request: Request, draft: Draft, asked: Asked, *, optional: bool) -> Block:
    say, now = request.say, unifier_of(draft).name
    hint = say("parts.hint-unifier", name=now) if optional else ""
    chosen = asked.get("unifier", "")
    return person_field("unifier", say("parts.field-unifier"), chosen, hint=hint, optional=optional)
