"""A card that was asked for once more: it stays true, or says that it is old."""

from __future__ import annotations

import pytest

from tests.conftest import scene

ANEW = {"zh": ("已签发", "待签发"), "en": ("signed off", "waiting to be signed")}
OLD = {
    "zh": "D-1《Budget memo》的旧卡片，新的在下面。",
    "en": "An older card of D-1 _Budget memo_. The newest is further down.",
}


@scene
def in_review(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    return door


@pytest.fixture(params=["zh", "en"])
def lang(request, in_review):
    if request.param == "en":
        in_review.says("UWANG", "speak English")
    return request.param


def cards(door, who="UWANG") -> list[str]:
    return [text for text in door.reads(who) if "*D-1*" in text]


def test_it_says_what_the_card_says_whoever_has_done_something(in_review, lang):
    after, before = ANEW[lang]
    assert before in in_review.says("UWANG", "D-1")
    in_review.types("UWANG", "/office delegate @zhao until tomorrow")
    in_review.says("UZHAO", "签发 D-1")

    assert len(cards(in_review)) == 2
    assert len(set(cards(in_review))) == 1
    assert after in cards(in_review)[0]


def test_where_it_was_shown_before_it_says_that_it_is_old(in_review, lang):
    for _ in range(3):
        in_review.says("UWANG", "D-1")
    assert len(cards(in_review)) == 2
    assert in_review.reads("UWANG").count(OLD[lang]) == 2

    in_review.says("UWANG", "签发 D-1：同意")
    assert in_review.reads("UWANG").count(OLD[lang]) == 2
    assert all(ANEW[lang][0] in text for text in cards(in_review))


def test_a_step_from_a_form_it_opened_shows_on_both(in_review):
    shown = in_review.says("UWANG", "D-1")
    in_review.presses("UWANG", "退回修改", about=shown.split("\n")[0])
    assert in_review.fills_in("UWANG", opinion="数字核实", due="周五") == {}
    assert ["已退回" in text for text in cards(in_review)] == [True, True]


def test_the_way_back_goes_from_it_in_time(in_review):
    in_review.says("UWANG", "签发 D-1")
    assert "[撤回]" in in_review.says("UWANG", "D-1")
    in_review.waits(minutes=5, seconds=1)
    assert "撤回" not in "".join(in_review.reads("UWANG"))


def test_a_new_day_is_a_new_day_on_both(in_review):
    in_review.says("UWANG", "D-1")
    assert ["还有 2 个工作日" in text for text in cards(in_review)] == [True, True]
    in_review.waits(days=1)
    assert ["交（明天）" in text for text in cards(in_review)] == [True, True]


def test_who_may_no_longer_see_it_keeps_nothing_of_it(in_review):
    in_review.says("USUN", "D-1")
    in_review.says("UWANG", "D-1 交给孙磊")
    assert "Budget memo" in in_review.says("USUN", "D-1")
    in_review.says("UWANG", "D-1 交给李娜")
    assert cards(in_review, "USUN") == []
