"""What more verbs cost: `python -m tests.words_growth FILE`, of a file as `tests.words` reads it.

Each part of the verbs holds the one before, and is asked only for what it has learned; then for
the same lines as the first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import process_time

from bot.hearing import families, intent_of
from bot.language.understanding import Here
from bot.language.understanding.examples import sentences
from bot.language.understanding.features import features
from bot.language.understanding.guessing import is_nothing
from bot.language.understanding.model import Model, learned
from bot.language.understanding.seen import Seen
from bot.language.understanding.things import see
from tests.conftest import WEDNESDAY
from tests.words import CALENDAR, OFFICE, verbs

PARTS = (0.25, 0.5, 0.75, 1.0)
Said = tuple[Seen, set[str]]  # a sentence, and what may be meant by it


def growth(path: str) -> None:
    said = list(_said(path))
    rows = list(sentences(families()))
    every = {intent for _, intent in rows if not is_nothing(intent)}
    order = sorted(every, key=lambda one: sha256(one.encode()).digest())
    parts = [set(order[: round(part * len(order))]) for part in PARTS]
    for kept in parts:
        began = process_time()
        small = learned([row for row in rows if row[1] in kept or is_nothing(row[1])])
        taken = process_time() - began
        own, same = ([one for one in said if one[1] & some] for some in (kept, parts[0]))
        print(f"{len(kept)} verbs, learned in {taken:.1f} s of CPU: {_guessed(small, own)}")
        print(f"    the lines of the first {len(parts[0])}: {_guessed(small, same)}")


def _said(path: str) -> Iterator[Said]:
    for line in filter(None, Path(path).read_text("utf-8").splitlines()):
        told = json.loads(line)
        if wanted := {intent_of(verb) for verb in verbs(told["op"])}:
            yield see(told["text"], Here("", OFFICE, WEDNESDAY, CALENDAR)), wanted


def _guessed(small: Model, said: list[Said]) -> str:
    """By the words alone: no state, no thread, nobody's turn."""
    began = process_time()
    shares = [small.shares(features(seen.masked)) for seen, _ in said]
    spent = 1000 * (process_time() - began) / len(said)
    best = [[small.intents[n] for n in one.argsort()[::-1][:3]] for one in shares]
    first = sum(one[0] in wanted for one, (_, wanted) in zip(best, said, strict=True))
    three = sum(bool(wanted & set(one)) for one, (_, wanted) in zip(best, said, strict=True))
    shown = [f"{100 * n / len(said):.0f} %" for n in (first, three)]
    return f"{shown[0]} of {len(said)} first, {shown[1]} among three; {spent:.2f} ms a guess"


if __name__ == "__main__":
    growth(sys.argv[1])
