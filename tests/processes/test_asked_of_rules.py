"""What is asked of the rules is answered by the section that says it, or said to be not there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.processes import ways
from bot.processes.reading import read
from bot.processes.regulations.library import by_key

WHO = {"zh": "UCHEN", "en": "ULINA"}
CALLED = {"zh": "查规定", "en": "What the rule says"}
YES = {"zh": "就这样", "en": "Yes, do it"}
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


def asked_in(name, lang):
    said = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["asked"]
    return [one for one in said if one["says"].isascii() is (lang == "en")]


def answer(door, lang, says):
    """At once, or behind the press of the offer to look it up."""
    said = door.says(WHO[lang], says)
    yes = YES[lang] if f"*{CALLED[lang]}*" in said else CALLED[lang]
    if f"[{yes}]" not in said:
        return said
    door.presses(WHO[lang], yes)
    return door.reads(WHO[lang])[-1]


def is_right(said, lang, sections):
    """One of them is among what is answered; where there are none, nothing is."""
    if any(one in said for one in NOT_THERE):
        return not sections
    called = heads(lang)
    answered = {called[one] for one in re.findall(r"\*[^*\n]+\*", said) if one in called}
    return bool(answered & set(sections))


@pytest.mark.parametrize("lang", WHO)
def test_it_is_answered_by_what_says_it_or_said_to_be_not_there(door, lang):
    mine = asked_in("asked_of_rules.toml", lang)
    assert len(mine) > 40
    wrong = [
        one["says"]
        for one in mine
        if not is_right(door.says(WHO[lang], one["says"]), lang, one.get("sections", []))
    ]
    assert wrong == [one["says"] for one in mine if one.get("missed")]


@pytest.mark.parametrize("lang", WHO)
def test_asked_without_a_word_for_rules_most_are_found_and_none_is_made_up(door, lang):
    mine = asked_in("asked_plainly.toml", lang)
    told = [(one, answer(door, lang, one["says"])) for one in mine]
    right = [one for one, said in told if is_right(said, lang, one.get("sections", []))]
    assert len(right) >= 0.75 * len(mine) > 15
    for one, said in told:
        made_up = "sections" not in one and not any(none in said for none in NOT_THERE)
        assert not (made_up and any(head in said for head in heads(lang))), one["says"]


def test_what_was_not_asked_of_the_rules_is_not_answered_by_them(door):
    """Though each of their words stands in one."""
    assert "值班" in door.says("UCHEN", "今天值班电话谁接")
    assert "依据：" not in door.reads("UCHEN")[-1]
    door.says("UWANG", "请李娜写会议室检查通知，下周五下班前交")
    said = door.says("ULINA", "how long is the notice on the meeting room to be?")
    assert "Rule:_" not in said


def test_how_many_hosts_sit_down_is_reckoned_for_so_many_guests(door):
    said = door.says("ULINA", "how many people may eat with 8 guests")
    assert said.startswith("With 8 guests, 3 hosts at most.\n*Rules on Domestic Official Reception")
    assert door.says("UCHEN", "24位客人几个人陪着吃饭").startswith("来宾 24 人，陪餐不超过 8 人。")


def test_what_is_not_there_is_named_with_the_nearest_as_no_more_than_that(door):
    said = door.says("UCHEN", "住宿标准是多少，有规定吗")
    assert said == (
        "现行的规定和流程里没有找到。`制度清单` 看有哪些。\n"
        "找的是“住宿标准”。\n"
        "最接近的一条（不一定答得上）：*《党政机关国内公务接待管理规定》 住宿用车*\n"
        "[全文：住宿用车]"
    )
    assert "按标准安排" in door.presses("UCHEN", "全文：住宿用车")
    for says in ("what's the rule on overtime pay", "what is the rule on the probation period"):
        assert "says anything about that" in (said := door.says("ULINA", says))
        assert "Nearest" not in said  # "pay" and "period" stand in rules, and tell nothing
    assert "Nearest" not in door.says("ULINA", "is there a rule about the dress code")
