"""Numbers as people write them: Chinese and English words, digits, ordinals; and as patterns."""

from __future__ import annotations

import re

HAN = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "元": 1}
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NTHS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
WORDS = {word: n for n, word in enumerate((*ONES, *TEENS), 1)}
WORDS |= {word: 10 * n for n, word in enumerate(TENS, 2)}
WORDS |= {word: n for n, word in enumerate(NTHS, 1)} | {"thirtieth": 30}
COUNTS = {"a couple of": 2, "a couple": 2, "couple of": 2, "a pair of": 2, "a few": 3, "few": 3}
COUNTS |= {"several": 3, "another": 1, "an": 1, "a": 1}

# Patterns, longest first where one begins another.
ZH = r"(?:\d{1,3}|[零一二两三四五六七八九十]{1,4})"
_ONE, _TEN, _TEEN = "|".join(ONES), "|".join(TENS), "|".join(TEENS)
EN = rf"(?:(?:{_TEN})(?:[\s-](?:{_ONE})\b)?|{_TEEN}|{_ONE})"
COUNT = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)}|{EN})"
NTH_WORDS = (
    r"(?:twenty|thirty)[\s-](?:" + "|".join(NTHS[:9]) + ")"
    r"|thirtieth|" + "|".join(sorted(NTHS, key=len, reverse=True))
)
NTH = rf"(?:[0-3]?\d(?:st|nd|rd|th)|{NTH_WORDS})"


def number(word: str) -> int:
    """What a word for a whole number comes to, up to 999. Raises ValueError or KeyError for what
    only looks like one: 一二, 十十, "twenty ninety".
    """
    word = word.lower()
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    if word in COUNTS:
        return COUNTS[word]
    if word.isascii():
        return _english(word)
    tens, ten, ones = (word.lstrip("零") or "零").rpartition("十")
    ones = ones.lstrip("零") if ten else ones
    return (HAN[tens or "一"] * 10 if ten else 0) + (HAN[ones] if ones or not ten else 0)


def _english(word: str) -> int:
    parts = [WORDS[part] for part in re.split(r"[\s-]+", word)]
    if len(parts) == 2 and not (parts[0] >= 20 > 10 > parts[1]):
        raise ValueError(word)
    return sum(parts)


def han_year(word: str) -> int:
    """二零二六 as 2026."""
    return int("".join(str(HAN[digit]) for digit in word))
