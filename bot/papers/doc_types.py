"""What a draft is by its type or its title, and how much hangs on that for the office (A1.0)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bot.language.catalog import files
from bot.language.names import folded
from bot.language.patterns import compiled
from storage.papers.drafts import Weight

HEAD_ENDS = re.compile(r" (?:on|of|for|about|at|to) ")  # "report on the plan" is a report


def class_of(doc_type: str, title: str) -> str:
    """Its document type; without one, what its title names last: 关于…的通知 is a notice."""
    if doc_type:
        return doc_type
    low = folded(title)
    head, *rest = HEAD_ENDS.split(low)
    return _last_named(head) or (_last_named(low) if rest else "")


def _last_named(low: str) -> str:
    found = ((match.end(), one) for one, word in _words() for match in word.finditer(low))
    return max(found, default=(0, ""))[1]


def usual_weight(doc_type: str, title: str) -> Weight:
    """Speeches, reports, plans and decisions are major until somebody says otherwise."""
    major = class_of(doc_type, title) in _data()["major"]
    return Weight.MAJOR if major else Weight.ROUTINE


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = _data()["classes"].items()
    return tuple((one, compiled(word)) for one, words in named for word in words)


def _data() -> Any:
    return files()["drafts"]["data"]
