"""Passages of rules, as they are answered: those that came with us, and those of the office."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.language.catalog import LANGUAGES, Both
from bot.processes.regulations.when import is_in_force
from bot.processes.template import LEVELS

FOLDER = Path(__file__).parents[1] / "library"
CATEGORIES = ("study", "work", "finance", "life", "discipline")  # 学习、工作、财务、生活、纪律


@dataclass(frozen=True)
class Passage:
    """One section. `key` is what it is opened by: the id of one of the office's own, or
    "reception#table"; `begins` and `ends` as much of the day as is known; `check`: it was not
    compared with the text. Of the office's own: its `number` and `version`.
    """

    key: str
    title: Both | str
    heading: Both | str
    text: Both | str
    level: str
    source: Both | str = ""
    begins: str = ""
    ends: str = ""
    successor: Both | str = ""
    check: bool = False
    number: str = ""
    version: int = 0

    def in_force(self, day: date) -> bool:
        return is_in_force(self.begins, self.ends, day)


@dataclass(frozen=True)
class Shelved:
    """A regulation that came with us."""

    name: str
    title: Both
    category: str
    sub: Both
    passages: tuple[Passage, ...]

    @property
    def first(self) -> Passage:
        return self.passages[0]


@cache
def shipped() -> dict[str, Shelved]:
    """Read once, from their files; nothing of them is in the database."""
    tables = {
        file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))
    }
    return {name: _shelved(name, table, tables) for name, table in tables.items()}


@cache
def by_key() -> dict[str, Passage]:
    return {one.key: one for each in shipped().values() for one in each.passages}


def _shelved(name: str, table: Mapping[str, Any], tables: Mapping[str, Any]) -> Shelved:
    passages = tuple(_passage(name, table | one, table, tables) for one in table["section"])
    category = table["category"]
    assert category in CATEGORIES, name
    return Shelved(name, _both(table["title"]), category, _both(table["sub"]), passages)


def _passage(
    name: str, one: Mapping[str, Any], table: Mapping[str, Any], tables: Mapping[str, Any]
) -> Passage:
    assert one["level"] in LEVELS, name
    successor = tables[one["successor"]]["title"] if one.get("successor") else None
    return Passage(
        key=f"{name}#{one['key']}",
        title=_both(table["title"]),
        heading=_both(one["heading"]),
        text=_both(one["text"]),
        level=one["level"],
        source=_both(one["source"]),
        begins=one.get("begins", ""),
        ends=one.get("ends", ""),
        successor=_both(successor) if successor else "",
        check=one.get("check", False),
    )


def _both(said: Mapping[str, str]) -> Both:
    return Both({lang: said[lang] for lang in LANGUAGES})
