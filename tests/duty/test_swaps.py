"""Swaps of duty: asked, taken, in the roster at once; what nobody answers stays as it was."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.duty.test_roster import LINES, at


@scene
def asked(door):
    """Li Na asks 周婷 to take Tuesday."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=f"{LINES}\n12.3 王建国 周婷")
    door.presses("UZHAO", "发布")
    door.says("ULINA", "swap my duty on 1 Dec with Zhou Ting")
    return door


def officer(door, day):
    return door.says("UZHAO", f"{day}谁值班").rsplit("值班员 ", 1)[1]


def test_until_it_is_accepted_it_stays_and_then_it_is_in_the_roster(asked):
    assert "*E-1* 换班 " in asked.card("UZHOU", "E-1")
    assert "李娜" in officer(asked, "12月1日")

    asked.presses("UZHOU", "同意换班")
    assert officer(asked, "12月1日") == "周婷"
    assert any("it is in the roster" in one for one in asked.reads("ULINA"))
    assert "Tue 1 Dec" not in asked.says("ULINA", "when am I on duty?")

    asked.presses("UZHOU", "撤回")
    assert "李娜" in officer(asked, "12月1日")


def test_with_a_day_in_return(asked):
    asked.says("ULINA", "不换了 E-1")
    asked.says("ULINA", "swap my duty on 1 Dec with Zhou Ting for 3 Dec")
    assert "还班：12月3日 周四 值班员" in asked.card("UZHOU", "E-2")
    asked.says("UZHOU", "同意换班 E-2")
    assert (officer(asked, "12月1日"), "李娜" in officer(asked, "12月3日")) == ("周婷", True)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("swap my duty on 1 Dec with Liu Yang", "on duty on Tue 1 Dec already"),
        ("swap my duty on 1 Dec with Li Na", "has this duty already"),
    ],
)
def test_not_with_whoever_cannot(asked, said, why):
    assert why in asked.says("ULINA", said)


def test_not_with_somebody_on_leave(asked):
    asked.says("UCHEN", "我12月1日休假")
    assert "is on leave on Tue 1 Dec" in asked.says("ULINA", "swap my duty on 1 Dec with Chen Jing")


def test_of_two_who_are_asked_one_gets_it_and_the_other_hears(asked):
    asked.says("ULINA", "swap my duty on 1 Dec with Chen Jing")
    asked.says("UCHEN", "同意换班 E-2")
    assert "已经换过人" in asked.says("UZHOU", "同意换班 E-1") or "已作罢" in asked.card(
        "UZHOU", "E-1"
    )
    assert officer(asked, "12月1日") == "陈静"


def test_what_nobody_answers_lapses_as_it_begins(asked):
    asked.waits_until(at("12-01T17:01"))
    assert "已作罢" in asked.card("UZHOU", "E-1")
    assert any("照原来的值班" in one for one in asked.reads("UZHOU"))
    assert "李娜" in officer(asked, "12月1日")


def test_nobody_swaps_what_is_not_theirs_and_a_peer_alone_answers(asked):
    refused = asked.says("UZHANG", "同意换班 E-1")
    assert "李娜" in officer(asked, "12月1日")
    assert "✅" not in refused


def test_a_director_asks_for_others_and_undo_gives_it_back_to_whose_it_was(asked):
    asked.says("ULINA", "不换了 E-1")
    asked.types("UZHAO", "/duty 换班", "DM")
    shift = asked.form("UZHAO")["blocks"][1]["element"]["options"]
    value = next(one["value"] for one in shift if "12月1日 周二 值班员" in one["text"]["text"])
    asked.fills_in("UZHAO", person="UCHEN", shift=value)
    asked.presses("UCHEN", "同意换班")
    assert officer(asked, "12月1日") == "陈静"
    asked.presses("UCHEN", "撤回")
    assert "李娜" in officer(asked, "12月1日")
