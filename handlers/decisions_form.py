"""The forms of decisions: one to ask, and one a step that needs words."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot import decisions as life
from bot.people import BOARD
from bot.request import Request
from handlers.blocks import (
    Block,
    divider,
    form,
    person_field,
    radio_field,
    text_field,
)
from handlers.desk import Asked
from storage.decisions import Decision
from storage.matters import Visibility
from storage.people import holding

CHOICES = (Visibility.CHAIN, Visibility.NAMED)


def ask_form(request: Request, asked: Asked) -> Block:
    """Whom, what, and that is all that is needed; the rest has a default or may be left."""
    say = request.say
    levels = {one.value: say(f"decisions.visibility-{one.value}") for one in CHOICES}
    level = asked.get("visibility") or Visibility.CHAIN
    leader = next(iter(holding(request.session, *BOARD)), None)
    whom = asked.get("person") or (leader.slack_id if leader else "")
    title, example = " ".join(asked.get("title", "").split()), say("decisions.example-title")
    return form(
        "decisions:ask",
        say("decisions.form-ask"),
        say("decisions.submit-ask"),
        say("office.close"),
        [
            person_field("person", say("decisions.field-person"), whom),
            text_field("title", say("decisions.field-title"), title, example=example),
            divider(),
            *_closer(request, asked),
            radio_field("visibility", say("decisions.field-visibility"), levels, level),
        ],
    )


def _closer(request: Request, asked: Asked) -> list[Block]:
    """Options, what is recommended, what happens without a decision, by when."""
    say = request.say
    hints = {
        "options": say("decisions.hint-options"),
        "recommended": say("decisions.hint-recommended"),
        "due": say("decisions.hint-due", due=life.usual_due(request)),
    }
    return [
        text_field(
            name,
            say(f"decisions.field-{name}"),
            asked.get(name, ""),
            hint=hints.get(name, ""),
            long=name in ("options", "otherwise"),
            optional=True,
        )
        for name in ("options", "recommended", "otherwise", "due")
    ]


def step_form(request: Request, decision: Decision, verb: str, asked: Asked) -> Block:
    """The form of a step: its fields, with what was said already."""
    say = request.say
    return form(
        f"decisions:{verb}",
        say(f"decisions.form-{verb}", number=decision.matter.number),
        say(f"decisions.submit-{verb}"),
        say("office.close"),
        FIELDS[verb](request, decision, asked),
        json.dumps({"id": str(decision.id)}),
    )


def _words(request: Request, asked: Asked, label: str, *, optional: bool = True) -> Block:
    said = asked.get("words", "")
    return text_field("words", request.say(label), said, long=True, optional=optional)


def _decide(request: Request, decision: Decision, asked: Asked) -> list[Block]:
    """The recommended option is chosen already."""
    options = life.named(decision) if decision.options else life.both(request)
    choices = {str(n): said for n, said in enumerate(options, 1)}
    chosen = str(decision.recommended or "")
    return [
        radio_field("choice", request.say("decisions.field-choice"), choices, chosen),
        _words(request, asked, "decisions.field-words"),
    ]


def _delegate(request: Request, _: Decision, asked: Asked) -> list[Block]:
    label = request.say("decisions.field-delegate")
    return [
        person_field("person", label, asked.get("person", "")),
        _words(request, asked, "decisions.field-words"),
    ]


def _again(request: Request, decision: Decision, asked: Asked) -> list[Block]:
    before = {
        "title": decision.matter.title,
        "options": "\n".join(decision.options),
        "recommended": str(decision.recommended or ""),
        "otherwise": decision.otherwise,
    }
    asked = before | {name: said for name, said in asked.items() if said}
    title = text_field("title", request.say("decisions.field-title"), asked["title"])
    return [title, *_closer(request, asked)]


FIELDS: dict[str, Callable[[Request, Decision, Asked], list[Block]]] = {
    "decide": _decide,
    "delegate": _delegate,
    "again": _again,
    "return": lambda request, _, asked: [
        _words(request, asked, "decisions.field-missing", optional=False)
    ],
    "withdraw": lambda request, _, asked: [_words(request, asked, "drafts.field-reason")],
}
