"""A matter that is known by some words of its title, or hinted at by one: shown, not begun anew."""

from __future__ import annotations

import pytest

from bot.language.phrases import tables
from bot.language.understanding.examples import MARKED, PLACE, _fills
from tests.conftest import scene
from tests.language.test_slots import told

FIRE = "紧急：22:05 城东化工园一仓库起火，两人轻伤，消防已到"
SHOWN = "🚨 *I-4*"


@scene
def busy(door):
    """Two papers on heating, a trip, a fire, and a draft that only two may see."""
    door.says("UWANG", "请张伟起草全市供暖保障通知，10个工作日内交")
    door.says("UWANG", "请孙磊起草农村供暖讲话，10个工作日内交")
    door.says("USUN", "后天上午8点半去青山镇调研，2个人，下午5点回")
    door.says("UZHOU", FIRE)
    door.types("UWANG", "/draft assign @zhang.wei 人事调整方案 by 4 Dec internal-only")
    return door


@pytest.mark.parametrize(
    "text",
    [
        "化工园那个火怎么样了",
        "did the fire at the chemical park get reported?",
        "any news of the fire?",
        "化工园着火的事报上去没有",
    ],
)
def test_how_a_matter_stands_is_asked_by_its_words_and_begins_nothing(busy, text):
    assert busy.says("UZHAO", text).startswith(SHOWN)
    busy.says("UZHAO", "我来处置 I-4")
    busy.says("UZHAO", "结束 I-4：已扑灭，两人轻伤")
    assert busy.says("UZHAO", text).startswith(SHOWN)  # and when it is over


def test_what_is_told_of_an_emergency_is_still_an_alarm(busy):
    for said in ("fire at the school, kids are trapped", "实验小学着火了，有孩子被困"):
        assert "报突发情况*" in busy.says("UZHOU", said)


def test_of_two_that_are_as_likely_each_is_a_button(busy):
    said = busy.says("UZHAO", "供暖的那个怎么样了？")
    assert "[D-2《农村供暖讲话》] [D-1《全市供暖保障通知》]" in said
    busy.presses("UZHAO", "D-1《全市供暖保障通知》")
    assert "*D-1*《全市供暖保障通知》" in busy.reads("UZHAO")[-1]


def test_whoever_may_not_see_a_matter_finds_no_trace_of_it(busy):
    assert "*D-5*" in busy.says("UZHANG", "人事调整那个怎么样了")
    assert "人事" not in busy.says("ULINA", "人事调整那个怎么样了")


def test_who_hands_it_over_names_it_by_its_words(busy):
    found = told(busy, "UWANG", "农村那篇转给李娜", "drafts:handover")
    assert found == {"number": "D-2", "person": "ULINA"}


def test_my_only_trip_needs_no_number(busy):
    assert told(busy, "USUN", "行程取消吧，下大雪去不了", "trips:cancel")["number"] == "T-3"


def test_an_answer_may_repeat_what_its_thread_is_about(busy):
    words = "保障通知太长，压到两页"
    found = told(busy, "UWANG", words, "drafts:return", thread="D-1")
    assert found == {"number": "D-1", "opinion": words}


@pytest.mark.parametrize("text", ["on it", "好的收到"])
def test_under_a_card_that_waits_to_be_accepted_yes_is_an_answer(busy, text):
    assert told(busy, "UZHANG", text, "drafts:accept", thread="D-1") == {"number": "D-1"}
    assert "[就这样]" not in busy.says("UZHANG", text)  # beside it, it is none


def test_every_place_in_an_example_is_known():
    unknown = {
        (feature, verb, name)
        for feature, verb, table in tables()
        for lang in ("zh", "en")
        for example in table.get("examples", {}).get(lang, ())
        for name in PLACE.findall(example)
        if not (name in MARKED or len(name) == 1 or name in _fills(lang))
    }
    assert unknown == set()
