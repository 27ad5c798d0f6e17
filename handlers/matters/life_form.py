"""Forms made of fields, alike for every feature: what is to be told, with what was said already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.language.catalog import Key
from bot.language.names import folded
from bot.matters.moves import Field, Item, Move
from bot.matters.time_moves import due_now
from bot.who.request import Request
from handlers.slack.blocks import (
    Block,
    date_field,
    divider,
    people_field,
    person_field,
    radio_field,
    text_field,
)
from handlers.slack.desk import Asked
from handlers.slack.forms import NOTHING, form
from handlers.slack.read import slack_ids

A_FEW = 20  # people in one field


def step_form(
    request: Request,
    name: str,
    move: Move[Any],
    asked: Asked,
    item: Item | None = None,
    **blanks: object,
) -> Block:
    """Required first; what may be left out under a line. `name` is that of the kind's texts,
    `blanks` are what its labels and hints may name, beside when it was due until now.
    """
    if item is not None:
        blanks |= {"was": due_now(item)}
    first = [one for one in move.told if one.needed]
    rest = [one for one in move.told if not one.needed]
    if first and rest:
        rest[0] = replace(rest[0], apart=True)
    made = fields(request, f"{name}:{move.verb}", [*first, *rest], asked, item, **blanks)
    title, submit = _titled(request, name, move, item)
    keep = {"id": item.matter.id} if item else {one: asked[one] for one in ("of",) if one in asked}
    return form(request, f"{name}:{move.verb}", title, submit, made, keep)


def _titled(request: Request, name: str, move: Move[Any], item: Item | None) -> tuple[str, str]:
    """What the form is called, and its button: the step itself, unless there are words for it."""
    say, has, verb = request.say, request.catalog.has, say_verb(request, name, move)
    title, submit = f"{name}.form-{move.verb}", f"{name}.submit-{move.verb}"
    number = item.matter.number if item else ""
    called = say(title, number=number) if has(title) else verb
    if item and not has(title):
        called = say("matters.form", verb=verb, number=number)
    return called, say(submit) if has(submit) else verb


def asked_form(
    request: Request,
    what: str,
    told: Iterable[Field],
    asked: Asked,
    keep: Mapping[str, object] = NOTHING,
) -> Block:
    """A form that is no step of a kind: it is called `form-VERB`, its button `submit-VERB`."""
    name, _, verb = what.partition(":")
    title, submit = request.say(f"{name}.form-{verb}"), request.say(f"{name}.submit-{verb}")
    return form(request, what, title, submit, fields(request, what, told, asked), keep)


def say_verb(request: Request, name: str, move: Move[Any]) -> str:
    key = f"{name}.verb-{move.verb}"
    return request.say(key) if request.catalog.has(key) else ""


def fields(
    request: Request,
    what: str,
    told: Iterable[Field],
    asked: Asked,
    item: Item | None = None,
    **blanks: object,
) -> list[Block]:
    """In this order, each with its words; `what` is asked once they are filled in."""
    made: list[Block] = []
    for one in told:
        words = _words(request, what, one, blanks)
        block = _field(request, what.partition(":")[0], one, asked, item, words)
        made += [divider(), block] if one.apart else [block]
    return made


def _words(request: Request, what: str, one: Field, blanks: dict[str, Any]) -> dict[str, str]:
    """Label, hint and example of this step, or of every step of the feature; where there are no
    words, none.
    """
    name, _, verb = what.partition(":")
    found = {}
    for word in ("field", "hint", "example"):
        keys = (f"{name}.{word}-{verb}-{one.name}", f"{name}.{word}-{one.name}")
        key = next((key for key in keys if request.catalog.has(key)), "")
        found[word] = request.say(key, **blanks) if key else ""
    return found


def _field(
    request: Request, name: str, one: Field, asked: Asked, item: Item | None, words: dict[str, str]
) -> Block:
    said = asked.get(one.name) or (_now_in(item, one.name) if one.own else one.start(request, item))
    if one.kind == "line":
        said = " ".join(said.split())
    label = words["field"]
    more: dict[str, Any] = {"hint": words["hint"], "optional": not one.needed}
    if one.kind == "choice":
        return radio_field(one.name, label, choices(request, name, one, item), said, **more)
    if one.kind == "person":
        return person_field(one.name, label, said, **more)
    if one.kind == "people":
        return people_field(one.name, label, slack_ids(said), most=A_FEW, **more)
    if one.kind == "day":
        return date_field(one.name, label, said, **more)
    more |= {"example": words["example"], "long": one.kind in ("words", "text")}
    return text_field(one.name, label, said, **more)


def choices(request: Request, name: str, one: Field, item: Item | None) -> dict[str, str]:
    """What there is to choose from: what it is called, by value."""
    labels = _labels(request, name, one, item).items()
    return {value: request.say(it) if isinstance(it, Key) else it for value, it in labels}


def _labels(request: Request, name: str, one: Field, item: Item | None) -> Mapping[str, str]:
    if callable(one.choices):
        return one.choices(request, item)
    return {value: Key(f"{name}.{one.name}-{value}") for value in one.choices}


def chosen(request: Request, name: str, one: Field, item: Item | None, said: str) -> str:
    """The value somebody means: by itself or, where each has a name, by what it is called in either
    language; "" if it is none of them. Whatever else is said is looked at by the step.
    """
    labels = _labels(request, name, one, item)
    if said in labels or not all(isinstance(label, Key) for label in labels.values()):
        return said
    for value, key in labels.items():
        called = (request.say(key), *request.catalog.text(key).values())
        if folded(said) in {folded(str(one)) for one in called}:
            return value
    return ""


def _now_in(item: Item | None, name: str) -> str:
    """What an item, or its matter, has in this column now, as it would be typed."""
    value = getattr(item, name, None) or getattr(getattr(item, "matter", None), name, None)
    return "\n".join(value) if isinstance(value, list) else str(value or "")
