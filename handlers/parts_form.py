"""The forms of parts: one to divide a draft, row by row, and one a step that needs words."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.parts_division import unifier_of
from bot.request import Request
from handlers.blocks import Block, divider, form, person_field, text_field
from handlers.desk import Asked
from handlers.drafts_forms import due_field
from storage.drafts import Draft
from storage.parts import Part

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
    example = say("parts.example-title") if n == 1 else ""
    hint = "" if more else say("drafts.hint-due")
    return [
        text_field(
            f"title{row}", say("parts.field-title", n=n), title, example=example, optional=more
        ),
        person_field(f"person{row}", say("parts.field-person"), person, optional=more),
        text_field(
            f"due{row}",
            say("parts.field-due"),
            due,
            example=say("drafts.example-due"),
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
    say, now = request.say, unifier_of(request, draft).name
    hint = say("parts.hint-unifier", name=now) if optional else ""
    chosen = asked.get("unifier", "")
    return person_field("unifier", say("parts.field-unifier"), chosen, hint=hint, optional=optional)


def step_form(request: Request, part: Part, verb: str, asked: Asked) -> Block:
    """The form of a step: its fields, with what was said already."""
    say = request.say
    return form(
        f"parts:{verb}",
        say(f"parts.form-{verb}", number=part.matter.number),
        say(f"parts.submit-{verb}"),
        say("office.close"),
        FIELDS[verb](request, part, asked),
        json.dumps({"id": str(part.id)}),
    )


def _words(request: Request, asked: Asked, label: str, *, optional: bool = False) -> Block:
    said = asked.get("opinion", "")
    return text_field("opinion", request.say(label), said, long=True, optional=optional)


def _submit(request: Request, part: Part, asked: Asked) -> list[Block]:
    text = asked.get("text") or part.text
    label, hint = request.say("parts.field-text"), request.say("parts.hint-text")
    return [text_field("text", label, text, long=True, hint=hint)]


def _return(request: Request, part: Part, asked: Asked) -> list[Block]:
    default = request.say("drafts.default-return-due")
    return [_words(request, asked, "drafts.field-opinion"), due_field(request, asked, default)]


def _extend(request: Request, part: Part, asked: Asked) -> list[Block]:
    due = due_field(request, asked)
    if request.now > part.matter.due_at:
        said = request.say("drafts.hint-late", due=part.matter.due_at)
        due |= {"hint": due["hint"] | {"text": said}}
    return [due, _words(request, asked, "drafts.field-reason")]


def _handover(request: Request, part: Part, asked: Asked) -> list[Block]:
    label = request.say("parts.field-new-owner")
    return [person_field("person", label, asked.get("person", ""))]


FIELDS: dict[str, Callable[[Request, Part, Asked], list[Block]]] = {
    "submit": _submit,
    "return": _return,
    "extend": _extend,
    "handover": _handover,
    "problem": lambda request, _, asked: [_words(request, asked, "drafts.field-problem")],
    "settle": lambda request, _, asked: [_words(request, asked, "drafts.field-opinion")],
    "reschedule": lambda request, _, asked: [due_field(request, asked)],
    "cancel": lambda request, _, asked: [
        _words(request, asked, "drafts.field-reason", optional=True)
    ],
}
