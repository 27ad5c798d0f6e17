"""Wishes of duty: said by each, seen by whoever plans, kept by the plan."""

from __future__ import annotations

import pytest

from tests.conftest import scene


@scene
def alone(door):
    """Of those who keep the desk, only 孙磊 and 李娜 are there in December."""
    for who in ("UZHANG", "UCHEN", "UZHOU"):
        door.says(who, "我12月1日到31日休假")
    return door


@pytest.mark.parametrize(
    "said", ["12月3号我不能值班", "/duty cannot 12月3日", "12月3日别排我的班", "我12月3日没法值班"]
)
def test_who_cannot_is_not_planned_and_the_director_hears(alone, said):
    told = alone.types("USUN", said, "DM") if said[0] == "/" else alone.says("USUN", said)
    assert "值不了：12月3日 周四" in told
    assert "12月3日 周四 不能值班" in alone.reads("UZHAO")[-1]
    assert "李娜" in alone.says("UZHAO", "排12月3日的班")
    alone.says("ULINA", "I can't do duty on 3 Dec")
    plan = alone.says("UZHAO", "排12月3日的班")
    assert "值班员排不出：3 人休假，2 人说了值不了" in plan


def test_a_wish_is_met_and_dropped_by_its_button(alone):
    told = alone.says("ULINA", "I'd rather do duty on Saturdays")
    assert "would rather: every Saturday" in told
    assert "李娜" in alone.says("UZHAO", "排12月5日的班")
    alone.says("USUN", "我想值周六的班")
    assert "李娜" not in alone.says("USUN", "我的值班意愿")
    assert "李娜" in alone.says("UZHAO", "值班意愿")
    alone.says("ULINA", "my duty wishes")
    alone.presses("ULINA", "No longer")
    assert "孙磊" in alone.says("UZHAO", "排12月5日的班")
    alone.presses("ULINA", "Undo")
    assert "every Saturday" in alone.says("ULINA", "my duty wishes")


def test_what_is_published_already_needs_a_swap(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="12.3 王建国 孙磊")
    door.presses("UZHAO", "发布")
    assert "请找人换班" in door.says("USUN", "12月3号我不能值班")
    assert "已经说过" in door.says("USUN", "12月3号我不能值班")


def test_others_see_nothing_and_nobody_is_out_all_week(door):
    door.says("USUN", "12月3号我不能值班")
    assert "孙磊" not in door.says("UHE", "值班意愿")
    for day in ("周一", "周二", "周三"):
        assert "值不了" in door.says("USUN", f"每{day}我不能值班")
    assert "最多避开 3 天" in door.says("USUN", "每周四我不能值班")
