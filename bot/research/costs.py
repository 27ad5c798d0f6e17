"""What a trip cost, as it is said: sums are read, and kept in figures; words alone stay words."""

from __future__ import annotations

import re

from bot.language.catalog import files
from bot.language.dates.numbers import HAN
from bot.language.refusals import Refused

PLACES = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
DIGITS = "〇" + "".join(one for one in HAN if one != "元")
UNIT = r"(?:元|块钱?|圆|\b(?:yuan|rmb|cny)\b)"
MINUS = r"(?P<minus>(?<![\d元])[-－−﹣–]\s*(?=\d)|负\s*|\bminus\s+)?"
FIGURES = r"(?P<figures>\d[\d,，]*(?:\.\d+)?)\s*(?P<times>[百千万亿]*)"
WORDS = rf"(?P<words>[{DIGITS}十百千万亿]+)"
SUM = re.compile(rf"{MINUS}(?:{FIGURES}|{WORDS})(?P<unit>\s*{UNIT})?", re.IGNORECASE)


def read(said: str, field: str = "cost") -> str:
    """As it was said, sums of words in figures. Raises Refused, on its field, for what is less than
    nothing, or more than any trip of the office costs.
    """
    most = int(files()["trips"]["data"]["most-cost"])
    found = [one for one in SUM.finditer(said) if _is_sum(one)]
    sums = [one for one in found if one["unit"]] or found  # the number of a receipt is none
    if any(one["minus"] for one in found) or any(_amount(one) > most for one in sums):
        raise Refused("trips.bad-cost", field=field, most=most)
    return SUM.sub(_in_figures, said)


def _is_sum(found: re.Match[str]) -> bool:
    """三人 and 一张票 are none: it is in figures, has a place in it, or a unit behind it."""
    words = found["words"] or ""
    return not words or bool(found["unit"]) or bool(set(words) & (PLACES | LARGE).keys())


def _in_figures(found: re.Match[str]) -> str:
    """八百六十元 is 860 元."""
    if not found["words"] or not _is_sum(found):
        return found[0]
    unit = (found["unit"] or "").strip()
    return f"{_amount(found):g} {unit}".strip() if unit else f"{_amount(found):g}"


def _amount(found: re.Match[str]) -> float:
    if found["words"]:
        return han(found["words"])
    times = 1
    for one in found["times"]:
        times *= (PLACES | LARGE)[one]
    return float(re.sub("[,，]", "", found["figures"])) * times


def han(words: str) -> int:
    """八百六十, 八百六 and 八六〇 are 860; 一万二 is 12000."""
    known = HAN | {"〇": 0}
    if not set(words) & (PLACES | LARGE).keys():
        return int("".join(str(known[one]) for one in words))
    total = part = digit = 0
    last = 0
    for one in words:
        if one in known:
            digit = known[one]
        elif one in PLACES:
            part, digit, last = part + (digit or 1) * PLACES[one], 0, PLACES[one]
        else:
            total, part, digit, last = (total + part + digit or 1) * LARGE[one], 0, 0, LARGE[one]
    short = last // 10 if last > 10 and digit and not _after_zero(words) else 1
    return total + part + digit * short


def _after_zero(words: str) -> bool:
    """八百零六 is 806."""
    return words[-2:-1] in ("零", "〇")
