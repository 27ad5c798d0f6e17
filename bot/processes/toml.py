"""Keys set in a TOML text that people wrote: all else stays as it was, remarks and order too.

Only what stands on lines of its own is found; what is written otherwise is refused, to be changed
in the file itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from bot.language.refusals import Refused

TABLE = re.compile(r"^\[\[?\s*([^\[\]]+?)\s*\]\]?", re.MULTILINE)


def tables_in(text: str) -> list[str]:
    """The names at the heads of its tables."""
    return [one.replace(" ", "") for one in TABLE.findall(text)]


def with_key(block: str, key: str, value: str) -> str:
    """A head with what stands under it, and with the tables inside it: this key has this value,
    whether it had one on a line, on several, or in a table of its own.
    """
    head, _, rest = block.partition("\n")
    own, tables = _apart(rest)
    lines = own.split("\n")
    at = [n for n, one in enumerate(lines) if _key(one) == key]
    place = at[0] if at else len(own.rstrip().split("\n")) if own.strip() else 0
    left = [one for n, one in enumerate(lines) if n not in at]
    said = "\n".join([head, *left[:place], f"{key} = {value}", *left[place:]])
    return said + "".join(one for one in tables if _named(one).split(".")[2:3] != [key])


def with_table(text: str, name: str, key: str, values: Mapping[str, str]) -> str:
    """Under the head `name` this key is a table of these values, on a line or with its own head."""
    before, tables = _apart(text)
    heads = [_named(one) for one in tables]
    own = f"{name}.{key}"
    if own in heads:
        n = heads.index(own)
        there = set(map(_key, tables[n].split("\n")[1:]))
        for one, said in values.items():
            tables[n] = tables[n] if one in there else with_key(tables[n], one, said)
        return "".join([before, *tables])
    if any(one.startswith(f"{own}.") for one in heads):
        raise Refused("ways.only-as-file", field="to")
    told = ", ".join(f"{one} = {said}" for one, said in values.items())
    return with_keys(text, name, {key: f"{{ {told} }}"})


def with_keys(text: str, name: str, values: Mapping[str, str]) -> str:
    """Under the head `name` these keys have these values."""
    before, tables = _apart(text)
    heads = [_named(one) for one in tables]
    if name not in heads:
        raise Refused("ways.only-as-file", field="to")
    n = heads.index(name)
    for key, value in values.items():
        tables[n] = with_key(tables[n], key, value)
    return "".join([before, *tables])


def _apart(text: str) -> tuple[str, list[str]]:
    """What stands before the first table, and each table with its head."""
    heads = [one.start() for one in TABLE.finditer(text)]
    ends = [*heads[1:], len(text)]
    own = text[: heads[0]] if heads else text
    return own, [text[start:end] for start, end in zip(heads, ends, strict=False)]


def _named(table: str) -> str:
    return next(iter(tables_in(table.partition("\n")[0])), "")


def _key(line: str) -> str:
    """What is set on this line, if anything. Raises Refused for half of something."""
    try:
        return next(iter(tomllib.loads(line)), "")
    except tomllib.TOMLDecodeError:
        raise Refused("ways.only-as-file", field="step") from None
