"""A way of working changed step by step: its text stays as it was written, but for what is changed.

Each gives the whole new text; whether that can be a way of working is seen when it is published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from bot.language.catalog import Both
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.processes import making
from bot.processes.reading import DUE
from bot.processes.template import Ask, Step, Template
from bot.processes.toml import tables_in, with_key, with_keys, with_table

HEAD = "[[data.step]]"
STEP = re.compile(r"^\[\[data\.step\]\]", re.MULTILINE)
INSIDE = "data.step."
# After which steps: "after steps 1 + 2", "第1、2步之后".
AFTER = re.compile(
    r"after (?:steps? )?\d+(?: ?(?:and|[+&]) ?\d+)*|(?:排?在)?第?\d+(?:[、和+]\d+)*步?(?:之|以)?后",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\d+")
Lines = Mapping[str, str]  # by key of a step, the value as TOML


def changed(way: Template, text: str, n: int, to: Lines) -> str:
    """Step `n`, counted from 1, says so from now on; what is not named stays."""
    head, blocks = _cut(way, text, n)
    for key, value in to.items():
        blocks[n - 1] = with_key(blocks[n - 1], key, value)
    return HEAD.join([head, *blocks])


def inserted(way: Template, text: str, n: int, to: Lines) -> str:
    """One more before step `n`, which waits for it; after the last, if there are not so many."""
    head, blocks = _cut(way, text)
    each = list(way.steps.values())
    name = next(one for one in (f"step-{k}" for k in range(1, 99)) if one not in way.steps)
    said = {"name": json.dumps(name), **to}
    if n <= len(each):
        said["after"] = json.dumps(list(each[n - 1].after))
        blocks[n - 1] = with_key(blocks[n - 1], "after", json.dumps([name]))
    elif each:
        blocks[-1] = blocks[-1].rstrip() + "\n\n"
    blocks.insert(n - 1, "\n" + "\n".join(f"{k} = {v}" for k, v in said.items()) + "\n\n")
    return HEAD.join([head, *blocks])


def removed(way: Template, text: str, n: int) -> str:
    """What came after it comes after what it came after."""
    head, blocks = _cut(way, text, n)
    gone = list(way.steps.values())[n - 1]
    for k, one in enumerate(way.steps.values()):
        if gone.name in one.after:
            left = [name for name in one.after if name != gone.name]
            after = dict.fromkeys([*gone.after, *left])
            blocks[k] = with_key(blocks[k], "after", json.dumps(list(after)))
    del blocks[n - 1]
    return HEAD.join([head, *blocks])


def moved(way: Template, text: str, n: int, to: int) -> str:
    """Step `n` is step `to` from now on."""
    _cut(way, text, to)
    head, blocks = _cut(way, text, n)
    one = blocks.pop(n - 1)
    blocks.insert(to - 1, one)
    return HEAD.join([head, *(block.rstrip() + "\n\n" for block in blocks)]).rstrip() + "\n"


def with_choice(way: Template, text: str, field: str, called: Both) -> str:
    """One more to choose from. Raises Refused where nothing is chosen."""
    ask = next((one for one in way.fields.values() if is_called(one, field)), None)
    if ask is None or not ask.choices:
        raise Refused("ways.no-choices", field="to", said=field)
    keys = (f"{making.name_of(called)}{n or ''}" for n in range(99))
    key = next(one for one in keys if one not in ask.choices)
    each = {value: making.both(words) for value, words in {**ask.choices, key: called}.items()}
    return with_table(text, f"data.field.{ask.name}", "choices", each)


def with_field(way: Template, text: str, line: str) -> str:
    """`Amount / 金额, a number, needed`: one of this name is of that kind from now on; if there is
    none, it is added. Raises Refused.
    """
    what, *told = making.parts(line)
    found: dict[str, str] = {}
    for said in told:
        found |= making.field_part(line, said)
    ask = next((one for one in way.fields.values() if is_called(one, what)), None)
    if ask is not None:
        return with_keys(text, f"data.field.{ask.name}", found)
    called = making.pair(what)
    keys = (f"{making.name_of(called)}{n or ''}" for n in range(99))
    name = next(one for one in keys if one not in way.fields)
    head, blocks = _cut(way, text)
    said_ = {"kind": '"line"', **found, "label": making.both(called)}
    lines = [f"[data.field.{name}]", *(f"{key} = {value}" for key, value in said_.items())]
    return HEAD.join([head.rstrip() + "\n\n" + "\n".join(lines) + "\n\n", *blocks])


def is_called(ask: Ask, said: str) -> bool:
    return folded(said).strip() in (ask.name, *(folded(one) for one in ask.label.values()))


def step(way: Template, n: int) -> Step:
    """Counted from 1. Raises Refused where there is no such one."""
    if not 1 <= n <= len(way.steps):
        raise Refused("ways.no-step", field="step", n=n, most=len(way.steps))
    return list(way.steps.values())[n - 1]


def _cut(way: Template, text: str, n: int = 1) -> tuple[str, list[str]]:
    """What stands before the steps, and each of them with the tables inside it. Raises Refused
    where there is no such one, or where something else stands among them.
    """
    step(way, n)
    head, *blocks = STEP.split(text)
    strange = any(not one.startswith(INSIDE) for block in blocks for one in tables_in(block))
    if strange or len(blocks) != len(way.steps):
        raise Refused("ways.only-as-file", field="step")
    return head, blocks


# --- what is said of a step -----------------------------------------------------------------------


def read_lines(way: Template, said: str) -> dict[str, str]:
    """`chief, 2 d, a link, after step 1`: who, how long, what is shown, after which steps its turn
    comes, in any order. Raises Refused.
    """
    found: dict[str, str | list[str]] = {}
    people = [one for one in way.fields.values() if one.kind in ("person", "people")]
    for part in making.parts(said):
        if who := next((one.name for one in people if is_called(one, part)), ""):
            found["who"] = who
        elif DUE.fullmatch(part):
            found["due"] = part
        elif place := AFTER.fullmatch(part):
            found["after"] = [step(way, int(n)).name for n in NUMBERS.findall(place[0])]
        else:
            found |= making.read_part(said, part)
    return {key: json.dumps(value) for key, value in found.items()}


def place_of(way: Template, step: Step) -> str:
    """As it would be typed: after which steps its turn comes."""
    order = list(way.steps)
    return " + ".join(str(order.index(one) + 1) for one in step.after)


def limit_of(step: Step) -> str:
    """As it would be typed; nothing where it hangs on a choice, or on another step or time."""
    if len(step.due) != 1 or (due := next(iter(step.due.values()))).place:
        return ""
    return f"{due.n} {'d' if due.days else 'h'}"


def both_in(said: Sequence[str]) -> Both | None:
    """Chinese and English; none where nothing is said, the one for the other where one is not."""
    zh, en = (one.strip() for one in said)
    return Both({"zh": zh or en, "en": en or zh}) if zh or en else None
