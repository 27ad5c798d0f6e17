"""All that can be said, as a page to read: written from what stands beside the phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.language.catalog import Say
from bot.language.phrases import tables
from handlers.desks import DESKS

PAGES = {"en": "commands.md", "zh": "commands.zh-CN.md"}


def renewed(page: str, say: Say, lang: str) -> str:
    """The page with its sections written anew; what stands above them is kept."""
    above = page.partition("\n## ")[0].rstrip()
    sections: dict[str, list[str]] = {}
    for heading, table in _under_headings(lang):
        sections.setdefault(heading, []).append(_row(table, lang))
    columns = f"{say('phrasebook.columns')}\n|---|---|---|\n"
    told = [f"## {heading}\n\n{columns}" + "\n".join(rows) for heading, rows in sections.items()]
    return "\n\n".join([above, *told]) + "\n"


def _under_headings(lang: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every verb's table with the heading it stands under; features as the desks are listed."""
    order, heading = list(DESKS), ""
    for _, _, table in sorted(tables(), key=lambda one: order.index(one[0])):
        heading = table["heading"][lang] if "heading" in table else heading
        yield heading, table


def _row(table: Mapping[str, Any], lang: str) -> str:
    """Three cells: their own words first, the others' beside them, and what happens."""
    langs = sorted(PAGES, key=lambda one: one != lang)
    said = ["<br>".join(f"`{example}`" for example in table["shown"][one]) for one in langs]
    return f"| {' | '.join([*said, table['does'][lang]])} |"
