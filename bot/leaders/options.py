"""The options of a decision, as people write them, and which one they mean. Rules on words only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.language.catalog import Key
from bot.language.names import folded
from bot.language.refusals import Refused

MOST, OPTION_MAX = 4, 70  # a button holds 75 characters, its number included
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "甲": 1, "乙": 2, "丙": 3, "丁": 4}
SAID = re.compile(r"(?:方案|选项|option)\s*[一二三四甲乙丙丁1-4a-d][:,、.]?\s*")
LED = re.compile(rf"[;。.,\s]*{SAID.pattern}")
MARK = re.compile(r"^\s*(?:[1-4a-d一二三四][.:、)]|[-•*·])\s*")
WHICH = re.compile(
    r"(?:选|定|第|按)?\s*(?:(?:方案|选项|option|no\.?|the)\s*)?([1-4a-d一二三四甲乙丙丁])\s*(?:个|项|种)?(?:方案)?"
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def read_options(text: str) -> list[str]:
    """Up to four options: a line each, or "A / B", or 方案一…方案二…; of none, none.

    Raises Refused when there are more, one is too long, or two are the same.
    """
    found = [one for one in map(_bare, _pieces(text.strip())) if one]
    if len(found) > MOST:
        raise Refused("decisions.many-options", field="options", n=len(found), most=MOST)
    if long := next((one for one in found if len(one) > OPTION_MAX), ""):
        raise Refused("decisions.long-option", field="options", n=len(long), most=OPTION_MAX)
    if len({folded(one) for one in found}) < len(found):
        raise Refused("decisions.same-option", field="options")
    return found


def _pieces(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines
    low = folded(text)
    if SAID.search(low):
        cuts = [match.span() for match in SAID.finditer(low)]
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        return [text[begin:end] for (_, begin), end in zip(cuts, ends, strict=True)]
    return re.split(r"[/／;；|]", text)


def _bare(option: str) -> str:
    """Without the number in front of it, or the punctuation behind."""
    option = " ".join(option.split())
    low = folded(option)
    lead = LED.match(low) or MARK.match(low)
    return option[lead.end() if lead else 0 :].strip(" ;；,，。.、")


def which(options: Sequence[str], said: str) -> int | None:
    """The option somebody means, counted from 1: by its words, or "option 2", 方案二, B."""
    low = folded(said).strip(" ;,。.!:\"'“”《》")
    words = [folded(option) for option in options]
    if low in words:
        return words.index(low) + 1
    if low.removeprefix("the ").removesuffix(" one") in ORDINALS:
        return _there(options, ORDINALS[low.removeprefix("the ").removesuffix(" one")])
    if match := WHICH.fullmatch(low):
        return _there(options, _number(match[1]))
    begun = [n for n, one in enumerate(words, 1) if low and (one.startswith(low) or low in one)]
    return begun[0] if len(begun) == 1 else None


def _number(sign: str) -> int:
    return NUMERALS.get(sign) or (int(sign) if sign.isdecimal() else ord(sign) - ord("a") + 1)


def _there(options: Sequence[str], number: int) -> int | None:
    return number if number <= len(options) else None


def named(decision: Any) -> list[str]:
    """Its options, as blanks of a text: what people wrote, or our own yes and no."""
    return list(decision.options) or [Key(key) for key in YES_OR_NO]


def chosen(decision: Any) -> str:
    """The option that was decided on; empty before."""
    return named(decision)[decision.chosen - 1] if decision.chosen else ""


def both(request: Any) -> list[str]:
    """What can be said to a question without options."""
    return [str(request.say(key)) for key in YES_OR_NO]


YES_OR_NO = ("decisions.agree", "decisions.disagree")
