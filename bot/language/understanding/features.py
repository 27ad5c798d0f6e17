"""What a masked sentence is made of: its words, their order, their letters, and what they mean.

Triples of words, and of meanings, were measured and changed nothing but the time.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations, pairwise

from bot.language.names import folded
from bot.language.understanding.marks import HERE, NAMES, pattern

PIECE = re.compile(r"[\ue001-\ue008]|[a-z][a-z'’/-]*|[0-9]+|[\u4e00-\u9fff]|[?？]")
ENDINGS = (("'s", 4), ("ing", 6), ("ies", 5), ("ied", 5), ("ed", 5), ("es", 5), ("s", 4))
PAIRED = 12  # meanings of one sentence that are paired with each other
MARKED = frozenset(NAMES.values())
MOST = 160  # pieces of a sentence that count, from both ends

Features = dict[str, float]


def features(masked: str) -> Features:
    """Each with its weight; what is said twice counts twice, and no more."""
    said = pieces(masked)
    every = [*_of_words(said), *_of_meanings(list(meanings(said)))]
    found = dict(every)
    if len(found) < len(every):
        again = Counter(name for name, _ in every)
        found |= {name: 2 * found[name] for name, times in again.items() if times > 1}
    if _names_a_paper(masked):
        found["has:paper"] = 1.0
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


def _of_words(said: list[str]) -> list[tuple[str, float]]:
    found = [feature for word in said for feature in _of_word(word)]
    return found + [(f"b:{a} {b}", 0.8) for a, b in pairwise(["^", *said, "$"])]


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[tuple[str, float], ...]:
    """Itself, and its letters."""
    long = len(word) > 4 and word[0].isascii()
    letters = [(f"t:{word[n : n + 3]}", 0.3) for n in range(len(word) - 2)] if long else []
    return (f"w:{word}", 1.0), *letters


def _of_meanings(stream: list[str]) -> list[tuple[str, float]]:
    """Half as much as words: what they mean, what follows what, what stands together at all."""
    parts = [part for one in stream for part in one.split("+")]
    some, marked = sorted(set(parts))[:PAIRED], sorted(MARKED.intersection(stream))
    return [
        *((f"c:{part}", 0.75) for part in parts),
        *((f"c1:{a}>{b}", 0.5) for a, b in pairwise(["^", *stream, "$"])),
        *((f"p:{a}&{b}", 0.125) for a, b in combinations(some, 2)),
        *((f"has:{one}", 0.5) for one in marked),
        *([("has:people", 0.5)] if stream.count("person") > 1 else ()),
    ]


def meanings(said: list[str]) -> Iterator[str]:
    """What words mean, and marks, in their order; other words are left out."""
    at = 0
    while at < len(said):
        name, length = NAMES.get(said[at], ""), 1
        for words, meant in _meaning_of().get(said[at], ()) if not name else ():
            if said[at : at + len(words)] == words:
                name, length = meant, len(words)
                break
        if name:
            yield name
        at += length


@cache
def _meaning_of() -> dict[str, list[tuple[list[str], str]]]:
    """By their first piece: words, as the pieces they are made of, and what they mean; the longest
    first.
    """
    every: dict[tuple[str, ...], str] = {}
    for name, words in tomllib.loads((HERE / "meanings.toml").read_text("utf-8")).items():
        for word in words.split():
            key = tuple(pieces(word.replace("_", " ")))
            every[key] = f"{every[key]}+{name}" if key in every else name
    found: dict[str, list[tuple[list[str], str]]] = {}
    for key in sorted(every, key=len, reverse=True):
        found.setdefault(key[0], []).append((list(key), every[key]))
    return found
