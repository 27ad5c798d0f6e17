"""The form of a step, alike for every kind: what it is to be told, with what was said already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.matters.moves import Field, Item, Move
from bot.who.request import Request
from handlers.slack.blocks import Block, date_field, divider, person_field, radio_field, text_field
from handlers.slack.desk import Asked
from handlers.slack.forms import form


def step_form(
    request: Request,
    name: str,
    move: Move[Any],
    asked: Asked,
    item: Item | None = None,
    **blanks: object,
) -> Block:
    """Required first; what may be left out under a line. `name` is that of the kind's texts,
    `blanks` are what its labels and hints may name.
    """
    made = [(one, field(request, name, move, one, asked, item, blanks)) for one in move.told]
    first = [block for one, block in made if one.needed]
    rest: list[Block] = []
    for one, block in made:
        if not one.needed:
            rest += [divider(), block] if one.apart or (first and not rest) else [block]
    title, submit = _titled(request, name, move, item)
    keep = {"id": item.matter.id} if item else {}
    return form(request, f"{name}:{move.verb}", title, submit, [*first, *rest], keep)


def _titled(request: Request, name: str, move: Move[Any], item: Item | None) -> tuple[str, str]:
    """What the form is called, and its button: the step itself, unless there are words for it."""
    say, has, verb = request.say, request.catalog.has, say_verb(request, name, move)
    title, submit = f"{name}.form-{move.verb}", f"{name}.submit-{move.verb}"
    number = item.matter.number if item else ""
    called = say(title, number=number) if has(title) else verb
    if item and not has(title):
        called = say("matters.form", verb=verb, number=number)
    return called, say(submit) if has(submit) else verb


def say_verb(request: Request, name: str, move: Move[Any]) -> str:
    key = f"{name}.verb-{move.verb}"
    return request.say(key) if request.catalog.has(key) else ""


def field(
    request: Request,
    name: str,
    move: Move[Any],
    one: Field,
    asked: Asked,
    item: Item | None,
    blanks: Mapping[str, object],
) -> Block:
    said = asked.get(one.name) or (_now_in(item, one.name) if one.own else one.start(request, item))
    if one.kind == "line":
        said = " ".join(said.split())
    text = partial(_text, request, name, move, one, blanks)
    label = text("field")
    more: dict[str, Any] = {"hint": text("hint"), "optional": not one.needed}
    if one.kind == "choice":
        return radio_field(one.name, label, choices(request, name, one, item), said, **more)
    if one.kind == "person":
        return person_field(one.name, label, said, **more)
    if one.kind == "day":
        return date_field(one.name, label, said, **more)
    more["example"] = text("example")
    return text_field(one.name, label, said, long=one.kind in ("words", "text"), **more)


def choices(request: Request, name: str, one: Field, item: Item | None) -> dict[str, str]:
    if callable(one.choices):
        return one.choices(request, item)
    return {value: request.say(f"{name}.{one.name}-{value}") for value in one.choices}


def _now_in(item: Item | None, name: str) -> str:
    """What an item, or its matter, has in this column now, as it would be typed."""
    value = getattr(item, name, None) or getattr(getattr(item, "matter", None), name, None)
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _text(
    request: Request,
    name: str,
    move: Move[Any],
    one: Field,
    blanks: Mapping[str, object],
    what: str,
) -> str:
    """Of this step, or of every step of the kind; where there are no words, none."""
    keys = (f"{name}.{what}-{move.verb}-{one.name}", f"{name}.{what}-{one.name}")
    key = next((key for key in keys if request.catalog.has(key)), "")
    return request.say(key, **blanks) if key else ""
