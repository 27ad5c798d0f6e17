"""What kind of saying it is: an order, or a question, a report, a condition, others' words."""

from __future__ import annotations

from functools import lru_cache

from bot.language.names import folded
from bot.language.understanding.marks import known, pattern, words

SAYING_NO, ASKED_FOR = words("acts", "no"), words("acts", "asking")
AGREEING = words("acts", "yes")
TELLING = words("acts", "telling")  # what is told is what they are for
COMING = words("acts", "coming")  # what comes is what they are said of: "I'm going to"
# What may be said of what cannot be done.
HELD_UP = ASKED_FOR | TELLING | {"problem", "steps:not-yet", "topics:not-yet"}
FORBIDDEN = frozenset({"cancel", "decline", "withdraw", "ledger:digest-off", "balance:off"})


@lru_cache(maxsize=64)
def signs(masked: str) -> frozenset[str]:
    """That it is no plain order. What has any of them but "polite" is never done unasked."""
    low = apart(masked)
    found = {name for name in known()["signs"] if pattern("signs", name).search(low)}
    if "question" in found and pattern("acts", "polite").search(low):
        found = found - {"question"} | {"polite"}
    return frozenset(found)


def apart(said: str) -> str:
    """As it is looked through: in small letters, "dont" as "don't"."""
    return pattern("acts", "run_together").sub(r"\1n't", folded(said).lower())


def is_contrary(intent: str, said: str) -> bool:
    """不放假, "not closed": the very thing is denied."""
    return intent in known()["contrary"] and bool(pattern("contrary", intent).search(apart(said)))


def less(intent: str, found: frozenset[str], *, orders: bool) -> float:
    """How much less an order is meant by what is no plain one, as a logarithm; it is never more
    than that nothing is meant.
    """
    doubts = len(found & {"condition", "told", "report"})
    if intent == "none":
        return min(1.5 * doubts, 2.0) + 2.0 * ("forbids" in found)
    if not orders:
        return 0.0
    if intent in TELLING:
        return -1.2 * ("condition" in found)
    weight = -1.2 * doubts
    if "cannot" in found and intent not in HELD_UP:
        weight -= 3.0  # what cannot be done yet is neither done nor denied
    if "forbids" in found and intent not in FORBIDDEN:
        weight -= 1.5
    if "negated" in found and intent not in SAYING_NO:
        weight -= 1.2
    if "question" in found and intent not in ASKED_FOR:
        weight -= 3.0 if "past" in found else 1.0  # what is asked of the past is to be told
    return weight
