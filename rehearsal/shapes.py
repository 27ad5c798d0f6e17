"""Reads blocks.toml: each field's short description becomes a check that collects problems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Check = Callable[["Problems", Any, str], None]  # (where to complain, the value, its JSON pointer)

SHAPES: dict[str, Json] = tomllib.loads(
    Path(__file__).with_name("blocks.toml").read_text(encoding="utf-8")
)
SURFACES = "message modal home"
DATE_TOKEN = re.compile(r"<!date\^\d+\^")


@dataclass
class Problems:
    """What is wrong, in Slack's words, each with a JSON pointer to the field."""

    surface: str
    found: list[str] = field(default_factory=list)

    def add(self, what: str, where: str) -> None:
        self.found.append(f"{what} [json-pointer:{where}]")


def check_shape(problems: Problems, family: str, name: str, value: Json, where: str) -> None:
    """Known fields only, those it needs, and each as it should be."""
    shape = SHAPES[family][name]
    for needed in shape.get("_needs", "").split():
        if not any(value.get(one) is not None for one in needed.split("|")):
            problems.add(f"missing required field: {needed.replace('|', ' or ')}", where)
    for key, given in value.items():
        check = _field(family, name, key)
        if check is not None:
            check(problems, given, f"{where}/{key}")
        elif not shape.get("_open"):
            problems.add(f"invalid additional property: {key}", where)


@cache
def _field(family: str, name: str, key: str) -> Check | None:
    shape = SHAPES[family][name]
    if key == "type" and family != "object":
        return _any
    if key == "block_id" and family == "block":
        return compiled("string 1..255")
    if key == "action_id" and family == "element" and not shape.get("_plain"):
        return compiled("string 1..255")
    return compiled(shape[key]) if key in shape and not key.startswith("_") else None


@cache
def compiled(description: str) -> Check:
    kind, _, rest = description.partition(" ")
    least, most, detail = _range(rest)
    return KINDS[kind](least, most, detail)


def _range(rest: str) -> tuple[int, int, str]:
    found = re.match(r"(\d+)\.\.(\d+) ?", rest)
    if not found:
        return 0, 10**9, rest
    return int(found[1]), int(found[2]), rest[found.end() :]


def _any(problems: Problems, value: Any, where: str) -> None:
    pass


def _string(least: int, most: int, detail: str) -> Check:
    def check(problems: Problems, value: Any, where: str) -> None:
        if not isinstance(value, str):
            problems.add("must provide a string", where)
        elif len(value) > most:
            problems.add(f"must be less than {most + 1} characters", where)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", where)

    return check


def _text(*types: str) -> Callable[[int, int, str], Check]:
    """A text object of one of these types."""

    def make(least: int, most: int, detail: str) -> Check:
        length = _string(least, most, "")

        def check(problems: Problems, value: Any, where: str) -> None:
            if not isinstance(value, dict):
                problems.add("must provide an object", where)
            elif value.get("type") not in types:
                problems.add(f"must be a valid text type: {' or '.join(types)}", f"{where}/type")
            else:
                _check_text(problems, value, where)
                length(problems, value.get("text"), f"{where}/text")

        return check

    return make


def _check_text(problems: Problems, value: Json, where: str) -> None:
    plain = value["type"] == "plain_text"
    for key in value.keys() - {"type", "text", "emoji" if plain else "verbatim"}:
        problems.add(f"invalid additional property: {key}", where)
    if plain and DATE_TOKEN.search(str(value.get("text"))):
        problems.add("date tokens are not formatted in plain_text", f"{where}/text")


def _number(whole: bool) -> Callable[[int, int, str], Check]:
    def make(least: int, most: int, detail: str) -> Check:
        types = int if whole else (int, float)

        def check(problems: Problems, value: Any, where: str) -> None:
            if isinstance(value, bool) or not isinstance(value, types):
                problems.add("must provide a number", where)
            elif whole and not least <= value <= most:
                problems.add(f"must be between {least} and {most}", where)

        return check

    return make


def _decimal(least: int, most: int, detail: str) -> Check:
    def check(problems: Problems, value: Any, where: str) -> None:
        if not isinstance(value, str) or not re.fullmatch(r"-?\d+(\.\d+)?", value):
            problems.add("must provide a number in a string", where)

    return check


def _flag(least: int, most: int, detail: str) -> Check:
    def check(problems: Problems, value: Any, where: str) -> None:
        if not isinstance(value, bool):
            problems.add("must provide a boolean", where)

    return check


def _choice(least: int, most: int, detail: str) -> Check:
    allowed = detail.split("|")

    def check(problems: Problems, value: Any, where: str) -> None:
        if value not in allowed:
            problems.add(f"must be one of: {', '.join(allowed)}", where)

    return check


def _list(least: int, most: int, detail: str) -> Check:
    each = compiled(detail)

    def check(problems: Problems, value: Any, where: str) -> None:
        if not isinstance(value, list):
            problems.add("must provide an array", where)
            return
        if len(value) > most:
            problems.add(f"no more than {most} items allowed", where)
        if len(value) < least:
            problems.add(f"no fewer than {least} items allowed", where)
        for place, one in enumerate(value):
            each(problems, one, f"{where}/{place}")

    return check


def _object(least: int, most: int, detail: str) -> Check:
    def check(problems: Problems, value: Any, where: str) -> None:
        if isinstance(value, dict):
            check_shape(problems, "object", detail, value, where)
        else:
            problems.add("must provide an object", where)

    return check


def _typed(family: str) -> Callable[[int, int, str], Check]:
    """A block, an element or a part of rich text: its `type` says which."""

    def make(least: int, most: int, detail: str) -> Check:
        allowed = frozenset(_allowed(family, detail))

        def check(problems: Problems, value: Any, where: str) -> None:
            name = value.get("type") if isinstance(value, dict) else None
            if not isinstance(name, str) or name not in allowed:
                problems.add(f"unsupported type: {name}", f"{where}/type")
                return
            surfaces = SHAPES[family][name].get("_in", SURFACES)
            if surfaces != "cell" and problems.surface not in surfaces.split():
                problems.add(f"{name} is not allowed in a {problems.surface}", f"{where}/type")
            check_shape(problems, family, name, value, where)

        return check

    return make


def _allowed(family: str, detail: str) -> Iterator[str]:
    if detail == "*":
        yield from (n for n, shape in SHAPES[family].items() if shape.get("_in") != "cell")
    elif family == "element":
        yield from SHAPES["group"][detail].split()
    else:
        yield from detail.split("|")


KINDS: dict[str, Callable[[int, int, str], Check]] = {
    "string": _string,
    "plain": _text("plain_text"),
    "mrkdwn": _text("mrkdwn"),
    "text": _text("plain_text", "mrkdwn"),
    "int": _number(whole=True),
    "number": _number(whole=False),
    "decimal": _decimal,
    "flag": _flag,
    "any": lambda least, most, detail: _any,
    "choice": _choice,
    "list": _list,
    "object": _object,
    "element": _typed("element"),
    "block": _typed("block"),
    "part": _typed("part"),
}
