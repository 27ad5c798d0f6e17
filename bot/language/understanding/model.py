"""Shares of the verbs: a multinomial logistic regression over named features, in numpy.

It learns by AdaGrad, a sentence at a time and always in the same order, so the same examples
make the same model. What it learned is kept in a file under the hash of what it learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.understanding.features import Features, pieces
from bot.language.understanding.marks import NAMES

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]  # what is kept, in memory as in the file: 25,000 features of 233 verbs
Packed = tuple[NDArray[np.int32], Floats]

EPOCHS = 2
RATE, DECAY, STEADY = 1.5, 0.001, 1.0
LENGTH = 4.0  # of every sentence as a vector, however many words it has
SELDOM = 3  # a feature of fewer sentences is not learned
WELL, UNLIKELY = (
    0.95,
    0.01,
)  # shares: known so well that nothing is learned; so wrong that it is no matter


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
    seen = Counter(chain.from_iterable(found for found, _ in rows))
    ids = {
        name: n for n, name in enumerate(name for name, count in seen.items() if count >= SELDOM)
    }
    intents = sorted({intent for _, intent in rows})
    place = {intent: n for n, intent in enumerate(intents)}
    targets = [place[intent] for _, intent in rows]
    counts = np.bincount(targets, minlength=len(intents))
    importance = ((counts.mean() / counts) ** 0.5).astype(np.float32)
    packed = [_packed(found, ids) for found, _ in rows]
    learning = _Learning(len(ids), len(intents))
    shuffled, left = np.random.default_rng(0), list(range(len(rows)))
    for epoch in range(EPOCHS):
        rate = RATE / (1 + epoch / 2)
        left = [
            n
            for n in shuffled.permutation(left)
            if learning.learn(packed[n], targets[n], importance[targets[n]], rate)
        ]
    return Model(ids, intents, learning.weights.astype(np.float16))


class _Learning:
    """The weights while they are learned: of a sentence that is known well nothing is, and of the
    others only by the intents that could be taken for what it means.
    """

    def __init__(self, features: int, intents: int) -> None:
        self.weights = np.zeros((features, intents), np.float32)
        self._steepness = np.full(features, STEADY, np.float32)

    def learn(self, packed: Packed, target: int, importance: float, rate: float) -> bool:
        """Whether there was anything to be learned."""
        at, values = packed
        here = self.weights[at]
        wrong = _softmax(values @ here)
        if wrong[target] > WELL:
            return False
        wrong[target] -= 1
        likely = np.flatnonzero(np.abs(wrong) > UNLIKELY)
        wrong = wrong[likely] * importance
        self._steepness[at] += values**2 * (wrong @ wrong)
        pace = rate / np.sqrt(self._steepness[at])
        kept = here[:, likely] * (1 - DECAY * pace)[:, None]
        self.weights[at[:, None], likely] = kept - np.outer(pace * values, wrong)
        return True


def _packed(found: Features, ids: dict[str, int]) -> Packed:
    known = [name for name in found if name in ids]
    values = np.array([found[name] for name in known], np.float32)
    length = float(np.sqrt(values @ values)) or 1.0
    return np.array([ids[name] for name in known], np.int32), values * np.float32(LENGTH / length)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares
