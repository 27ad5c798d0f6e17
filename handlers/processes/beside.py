"""What stands in a sentence for a field of its own: where to, from whom."""

from __future__ import annotations

from bot.language.names import folded
from bot.language.patterns import compiled
from bot.processes.template import Ask, Template
from handlers.processes.choices import BESIDE, WHOLE
from handlers.slack.desk import Asked

EDGES = " ，,。.、；;：:"


def told(way: Template, asked: Asked) -> Asked:
    """By field, what is said in one of the ways in which it says that it is."""
    sentence = asked.get(WHOLE) or "，".join(asked.get(one, "") for one in ("title", BESIDE))
    if due := asked.get("due"):
        sentence = sentence.replace(due, "，")
    each = {one.name: _said_of(one, sentence) for one in way.fields.values() if one.said}
    return {name: said for name, said in each.items() if said and not asked.get(name)}


def _said_of(one: Ask, sentence: str) -> str:
    low = folded(sentence)
    for phrase in one.said:
        if found := compiled(phrase).search(low):
            return sentence[slice(*found.span(found.lastgroup or 0))].strip(EDGES)
    return ""
