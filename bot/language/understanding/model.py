"""Shares of the verbs: a multinomial logistic regression over named features, in numpy.

It learns by AdaGrad, a sentence at a time and always in the same order, so the same examples
make the same model. What it learned is kept in a file under the hash of what it learned from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.language.understanding.features import Features, features, pieces
from bot.language.understanding.marks import NAMES

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]  # what is kept, in memory as in the file: 25,000 features of 233 verbs
Packed = tuple[NDArray[np.int32], Floats]

EPOCHS = 2
RATE, DECAY, STEADY = 1.5, 0.001, 1.0
LENGTH = 4.0  # of every sentence as a vector, however many words it has
SELDOM = 3  # a feature of fewer sentences is not learned
# Shares: known so well that nothing is learned; so wrong that it is no matter.
WELL, UNLIKELY = 0.9, 0.005


class Model:
    """`intents` are what a sentence may mean. It never changes: any thread may ask."""

    def __init__(self, ids: dict[str, int], intents: Sequence[str], weights: Halves) -> None:
        self._ids, self.intents, self._weights = ids, tuple(intents), weights

    def shares(self, found: Features) -> Floats:
        """How likely each intent is, in the order of `intents`."""
        at, values = _packed(found, self._ids)
        return _softmax(values @ self._weights[at].astype(np.float32))

    def knows(self, masked: str) -> bool:
        """Whether any word of it was ever learned, or something was found in it."""
        said = pieces(masked)
        return any(f"w:{word}" in self._ids for word in said if word.isalpha() or word in NAMES)

    def keep(self, path: Path) -> None:
        np.savez_compressed(
            path,
            weights=self._weights,
            features=np.array("\n".join(self._ids)),
            intents=np.array("\n".join(self.intents)),
        )

    @classmethod
    def kept(cls, path: Path) -> Model:
        """Raises OSError or ValueError when there is none to be read."""
        with np.load(path) as found:
            ids = {name: n for n, name in enumerate(str(found["features"]).split("\n"))}
            return cls(ids, str(found["intents"]).split("\n"), found["weights"])


def learned(said: Iterable[tuple[str, str]]) -> Model:
    """From masked sentences and what each means; an intent with few counts more than its share.

    What is learned hangs on their order, and their order on each of them alone: one more sentence
    moves none of the others.
    """
    rows = sorted(said, key=lambda row: crc32(row[0].encode()))
    ids, packed = _all_packed([features(text) for text, _ in rows])
    intents = sorted({intent for _, intent in rows})
    place = {intent: n for n, intent in enumerate(intents)}
    targets = [place[intent] for _, intent in rows]
    counts = np.bincount(targets, minlength=len(intents))
    importance = ((counts.mean() / counts) ** 0.5).astype(np.float32)
    learning = _Learning(len(ids), len(intents))
    left = list(range(len(rows)))
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch / 2)
        left = [
            n for n in left if learning.learn(packed[n], targets[n], importance[targets[n]], rate)
        ]
    return Model(ids, intents, learning.weights.astype(np.float16))


class _Learning:
    """The weights while they are learned: of a sentence that is known well nothing is, and of the
    others only by the intents that could be taken for what it means.
    """

    def __init__(self, features: int, intents: int) -> None:
        self.weights = np.zeros((features, intents), np.float32)
        self._flat, self._intents = self.weights.reshape(-1), intents
        self._steepness = np.full(features, STEADY, np.float32)

    def learn(self, packed: Packed, target: int, importance: float, rate: float) -> bool:
        """Whether there was anything to be learned."""
        at, values = packed
        here = self.weights.take(at, axis=0)
        wrong = _softmax(values @ here)
        if wrong[target] > WELL:
            return False
        wrong[target] -= 1
        likely = (np.abs(wrong) > UNLIKELY).nonzero()[0]
        wrong = wrong.take(likely) * importance
        steepness = self._steepness.take(at) + values * values * (wrong @ wrong)
        self._steepness[at] = steepness
        pace = rate / np.sqrt(steepness)
        kept = here.take(likely, axis=1) * (1 - DECAY * pace)[:, None]
        kept -= (pace * values)[:, None] * wrong
        places = (at * np.int32(self._intents))[:, None] + likely
        self._flat[places] = kept
        return True


def _all_packed(rows: Sequence[Features]) -> tuple[dict[str, int], list[Packed]]:
    """The features that are learned, and each sentence in them: all at once."""
    names: dict[str, int] = defaultdict(count().__next__)  # each new one gets the next number
    said = np.fromiter((names[name] for found in rows for name in found), np.int32)
    values = np.fromiter(chain.from_iterable(found.values() for found in rows), np.float32)
    often = np.bincount(said) >= SELDOM
    ids = {name: n for n, name in enumerate(name for name, n in names.items() if often[n])}
    kept, ends = often[said], np.cumsum([len(found) for found in rows])
    ends = np.concatenate([[0], np.cumsum(kept)])[ends]
    said, values = (np.cumsum(often, dtype=np.int32) - 1)[said[kept]], values[kept]
    squares = np.concatenate([[0.0], np.cumsum(values.astype(np.float64) ** 2)])[ends]
    lengths = np.sqrt(np.maximum(np.diff(squares, prepend=0.0), 0.0)).astype(np.float32)
    of_row = np.diff(ends, prepend=0)
    values *= np.repeat(np.float32(LENGTH) / np.where(lengths, lengths, 1), of_row)
    return ids, list(zip(np.split(said, ends[:-1]), np.split(values, ends[:-1]), strict=True))


def _packed(found: Features, ids: dict[str, int]) -> Packed:
    known = [name for name in found if name in ids]
    values = np.array([found[name] for name in known], np.float32)
    length = float(np.sqrt(values @ values)) or 1.0
    return np.array([ids[name] for name in known], np.int32), values * np.float32(LENGTH / length)


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max())
    powers /= powers.sum()
    return powers
