"""Shares of the verbs: a multinomial logistic regression over named features, in numpy.

It learns by AdaGrad, a sentence at a time and always in the same order, so the same examples
make the same model. What it learned is kept in a file under the hash of what it learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.understanding.features import Features, pieces
from bot.language.understanding.marks import NAMES

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]  # what is kept, in memory as in the file: 59,000 features of 192 verbs
Packed = tuple[NDArray[np.int32], Floats]

EPOCHS = 2
RATE, DECAY, STEADY = 1.5, 0.001, 1.0
LENGTH = 4.0  # of every sentence as a vector, however many words it has
SELDOM = 2  # a feature of fewer sentences is not learned


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


def learned(rows: Sequence[tuple[Features, str]]) -> Model:
    """From sentences and what each means; an intent with few counts more than its share."""
    seen = Counter(name for found, _ in rows for name in found)
    ids = {
        name: n for n, name in enumerate(name for name, count in seen.items() if count >= SELDOM)
    }
    intents = sorted({intent for _, intent in rows})
    place = {intent: n for n, intent in enumerate(intents)}
    targets = [place[intent] for _, intent in rows]
    counts = np.bincount(targets, minlength=len(intents))
    importance = ((counts.mean() / counts) ** 0.5).astype(np.float32)
    packed = [_packed(found, ids) for found, _ in rows]
    weights = np.zeros((len(ids), len(intents)), np.float32)
    steepness = np.full(len(ids), STEADY, np.float32)
    shuffled = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch / 2)
        for n in shuffled.permutation(len(rows)):
            at, values = packed[n]
            here = weights[at]
            wrong = _softmax(values @ here)
            wrong[targets[n]] -= 1
            wrong *= importance[targets[n]]
            steepness[at] += values**2 * (wrong @ wrong)
            pace = rate / np.sqrt(steepness[at])
            here *= (1 - DECAY * pace)[:, None]
            here -= np.outer(pace * values, wrong)
            weights[at] = here
    return Model(ids, intents, weights.astype(np.float16))


def _packed(found: Features, ids: dict[str, int]) -> Packed:
    known = [(ids[name], weight) for name, weight in found.items() if name in ids]
    values = np.array([weight for _, weight in known], np.float32)
    length = float(np.linalg.norm(values)) or 1.0
    return np.array([n for n, _ in known], np.int32), values * np.float32(LENGTH / length)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares
