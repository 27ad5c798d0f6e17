"""The draft checker (A1.7): what the rules of official papers say of a text. It advises, and
never blocks. No database, no clock, no Slack.

The rules: 《党政机关公文处理工作条例》2012 and GB/T 9704-2012 (domain.md 2.1, 2.2); whatever words
and figures they need stand in `bot/text/papers/checker.toml`, with their source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

HAN = re.compile(r"[\u4e00-\u9fff]")
FREE = frozenset({"speech", "briefing", "plan", "summary", "address", "information"})


@dataclass(frozen=True)
class Finding:
    """What a rule says, and where: the paragraph, from 1 (0: the whole). `said` and `write` are
    words of the text, and shown to whoever has it checked; they are not kept.
    """

    rule: str
    line: int = 0
    said: str = ""
    write: str = ""
    kind: str = ""  # a document type the rule names
    n: int = 0
    most: int = 0

    @property
    def group(self) -> str:
        return self.rule.partition("-")[0]


@dataclass(frozen=True)
class Paper:
    """A text to be checked: its paragraphs that are not empty, and the type its draft has.

    `numbered`: Word marks some of its paragraphs by itself, with what is in no text; `uncounted`:
    with numbers, too, that could not be read. `contents`: its table of contents, which is no part
    of it.
    """

    lines: tuple[str, ...]
    doc_type: str = ""
    numbered: bool = False
    uncounted: bool = False
    contents: tuple[str, ...] = ()
    found: list[list[Finding]] = field(default_factory=list, compare=False)  # once it was checked

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def digest(self) -> str:
        return sha256("\n".join((*self.contents, *self.lines)).encode()).hexdigest()

    @cached_property
    def is_chinese(self) -> bool:
        letters = sum(letter.isalpha() for letter in self.text)
        return 3 * len(HAN.findall(self.text)) > letters


def paper(text: str, doc_type: str = "") -> Paper:
    return Paper(paragraphs(text.splitlines()), doc_type)


def paragraphs(lines: Any) -> tuple[str, ...]:
    stripped = (" ".join(str(line).replace("\u3000", " ").split()) for line in lines)
    return tuple(line for line in stripped if line)


def kept(findings: list[Finding]) -> list[dict[str, Any]]:
    """Which rules spoke, and where: no word of the text."""
    facts = ("rule", "line", "kind", "n", "most")
    return [{name: getattr(one, name) for name in facts} for one in findings]
