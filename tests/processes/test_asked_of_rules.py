"""What is asked of the rules is answered by the section that says it, or said to be not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.processes import ways
from bot.processes.reading import read
from bot.processes.regulations.library import by_key

ASKED = tomllib.loads(Path(__file__).with_name("asked_of_rules.toml").read_text("utf-8"))["asked"]
WHO = {"zh": "UCHEN", "en": "ULINA"}
NOT_THERE = ("没有找到", "No rule or habit that I have says")


def heads(lang):
    """By what it is called in an answer: the key of a section, or the way and the step."""
    between = {"zh": " ", "en": " · "}[lang]
    found = {
        f"*{one.title[lang]}{between}{one.heading[lang]}*": one.key for one in by_key().values()
    }
    for name, text in ways.shipped().items():
        way = read(name, text)
        for one in way.steps.values():
            found[f"*{way.called[lang]} · {one.called[lang]}*"] = f"{name}.{one.name}"
    return found


def is_right(said, lang, sections):
    """One of them is among what is answered; where there are none, nothing is."""
    if any(one in said for one in NOT_THERE):
        return not sections
    called = heads(lang)
    answered = {called[one] for one in re.findall(r"\*[^*\n]+\*", said) if one in called}
    return bool(answered & set(sections))


@pytest.mark.parametrize("lang", WHO)
def test_it_is_answered_by_what_says_it_or_said_to_be_not_there(door, lang):
    mine = [one for one in ASKED if one["says"].isascii() is (lang == "en")]
    assert len(mine) > 40
    wrong = [
        one["says"]
        for one in mine
        if not is_right(door.says(WHO[lang], one["says"]), lang, one.get("sections", []))
    ]
    assert wrong == [one["says"] for one in mine if one.get("missed")]


def test_what_is_not_there_is_named_with_the_nearest_as_no_more_than_that(door):
    said = door.says("UCHEN", "住宿标准是多少，有规定吗")
    assert said == (
        "现行的规定和流程里没有找到。`制度清单` 看有哪些。\n"
        "找的是“住宿标准”。\n"
        "最接近的一条（不一定答得上）：*《党政机关国内公务接待管理规定》 住宿用车*\n"
        "[全文：住宿用车]"
    )
    assert "按标准安排" in door.presses("UCHEN", "全文：住宿用车")
    assert door.says("ULINA", "what's the rule on overtime pay") == (
        "No rule or habit that I have says anything about that. `list the regulations` says what "
        "there is.\n"
        "Looked for: “overtime pay”.\n"
        "Nearest, though it does not answer that: *Rules on Domestic Official Reception · "
        "Meals and hosts at table (art. 10)*\n"
        "[Open: Meals and hosts at table (art. 10)] [Start: Reception]"
    )
    assert "Nearest" not in door.says("ULINA", "is there a rule about the dress code")
