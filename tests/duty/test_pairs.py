"""A/B posts: said by the director, known to both, taken back."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("张伟和李娜互为AB角", "互为 AB 角"),
        ("/duty pair @zhang.wei @li.na", "互为 AB 角"),
        ("把张伟、李娜设为AB岗", "互为 AB 角"),
    ],
)
def test_the_director_says_who_stands_for_whom_and_both_hear(door, said, answer):
    told = door.types("UZHAO", said, "DM") if said[0] == "/" else door.says("UZHAO", said)
    assert answer in told
    assert "an A/B post" in door.reads("ULINA")[-1]
    assert "AB 角" in door.reads("UZHANG")[-1]
    assert "李娜 – 张伟" in door.says("UCHEN", "AB角有哪些")
    assert "已经互为" in door.says("UZHAO", "李娜和张伟互为AB角")
    door.presses("UZHAO", "撤回")
    assert "还没有设 AB 角" in door.says("UCHEN", "AB角有哪些")


def test_by_form_with_two_and_no_more_and_ended_again(door):
    door.types("UZHAO", "/duty pair", "DM")
    assert "两个人" in door.fills_in("UZHAO", people="UZHANG,ULINA,USUN")["people"]
    door.types("UZHAO", "/duty pair", "DM")
    door.fills_in("UZHAO", people="UZHANG,ULINA")
    assert "不是 AB 角" in door.says("UZHAO", "取消张伟和孙磊的AB角")
    assert "不再互为" in door.says("UZHAO", "取消张伟和李娜的AB角")


def test_nobody_else_says_so_and_an_outsider_sees_nothing(door):
    assert "办公室主任" in door.says("UZHANG", "张伟和李娜互为AB角")
    door.says("UZHAO", "张伟和李娜互为AB角")
    assert "李娜" not in door.says("UHE", "AB角有哪些")
