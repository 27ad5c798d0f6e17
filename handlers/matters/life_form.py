"""The form of a step, alike for every kind: what it is to be told, with what was said already."""

from __future__ import annotations

import json
from typing import Any

from bot.matters import life
from bot.matters.kind import Kind
from bot.matters.moves import Field, Item, Move
from bot.who.request import Request
from handlers.slack.blocks import Block, divider, form, person_field, radio_field, text_field
from handlers.slack.desk import Asked


def step_form(
    request: Request, kind: Kind[Any], move: Move[Any], asked: Asked, item: Item | None = None
) -> Block:
    """Required first; what may be left out under a line."""
    made = [(one, field(request, kind, move, one, asked, item)) for one in move.told]
    first = [block for one, block in made if one.needed]
    rest = [block for one, block in made if not one.needed]
    return form(
        f"{kind.name}:{move.verb}",
        *_titled(request, kind, move, item),
        request.say("office.close"),
        [*first, *([divider()] if first and rest else []), *rest],
        json.dumps({"id": str(item.matter.id)}) if item else "",
    )


def _titled(
    request: Request, kind: Kind[Any], move: Move[Any], item: Item | None
) -> tuple[str, str]:
    """What the form is called, and its button: the step itself, unless there are words for it."""
    say, has, verb = request.say, request.catalog.has, say_verb(request, kind, move)
    title, submit = f"{kind.name}.form-{move.verb}", f"{kind.name}.submit-{move.verb}"
    number = item.matter.number if item else ""
    called = say(title, number=number) if has(title) else verb
    if item and not has(title):
        called = say("matters.form", verb=verb, number=number)
    return called, say(submit) if has(submit) else verb


def say_verb(request: Request, kind: Kind[Any], move: Move[Any]) -> str:
    key = f"{kind.name}.verb-{move.verb}"
    return request.say(key) if request.catalog.has(key) else ""


def field(
    request: Request,
    kind: Kind[Any],
    move: Move[Any],
    one: Field,
    asked: Asked,
    item: Item | None,
) -> Block:
    said = asked.get(one.name) or (_now_in(item, one.name) if one.own else one.start(request, item))
    if one.kind == "line":
        said = " ".join(said.split())
    label = _text(request, kind, move, "field", one)
    more: dict[str, Any] = {
        "hint": _text(request, kind, move, "hint", one),
        "optional": not one.needed,
    }
    if one.kind == "choice":
        return radio_field(one.name, label, choices(request, kind, one, item), said, **more)
    if one.kind == "person":
        return person_field(one.name, label, said, **more)
    more["example"] = _text(request, kind, move, "example", one)
    return text_field(one.name, label, said, long=one.kind in ("words", "text"), **more)


def choices(request: Request, kind: Kind[Any], one: Field, item: Item | None) -> dict[str, str]:
    if callable(one.choices):
        return one.choices(request, item)
    return {value: request.say(f"{kind.name}.{one.name}-{value}") for value in one.choices}


def _now_in(item: Item | None, name: str) -> str:
    """What an item, or its matter, has in this column now, as it would be typed."""
    value = getattr(item, name, None) or getattr(getattr(item, "matter", None), name, None)
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _text(request: Request, kind: Kind[Any], move: Move[Any], what: str, one: Field) -> str:
    """Of this step, or of every step of the kind; where there are no words, none."""
    keys = (f"{kind.name}.{what}-{move.verb}-{one.name}", f"{kind.name}.{what}-{one.name}")
    key = next((key for key in keys if request.catalog.has(key)), "")
    return request.say(key, due=life.usual_due(request, kind)) if key else ""
