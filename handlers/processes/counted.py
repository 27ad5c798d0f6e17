"""How many are asked for, where that is said in what they are called: 十盒A4纸 are ten, of A4纸."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from bot.language.dates.numbers import EN, ZH, number
from bot.processes.template import Ask, Template
from handlers.processes.choices import BESIDE
from handlers.slack.desk import Asked

EDGES = " ，,、；;：:的"


def taken_out(way: Template, asked: Asked) -> Asked:
    """Each number with one of the words that its field counts in, in that field."""
    found = dict(asked)
    for one in way.fields.values():
        if one.kind == "number" and found.get(one.name):
            with suppress(KeyError, ValueError):
                found[one.name] = as_figures(found[one.name])
    for one in way.fields.values():
        title = found.get("title", "")
        if one.units and not found.get(one.name) and (said := _said(one.units).search(title)):
            left = f"{title[: said.start()].rstrip(EDGES)} {title[said.end() :].lstrip(EDGES)}"
            found |= {
                one.name: as_figures(said["n"]),
                "title": _with(one, left.strip(), said["of"]),
            }
        elif one.units and not found.get(one.name) and (said := _beside(one, found)):
            found[one.name] = as_figures(said["n"])
    return found


def _beside(one: Ask, asked: Asked) -> re.Match[str] | None:
    return _said(one.units).search(asked.get(BESIDE, ""))


def _with(one: Ask, title: str, unit: str) -> str:
    """Boxes are told from sheets."""
    if not one.keeps:
        return title
    return f"{title} ({unit})" if unit.isascii() else f"{title}（{unit}）"


@cache
def _said(units: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(unit) for unit in units)
    of = r"(?: of(?: the)?\b)?"
    figures = rf"\d[\d,]{{0,9}}|{ZH}|\b(?:{EN}|an?)"
    return re.compile(
        rf"(?:一式|about |roughly |大约|大概|约)?(?P<n>{figures}) ?(?P<of>{each}){of}",
        re.IGNORECASE,
    )


def as_figures(said: str) -> str:
    plain = said.replace(",", "").replace("，", "")
    return plain if plain.isdecimal() else str(number(said))
