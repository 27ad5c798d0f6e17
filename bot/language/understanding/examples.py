"""Examples of what people say, as they stand beside the phrases of each verb, and drawn of them.

    examples.en = ["(ask|have) {person} [to ](draft|write) the {title}[ by {time}]"]

`(a|b)` is one of them, `[x]` may be missing, `{M}` is a matter by its number, by "it", or not said
at all, `{T}` one by its number or not said; what stands in other places in braces does not count,
and is drawn from `fills.toml`. The phrases themselves are examples too.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from bot.language.catalog import LANGUAGES, files
from bot.language.phrases import tables
from bot.language.understanding import marks

GROUP = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
PLACE = re.compile(r"\{(\w+)\}")
SLOT = re.compile(r"\{([A-Za-z_]+)(?::([^}]*))?\}")
CHOICE = re.compile(r"[\[({]")
COUNTS = re.compile(r"\{(?:n|clock|ret|year)\}")  # may become part of a time: "at {n}"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MOST_DRAWN = 4  # sentences of one example, of one with as many choices: each is drawn
UNSAID, NUMBERED, QUOTED = 0.18, 0.65, 0.1  # how often a matter is not said, is said by its number
NOTHING = "none"  # what asks for nothing, or for nothing we can do
MARKED = {
    **dict.fromkeys(("person", "person2", "person3"), marks.PERSON),
    "people": marks.PERSON * 2,
    "time": marks.TIME,
    "link": marks.LINK,
    "repeat": marks.REPEAT,
    "quoted": marks.QUOTED,
}
# Slots of the phrases, and what is drawn in their place.
LIKE = {
    **dict.fromkeys(("number", "D", "C"), "M"),
    **dict.fromkeys(("due", "first", "last"), "time"),
    **dict.fromkeys(("reviewer", "whom", "signatory", "approver", "person"), "person"),
    **dict.fromkeys(("from", "until", "item", "version"), "n"),
    "reference": "ref",
    "retention": "ret",
    "doc_type": "doc",
}


def sentences(family: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Masked sentences and what each means, always the same; `family` is what a verb counts as."""
    drawn = random.Random()
    for feature, verb, table in tables():
        intent = family.get((feature, verb), f"{feature}:{verb}")
        for lang in LANGUAGES:
            for example in table.get("examples", {}).get(lang, ()):
                yield from ((text, intent) for text in _some(example, _enough(example), drawn))
            for phrase in table.get(lang, ()):
                example = SLOT.sub(_place, phrase.removesuffix("?"))
                yield from ((text, intent) for text in _some(example, 1, drawn))
    for name, table in files()["asides"]["data"].items():
        for lang in LANGUAGES:
            for example in table.get("examples", {}).get(lang, ()):
                what = NOTHING if name == NOTHING else f"{NOTHING}:{name}"
                yield from ((text, what) for text in _some(example, _enough(example), drawn))


def _enough(example: str) -> int:
    """How many are drawn of an example: as many as it has choices in one place, within limits."""
    many = max((found[0].count("|") + 1 for found in GROUP.finditer(example)), default=1)
    return min(many, MOST_DRAWN)


def _some(example: str, most: int, drawn: random.Random) -> dict[str, None]:
    """What is drawn of one does not hang on what stands beside it."""
    if not CHOICE.search(example):
        return {_tidy(marks.with_days(example)): None}
    drawn.seed(example)
    return dict.fromkeys(one_of(example, drawn, turn) for turn in range(most))


def one_of(example: str, drawn: random.Random, turn: int = 0) -> str:
    """One sentence of an example, masked as a real one will be; each turn takes the next of its
    choices.
    """
    text = example
    while match := GROUP.search(text):
        choices = (match[1] if match[1] is not None else f"{match[2]}|").split("|")
        chosen = choices[(match.start() + turn) % len(choices)]
        text = text[: match.start()] + chosen + text[match.end() :]
    words = _fills("zh" if CHINESE.search(example) else "en")

    def fill(place: re.Match[str]) -> str:
        name = place[1]
        if name in "MW":
            if drawn.random() < UNSAID:
                return ""
            named = drawn.random() < NUMBERED
            return (
                marks.NUMBER
                if named
                else drawn.choice(words["matter" if name == "M" else "affair"])
            )
        if len(name) == 1 and name.isupper():
            return "" if drawn.random() < UNSAID else marks.NUMBER
        if name == "title" and drawn.random() < QUOTED:
            return marks.QUOTED
        return MARKED.get(name) or drawn.choice(words.get(name, words["words"]))

    if COUNTS.search(text):
        return _tidy(marks.with_days(PLACE.sub(fill, text)))
    return _tidy(PLACE.sub(fill, _with_days(text)))


_with_days = lru_cache(maxsize=8)(marks.with_days)  # the next turn often has the same words


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,，。:：")


@cache
def _fills(lang: str) -> Mapping[str, list[str]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads(
        (marks.HERE / "fills.toml").read_text("utf-8")
    )
    other = next(one for one in LANGUAGES if one != lang)
    words = found[other] | found[lang]
    return {name: [marks.with_days(one) for one in some] for name, some in words.items()}


def _place(slot: re.Match[str]) -> str:
    """A slot of a phrase as a place of an example; its choice of words as a choice."""
    if slot[2] and not re.search(r"[\\\[\]?*+^]", slot[2]):
        return f"({slot[2]})"
    return "{" + LIKE.get(slot[1], slot[1]) + "}"


def fingerprint() -> Any:
    """What the model depends on, for the name of the file in which it is kept."""
    own = [
        path.read_bytes()
        for path in sorted(marks.HERE.glob("*.*"))
        if path.suffix in (".py", ".toml")
    ]
    return repr(files()).encode() + b"".join(own)
