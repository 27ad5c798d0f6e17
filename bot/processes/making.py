"""A way of working made of lines that a director types, as the TOML it is kept in."""

from __future__ import annotations

import json
import re

from bot.language.catalog import LANGUAGES, Both, files
from bot.language.dates.numbers import number
from bot.language.names import folded
from bot.language.refusals import Refused
from bot.language.understanding import marks
from bot.processes.template import OPENER, SOMEBODY

PARTS = re.compile(r"[,，|]")
NAMED = re.compile(r"<@(\w+)(?:\|([^>]*))?>")
LIMIT = re.compile(
    r"(\d+|[二三四五六七八九]?十[一二三四五六七八九]?|[一两二三四五六七八九])\s*(?:个?(工作日|天|小时)|(d|h|days?|hours?))",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^a-z0-9]+")
MOST = 40  # steps


def name_of(called: Both) -> str:
    """A name of letters for it: the English one."""
    return LETTERS.sub("-", folded(called["en"]).lower()).strip("-") or "own"


def written(called: Both, lines: str) -> str:
    """`Receive / 签收, opener, 1 d, line`: what, who, how long, what is to be shown; all but the
    first may be left out. Raises Refused, on the field, with the line that cannot be read.
    """
    each = [line.strip() for line in lines.splitlines() if line.strip()]
    if not 1 <= len(each) <= MOST:
        raise Refused("ways.how-many", field="lines", most=MOST)
    head = ["[data]", f"called = {both(called)}", "[data.field.title]", 'kind = "line"']
    head += ["needed = true", f"label = {both(Both(files()['ways']['data']['title']))}"]
    return "\n".join([*head, *(_step(n, line) for n, line in enumerate(each, 1))]) + "\n"


def _step(n: int, line: str) -> str:
    told = {"name": json.dumps(f"step-{n}"), **told_in(line)}
    return "\n".join(["[[data.step]]", *(f"{key} = {one}" for key, one in told.items())])


def told_in(line: str) -> dict[str, str]:
    """By key of a step, the value as TOML: what it is called, and what is usual of the rest. Raises
    Refused for somebody who stands inside of what it is called.
    """
    what, *told = parts(line)
    what, behind = _apart(what)
    if NAMED.search(what):
        shown = NAMED.sub(lambda one: one[2] or one[1], line)
        names = [one[2] or one[1] for one in NAMED.finditer(line)]
        raise Refused("ways.somebody-inside", field="lines", line=shown, name=names[0])
    found = {"who": OPENER, "due": "3 d", "evidence": "none"}
    for said in (*behind, *told):
        found |= read_part(line, said)
    called = both(pair(what))
    return {"called": called, **{key: json.dumps(one) for key, one in found.items()}}


def pair(said: str) -> Both:
    """`Receive / 签收`: in both languages, the one for the other if there is but one."""
    one, _, other = said.partition("/")
    zh, en = sorted((one.strip(), other.strip() or one.strip()), key=str.isascii)
    return Both({"zh": zh, "en": en})


def parts(line: str) -> list[str]:
    bare = NAMED.sub(r"<@\1>", line)  # between its parts, not in a name
    return [part.strip() for part in PARTS.split(bare)]


def _apart(what: str) -> tuple[str, list[str]]:
    """`科长同意 陈静 2天`: what is said behind a space, where a comma would stand. In English a
    post ends what it is called, if no time stands behind it: "Hand over to staff".
    """
    words, told = what.split(), list[str]()
    while n := next((n for n in (2, 1) if _is_told(words, n, told)), 0):
        told.insert(0, " ".join(words[-n:]))
        del words[-n:]
    return " ".join(words), told


def _is_told(words: list[str], n: int, told: list[str]) -> bool:
    """Whether the last `n` of these words are no part of what a step is called."""
    said = " ".join(words[-n:])
    if len(words) <= n:
        return False
    if LIMIT.fullmatch(said):
        return True
    if marks.pattern("found", "small").fullmatch(words[-n - 1]):
        return False
    if NAMED.fullmatch(said):
        return True
    return _known(said) is not None and (not said.isascii() or bool(told))


def _known(said: str) -> dict[str, str] | None:
    """A post, or what is to be shown, in either language."""
    for key in ("who", "evidence"):
        for value, names in _data()[key].items():
            if folded(said) in (value, *map(folded, names)):
                return {key: value}
    return None


def read_part(line: str, said: str) -> dict[str, str]:
    if somebody := NAMED.fullmatch(said):
        return {"who": f"{SOMEBODY}{somebody[1]}"}
    if limit := LIMIT.fullmatch(said):
        hours = limit[2] == "小时" or (limit[3] or "").lower().startswith("h")
        return {"due": f"{number(limit[1])} {'h' if hours else 'd'}"}
    if known := _known(said):
        return known
    raise Refused("ways.unclear", field="lines", line=line, said=said)


def field_part(line: str, said: str) -> dict[str, str]:
    """Of a field: its kind, or whether it has to be filled in; the value as TOML."""
    for value, names in _data()["kind"].items():
        if folded(said) in (value, *map(folded, names)):
            return {"kind": json.dumps(value)}
    for value, names in _data()["needed"].items():
        if folded(said) in map(folded, names):
            return {"needed": value}
    raise Refused("ways.unclear-field", field="lines", line=line, said=said)


def both(words: Both) -> str:
    """As TOML."""
    told = (f"{lang} = {json.dumps(words[lang], ensure_ascii=False)}" for lang in LANGUAGES)
    return "{ " + ", ".join(told) + " }"


def _data() -> dict[str, dict[str, list[str]]]:
    """How posts, what is to be shown and kinds of fields are called in either language."""
    found: dict[str, dict[str, list[str]]] = files()["ways"]["data"]
    return found
