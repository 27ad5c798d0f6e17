"""What stands in a sentence for a field of its own: where to, from whom, who is to do what."""

from __future__ import annotations

import re

from bot.language.names import folded
from bot.language.patterns import compiled
from bot.language.understanding.calls import people_in
from bot.processes.template import Ask, Template
from bot.who.request import Request
from handlers.processes.choices import BESIDE, WHOLE
from handlers.slack.desk import Asked
from handlers.slack.read import slack_ids
from storage.who.people import everyone

EDGES = " ，,。.、；;：:"
PEOPLE = ("person", "people")
ANYBODY = ("person", "people", "copies")  # who is named in a sentence, whatever for
WORDS = re.compile(r"[\w -]+")
ONE = r"<@\w+>"
# Who stands behind a comma is another.
TOGETHER = rf"{{people:{ONE}(?:(?:\s|、|和|与|及|跟|and|&)*{ONE})*}}"


def told(way: Template, asked: Asked) -> Asked:
    """By field, what is said in one of the ways in which it says that it is."""
    fields = [one for one in way.fields.values() if one.said and one.kind not in PEOPLE]
    each = {one.name: _said_of(one.said, _sentence(asked)) for one in fields}
    return {name: said for name, said in each.items() if said and not asked.get(name)}


def people_told(request: Request, way: Template, asked: Asked) -> Asked:
    """Who is said with the words of a field stands in that, and is not who was only named."""
    sentence = _called(request, _sentence(asked))
    fields = [one for one in way.fields.values() if one.kind in PEOPLE and not asked.get(one.name)]
    each = {one.name: slack_ids(_said_of(_ways_of(one), sentence)) for one in fields}
    there = {one for found in each.values() for one in found}
    left = {name: _without(asked[name], there) for name in ANYBODY if name in asked}
    return {**asked, **left, **{name: " ".join(found) for name, found in each.items() if found}}


def _sentence(asked: Asked) -> str:
    said = asked.get(WHOLE) or "，".join(asked.get(one, "") for one in ("title", BESIDE))
    return said.replace(due, "，") if (due := asked.get("due")) else said


def _called(request: Request, sentence: str) -> str:
    """With a mention in the place of whoever is called so, if it is only one."""
    low, people = folded(sentence), [one for one in everyone(request.session) if one.active]
    for start, end, who in reversed(list(people_in(sentence, low, people))):
        if len(who) == 1 and sentence[start - 2 : start] != "<@":
            sentence = f"{sentence[:start]}<@{who[0]}>{sentence[end:]}"
    return sentence


def _ways_of(one: Ask) -> list[str]:
    """Its own, and what it is called before a name."""
    labels = [folded(said) for said in one.label.values() if WORDS.fullmatch(said)]
    return [*one.said, *(f"{said}(：|是|为| is|:|){{people}}" for said in labels)]


def _without(said: str, there: set[str]) -> str:
    left = [one for one in slack_ids(said) if one not in there]
    return " ".join(left) if there & set(slack_ids(said)) else said


def _said_of(phrases: list[str] | tuple[str, ...], sentence: str) -> str:
    low = folded(sentence)
    for phrase in phrases:
        if found := compiled(phrase.replace("{people}", TOGETHER)).search(low):
            return sentence[slice(*found.span(found.lastgroup or 0))].strip(EDGES)
    return ""
