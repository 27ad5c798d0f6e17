"""What a comment says, out of the words somebody typed: where, what, how else, how much it matters.

What is not told apart is the problem: no word of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce

from bot.language.catalog import Markup, Say, escape, files
from bot.language.names import folded
from bot.language.patterns import compiled

PUNCTUATION = " \n，,。.；;：:、"


@dataclass(frozen=True)
class Said:
    """A comment as it was meant. `must`: it has to be fixed."""

    problem: str
    place: str = ""
    wording: str = ""
    must: bool = False


def read(text: str) -> Said:
    """第三段数据旧，改为…，必改: the place first, the weight last, the wording before it."""
    rest, must = text.strip(), False
    if weight := _search(
        "weight", r"(?<![\s，,。.；;、（(])[\s，,。.；;、（(]*{}[\s。.）)]*\Z", rest
    ):
        rest, must = rest[: weight.start()], weight.lastgroup == "must"
    place, rest = _place(rest)
    wording = ""
    if found := _search("wording", r"(?<![\s，,。.；;、])[\s，,。.；;、]+{}[\s：:,，]*", rest):
        wording, rest = rest[found.end() :], rest[: found.start()]
    problem = rest.strip(PUNCTUATION) or wording or text.strip()
    return Said(problem, place, wording.strip() if wording != problem else "", must)


def agrees(text: str) -> bool:
    """Does it say no more than that there is nothing to say?"""
    return _search("agrees", r"\A\s*{}[\s。.~]*\Z", text) is not None


def names(say: Say, people: Iterable[str]) -> Markup:
    """李娜、孙磊, or Li Na, Sun Lei."""
    return reduce(
        lambda first, second: say("rounds.names", first=first, second=second), map(escape, people)
    )


def _place(text: str) -> tuple[str, str]:
    found = _search("place", r"\A\s*{}[\s：:，,、]*", text)
    if not found or not text[found.end() :].strip(PUNCTUATION):
        return "", text
    return text[: found.end()].strip(PUNCTUATION), text[found.end() :]


def _search(what: str, frame: str, text: str) -> re.Match[str] | None:
    return _pattern(what, frame).search(folded(text))


@cache
def _pattern(what: str, frame: str) -> re.Pattern[str]:
    """The words listed under [data.WHAT], in any language; each list is a group of its name."""
    lists: dict[str, list[str]] = files()["rounds"]["data"][what]
    groups = (
        f"(?P<{name}>" + "|".join(compiled(one).pattern for one in words) + ")"
        for name, words in lists.items()
    )
    return re.compile(frame.replace("{}", "(?:" + "|".join(groups) + ")"), re.DOTALL)
