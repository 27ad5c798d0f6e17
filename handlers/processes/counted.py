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
BARE = re.compile(rf"(?P<n>\d{{1,4}}|(?:{EN}|an?)\b)", re.IGNORECASE)
EACH = re.compile(r"各|\b(?:each|both)\b", re.IGNORECASE)


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
        if one.keeps and (parts := _several(one, title)):
            found |= {one.name: _in_all(one, parts)}
        elif said := _said(one.units).search(title):
            left = f"{title[: said.start()].rstrip(EDGES)} {title[said.end() :].lstrip(EDGES)}"
            found |= {
                one.name: as_figures(said["n"]),
                "title": _with(one, left.strip(), said["of"]),
            }
        elif said := _said(one.units).search(found.get(BESIDE) or found.get(WHOLE, "")):
            found[one.name] = as_figures(said["n"])
    return found


def _several(one: Ask, title: str) -> list[str]:
    """两箱A4纸和一盒签字笔: what they are called says how many of each; and so the title stays."""
    parts = [part.strip() for part in JOINED.split(title) if part.strip()]
    counted = any(_said(one.units).search(part) for part in parts)
    return parts if counted and len(parts) > 1 else []


def _in_all(one: Ask, parts: list[str]) -> str:
    """What is not counted is one of it; 各三个 may be any number."""
    if any(EACH.search(part) for part in parts):
        return ""
    each = (_said(one.units).search(part) or BARE.match(part) for part in parts)
    return str(sum(int(as_figures(said["n"])) if said else 1 for said in each))


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
