"""One sentence, one speaker: the verbs it may mean, the likeliest first, with their slots."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language.understanding import acts
from bot.language.understanding.examples import NOTHING, fingerprint, sentences
from bot.language.understanding.features import features
from bot.language.understanding.model import Floats, Model, learned
from bot.language.understanding.seen import Here, Seen
from bot.language.understanding.things import see

AS_A_TITLE = -0.3  # the words of a title may be those of something new
MOST = 9

Verb = tuple[str, str]


@dataclass(frozen=True)
class Guess:
    """An intent, and how likely it is among all, from 0 to 1."""

    intent: str
    share: float


@dataclass(frozen=True)
class Guesses:
    seen: Seen
    likely: tuple[Guess, ...]
    signs: frozenset[str]


def guess(
    text: str, here: Here, model: Model, lean: Callable[[Seen], Mapping[str, float]]
) -> Guesses:
    """What may be meant, the likeliest first. `lean` says what speaks for and against each intent
    besides the words: who says it, and what is open to them. As logarithms.
    """
    seen = see(text, here)
    signs = acts.signs(seen.masked)
    if not model.knows(seen.masked):
        return Guesses(seen, (), signs)
    scores = np.log(model.shares(features(seen.masked)) + 1e-9)
    if seen.guessed or seen.hint:
        otherwise = seen.unguessed if seen.guessed else seen.hinting
        other = np.log(model.shares(features(otherwise)) + 1e-9)
        scores = np.maximum(scores, other + np.float32(AS_A_TITLE))
    leans = lean(seen)
    scores = scores + np.array([leans.get(one, 0.0) for one in model.intents], np.float32)
    shares = _shares(scores)
    order = np.argsort(-shares, kind="stable")[:MOST]
    likely = tuple(Guess(model.intents[n], float(shares[n])) for n in order)
    return Guesses(seen, likely, signs)


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def taught(family: Mapping[Verb, str], kept: Path | None = None) -> Model:
    """The model of all examples: read from where it is kept; learned if it is not there."""
    if kept is None:
        return _learned(family)
    name = hashlib.sha256(fingerprint() + repr(sorted(family.items())).encode()).hexdigest()[:16]
    path = kept / f"understanding-{name}.npz"
    try:
        return Model.kept(path)
    except (OSError, ValueError):
        model = _learned(family)
        with suppress(OSError):  # where nothing can be kept, it is learned at every start
            kept.mkdir(parents=True, exist_ok=True)
            for old in kept.glob("understanding-*.npz"):
                old.unlink(missing_ok=True)
            model.keep(path)
        return model


def _learned(family: Mapping[Verb, str]) -> Model:
    return learned(sentences(family))


def is_nothing(intent: str) -> bool:
    return intent.partition(":")[0] == NOTHING
