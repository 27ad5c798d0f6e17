"""How many are asked for, where that is said in what they are called: 十盒A4纸 are ten, of A4纸."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from bot.language.dates.numbers import EN, ZH, number
from bot.processes.template import Ask, Template
from handlers.processes.choices import BESIDE, WHOLE
from handlers.slack.desk import Asked

EDGES = " ，,、；;：:的"
JOINED = re.compile(r"以?及|和|还有|加上|[、，,&]|\b(?:and|plus)\b", re.IGNORECASE)


def taken_out(way: Template, asked: Asked) -> Asked:
    """Each number with one of the words that its field counts in, in that field."""
    found = dict(asked)
    for one in way.fields.values():
        if one.kind == "number" and found.get(one.name):
            with suppress(KeyError, ValueError):
                found[one.name] = as_figures(found[one.name])
    for one in way.fields.values():
        title = found.get("title", "")
        if not one.units or found.get(one.name):
            continue
        if several(one, title):
            continue
        if said := _said(one.units).search(title):
            left = f"{title[: said.start()].rstrip(EDGES)} {title[said.end() :].lstrip(EDGES)}"
            found |= {
                one.name: as_figures(said["n"]),
                "title": _with(one, left.strip(), said["of"]),
            }
        elif said := _said(one.units).search(found.get(BESIDE) or found.get(WHOLE, "")):
            found[one.name] = as_figures(said["n"])
    return found


def several(one: Ask, title: str) -> bool:
    """两箱A4纸和一盒签字笔: each has its own number, which stands with it in the title and nowhere
    else; no sum of them means anything.
    """
    parts = [part for part in JOINED.split(title) if part.strip()]
    return one.keeps and len(parts) > 1 and any(_said(one.units).search(part) for part in parts)


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
        rf"(?:一式|about |roughly |大约|大概|约|用)?(?P<n>{figures}) ?(?P<of>{each}){of}",
        re.IGNORECASE,
    )


def as_figures(said: str) -> str:
    plain = said.replace(",", "").replace("，", "")
    return plain if plain.isdecimal() else str(number(said))
