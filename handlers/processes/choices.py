"""Which of what there is to choose from is named in a sentence: 特急, 一号会议室."""

from __future__ import annotations

from bot.language.names import folded
from bot.processes.template import Ask, Template
from handlers.slack.desk import Asked

BESIDE = "beside"  # the sentence, where it is more than the order
WHOLE = "whole"  # and as it was said, with the order


def chosen(way: Template, asked: Asked) -> Asked:
    """What is named beside the order, of each field that is a choice: 特急."""
    beside, fields = asked.get(BESIDE) or asked.get(WHOLE, ""), way.fields.values()
    each = {one.name: named_in(one, beside) for one in fields if one.kind == "choice"}
    return {name: named for name, named in each.items() if named}


def named_in(one: Ask, said: str) -> str:
    """The one choice that is named in these words: 一号会议室; "very urgent" is not "urgent"."""
    low = folded(said)
    each = {
        folded(word): key
        for key, words in one.choices.items()
        for word in (*words.values(), *one.also.get(key, ()))
        if folded(word) in low
    }
    whole = {key for word, key in each.items() if not any(word in one != word for one in each)}
    return whole.pop() if len(whole) == 1 else ""
