"""An incoming paper is found by the number it bears, by whoever may see it."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH


@scene
def registered(door):
    """K-1 a paper with two numbers, K-2 one whose number was said when it was registered."""
    door.says("UCHEN", "收文：关于冬季供暖的通知，来文字号国办发〔2026〕17号，收文号0317")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", title="关于冬季供暖的通知", handler="UZHANG")
    door.says("UCHEN", "收文：关于防汛的通知")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", handler="UZHANG")
    door.presses("UCHEN", "办好了", about="K-2")
    door.says("UCHEN", "K-2 这步办好了：收文号 0452")
    return door


def test_the_numbers_that_are_said_stand_in_their_fields(registered):
    assert "来文字号：国办发〔2026〕17号 · 收文号：0317" in registered.card("UCHEN", "K-1")


@pytest.mark.parametrize(
    ("who", "said", "number"),
    [
        ("UCHEN", "0317 号件谁在办", "K-1"),
        ("UZHANG", "who has paper 0317", "K-1"),
        ("ULIU", "where is incoming document no. 0317", "K-1"),
        ("UCHEN", "国办发〔2026〕17号到哪了", "K-1"),
        ("UZHAO", "国办发[2026]17号文在谁手上", "K-1"),
        ("UCHEN", "收文号0452谁在办", "K-2"),
        ("UCHEN", "帮我查收文号 0317", "K-1"),
    ],
)
def test_its_card_says_with_whom_it_is(registered, who, said, number):
    answer = registered.says(who, said)
    assert f"*{number}*" in answer.split("\n")[0]
    assert "陈静" in answer or "赵敏" in answer


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("UCHEN", "031 号件谁在办", "没有你能看到的、文号或收文号是“031”的来文。"),
        ("USUN", "0317 号件谁在办", "没有你能看到的、文号或收文号是“0317”的来文。"),
        ("ULINA", "who has paper 0317", "No incoming paper with the number 0317 that you can see."),
        ("UHE", "0317 号件谁在办", OUTSIDER_ZH),
    ],
)
def test_what_is_not_there_and_what_may_not_be_seen_are_answered_alike(
    registered, who, said, answer
):
    assert registered.says(who, said).startswith(answer)


def test_of_several_each_has_a_line(registered):
    registered.says("UCHEN", "收文：0317号函的补充通知")
    registered.presses("UCHEN", "打开表单")
    registered.fills_in("UCHEN", handler="UZHANG")
    assert registered.says("UZHANG", "0317 号件谁在办") == (
        "带“0317”的来文有 2 件：\n"
        "• K-3“0317号函的补充通知”：签收（陈静）\n"
        "• K-1“关于冬季供暖的通知”：签收（陈静）"
    )


def test_the_number_that_is_not_said_is_asked_for(registered):
    assert registered.says("UCHEN", "按文号查一份来文").startswith("文号或收文号是多少？")


def test_a_draft_is_still_called_by_its_number(registered):
    registered.says("UWANG", "请李娜写会议室检查通知，下周五下班前交")
    assert "*D-3*" in registered.says("ULINA", "where is paper 3").split("\n")[0]
