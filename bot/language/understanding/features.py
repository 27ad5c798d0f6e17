"""What a masked sentence is made of: its words, their order, their letters, and what they mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise

from bot.language.names import folded
from bot.language.understanding.marks import HERE, NAMES, pattern

PIECE = re.compile(r"[\ue001-\ue008]|[a-z][a-z'’/-]*|[0-9]+|[\u4e00-\u9fff]|[?？]")
ENDINGS = (("'s", 4), ("ing", 6), ("ies", 5), ("ied", 5), ("ed", 5), ("es", 5), ("s", 4))
LONGEST = 5  # pieces of a word that has a meaning
PAIRED = 12  # meanings of one sentence that are paired with each other
MOST = 160  # pieces of a sentence that count, from both ends

Features = dict[str, float]


def features(masked: str) -> Features:
    """Each with its weight; what is said twice counts twice, and no more."""
    said = pieces(masked)
    found: Features = {}
    paper = [("has:paper", 1.0)] if _names_a_paper(masked) else []
    for name, weight in (*_of_words(said), *_of_meanings(list(meanings(said))), *paper):
        found[name] = min(found.get(name, 0.0) + weight, 2 * weight)
    return found


def _names_a_paper(masked: str) -> bool:
    """A speech, a notice, minutes: what is written, rather than done."""
    return any(pattern("slots", name).search(masked) for name in ("doc_zh", "doc_en"))


def pieces(masked: str) -> list[str]:
    """Marks, English words by their stems, single Chinese letters."""
    found = [stem(piece) for piece in PIECE.findall(folded(masked).lower())]
    return found if len(found) <= MOST else found[: MOST // 2] + found[-MOST // 2 :]


@cache
def stem(word: str) -> str:
    word = word.replace("’", "'")
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _of_words(said: list[str]) -> Iterator[tuple[str, float]]:
    edged = ["^", *said, "$"]
    for word in said:
        yield f"w:{word}", 1.0
        if len(word) > 4 and word[0].isascii():
            yield from ((f"t:{word[n : n + 3]}", 0.3) for n in range(len(word) - 2))
    yield from ((f"b:{a} {b}", 0.8) for a, b in pairwise(edged))
    yield from (
        (f"x:{a} {b} {c}", 0.5) for a, b, c in zip(edged, edged[1:], edged[2:], strict=False)
    )


def _of_meanings(stream: list[str]) -> Iterator[tuple[str, float]]:
    """Half as much as words: what they mean, what follows what, what stands together at all."""
    edged = ["^", *stream, "$"]
    parts = [part for one in stream for part in one.split("+")]
    yield from ((f"c:{part}", 0.75) for part in parts)
    yield from ((f"c1:{a}>{b}", 0.5) for a, b in pairwise(edged))
    yield from ((f"c2:{a}>{b}", 0.3) for a, b in zip(edged, edged[2:], strict=False))
    yield from (
        (f"c3:{a}>{b}>{c}", 0.3) for a, b, c in zip(edged, edged[1:], edged[2:], strict=False)
    )
    some = sorted(set(parts))[:PAIRED]
    yield from ((f"p:{a}&{b}", 0.125) for a, b in combinations(some, 2))
    yield from ((f"has:{one}", 0.5) for one in sorted(set(stream) & set(NAMES.values())))
    if stream.count("person") > 1:
        yield "has:people", 0.5


def meanings(said: list[str]) -> Iterator[str]:
    """What words mean, and marks, in their order; other words are left out."""
    at = 0
    while at < len(said):
        name, length = NAMES.get(said[at], ""), 1
        for n in range(min(LONGEST, len(said) - at), 0, -1):
            if not name and (name := _meaning_of().get(tuple(said[at : at + n]), "")):
                length = n
        if name:
            yield name
        at += length


@cache
def _meaning_of() -> dict[tuple[str, ...], str]:
    """Words, as the pieces they are made of, to what they mean."""
    found: dict[tuple[str, ...], str] = {}
    for name, words in tomllib.loads((HERE / "meanings.toml").read_text("utf-8")).items():
        for word in words.split():
            key = tuple(pieces(word.replace("_", " ")))
            found[key] = f"{found[key]}+{name}" if key in found else name
    return found
