"""All that can be said, for people to read: as a page, and as the short list in the chat. Both are
written from what stands beside the phrases; `features` says in which order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.language.catalog import Markup, Say
from bot.language.phrases import tables
from bot.who.request import Request

PAGES = {"en": "commands.md", "zh": "commands.zh-CN.md"}
NUMBER = re.compile(r"[A-Z]-\d+")
FEWEST, MOST = 1, 3  # examples in the short list, where no verb says that it `helps`; where some do

Told = tuple[str, str, Mapping[str, Any]]  # of which feature, which verb, and what stands there


def page(written: str, say: Say, lang: str, features: Sequence[str]) -> str:
    """The page with its sections written anew; what stands above them is kept."""
    above = written.partition("\n## ")[0].rstrip()
    numbers = f"## {say('phrasebook.numbers')}\n\n" + "\n".join(_numbers(say, lang, features))
    columns = f"{say('phrasebook.columns')}\n|---|---|---|\n"
    told = [
        f"## {heading}\n\n{columns}" + "\n".join(_row(table, lang) for *_, table in rows)
        for heading, rows in _under_headings(lang, features).items()
    ]
    return "\n\n".join([above, numbers, *told]) + "\n"


def short(features: Sequence[str], request: Request) -> Markup:
    """A few examples under each heading."""
    lang, lines = request.catalog.lang_of(request.person), []
    for heading, rows in _under_headings(lang, features).items():
        helping = [table for *_, table in rows if table.get("helps")]
        chosen = helping[:MOST] or [table for *_, table in rows[:FEWEST]]
        examples = " · ".join(f"`{table['shown'][lang][0]}`" for table in chosen)
        lines.append(f"*{heading}*\n{examples}")
    return request.say("office.help", all=Markup("\n".join(lines)))


def _under_headings(lang: str, features: Sequence[str]) -> dict[str, list[Told]]:
    """Every verb's table under the heading that stood there last."""
    found: dict[str, list[Told]] = {}
    heading = ""
    for feature, verb, table in sorted(tables(), key=lambda one: features.index(one[0])):
        heading = table["heading"][lang] if "heading" in table else heading
        found.setdefault(heading, []).append((feature, verb, table))
    return found


def _row(table: Mapping[str, Any], lang: str) -> str:
    """Three cells: their own words first, the others' beside them, and what happens."""
    langs = sorted(PAGES, key=lambda one: one != lang)
    said = ["<br>".join(f"`{example}`" for example in table["shown"][one]) for one in langs]
    return f"| {' | '.join([*said, table['does'][lang]])} |"


def _numbers(say: Say, lang: str, features: Sequence[str]) -> Iterator[str]:
    """What the letter of a number stands for: the number is that of the example that shows one."""
    for feature, verb, table in sorted(tables(), key=lambda one: features.index(one[0])):
        number = NUMBER.search(table["shown"][lang][0])
        if verb == "show" and number:
            what = say(f"{feature}.number-is")
            yield say("phrasebook.number", number=number[0], what=what)
