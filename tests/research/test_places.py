"""Places the office knows: two names of one are one place; one county in a week is pointed out."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH

LINE = "已登记：*青山镇* · 属东平县 · 又叫 Qingshan township\n[撤回]"


@scene
def entered(door):
    """青山镇 and Hongyan village lie in one county; 李娜 goes to the first, in a car."""
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    assert door.says("UZHAO", "登记地点 青山镇，又叫Qingshan township，属东平县") == LINE
    door.says("UZHAO", "place: Hongyan village, also 红岩村, in 东平县")
    door.says("ULINA", "trip to Qingshan township tomorrow 8:30, back at 5pm, need a car")
    door.says("ULINA", "T-1 takes 鲁A12345")
    door.says("ULINA", "send T-1 for approval")
    return door


def test_in_either_language_it_is_one_place_and_one_car_is_offered(entered):
    entered.says("UZHANG", "明天上午9点去青山镇回访，下午5点回，要车")
    card = entered.card("UZHANG", "T-2")
    assert "差不多同时坐 鲁A12345 去 Qingshan township，座位够，可以同车。" in card
    assert "提醒：同一周 T-1 也去 Qingshan township" in card
    entered.presses("UZHANG", "派车", about="T-2")
    entered.presses("UZHANG", "同车")
    assert "与 Li Na 李娜 的 T-1 同车" in entered.card("UZHANG", "T-2")


def test_one_county_in_one_week_is_said_with_its_source_and_offers_no_car(entered):
    entered.says("UZHANG", "后天去红岩村调研，要车")
    card = entered.card("UZHANG", "T-2")
    assert "同属东平县，不扎堆（一些地方的规定：领导同一周不去同一个县）。" in card
    assert "可以同车" not in card
    entered.says("UZHANG", "明天去东平县调研")
    assert "同属东平县" in entered.card("UZHANG", "T-3")


def test_what_nobody_entered_is_told_apart_by_its_name(entered):
    entered.says("UZHANG", "明天上午9点去南山村回访，下午5点回，要车")
    assert "提醒" not in entered.card("UZHANG", "T-2")
    entered.types("UZHAO", "/trip places", "DM")
    entered.presses("UZHAO", "删除", about="已登记的地点")
    entered.says("ULIU", "明天上午9点去青山镇回访，下午5点回，要车")
    assert "T-1" not in entered.card("ULIU", "T-3")


def test_a_trip_that_is_not_to_be_seen_is_not_pointed_at(entered):
    entered.types("ULINA", "/trip Qingshan township on Friday")
    entered.fills_in("ULINA", visibility="named", leaves_at="Friday")
    entered.says("ULINA", "send T-2 for approval")
    entered.says("ULINA", "call off T-1: moved")
    entered.says("USUN", "后天去青山镇调研")
    assert "T-2" not in entered.card("USUN", "T-3")
    assert "T-2" in entered.says("UZHAO", "T-3")  # who approves both


def test_it_is_changed_in_its_form_and_each_name_is_of_one_place(entered):
    entered.says("UZHAO", "地点清单")
    entered.presses("UZHAO", "修改", about="青山镇")
    refused = entered.fills_in("UZHAO", also="红岩村、Qingshan")
    assert refused == {"also": "红岩村 已经是 Hongyan village 的叫法了，请修改那一个。"}
    assert list(entered.fills_in("UZHAO", name="长" * 41)) == ["name"]
    assert entered.fills_in("UZHAO", name="青山镇", also="Qingshan", within="") == {}
    assert "*青山镇* · also Qingshan" in entered.says("ULINA", "places").split("\n")


def test_each_word_that_is_too_long_is_told_of_where_it_stands(entered):
    entered.says("UZHAO", "地点清单")
    entered.presses("UZHAO", "修改", about="青山镇")
    assert list(entered.fills_in("UZHAO", within="长" * 41)) == ["within"]
    assert list(entered.fills_in("UZHAO", within="", also="长" * 41)) == ["also"]
    assert list(entered.fills_in("UZHAO", also="、".join("甲乙丙丁戊己庚辛壬"))) == ["also"]


def test_called_otherwise_it_is_known_by_its_old_name_too(entered):
    entered.says("UZHAO", "登记地点 东平县，又叫Dongping county")
    for number, new in ((1, "青山街道"), (3, "东平市")):
        entered.forges("UZHAO", "places:edit", number)
        assert entered.fills_in("UZHAO", name=new) == {}
    listed = entered.says("UZHAO", "地点清单").split("\n")
    assert "*青山街道* · 属东平市 · 又叫 Qingshan township、青山镇" in listed
    assert "*Hongyan village* · 属东平市 · 又叫 红岩村" in listed
    entered.says("UZHANG", "明天上午9点去青山街道回访，下午5点回，要车")
    assert "提醒：同一周 T-1 也去 Qingshan township" in entered.card("UZHANG", "T-2")


def test_what_is_kept_of_places_is_taken_back(entered):
    before = entered.says("UZHAO", "地点清单")
    entered.says("UZHAO", "登记地点 南山村，属东平县")
    assert "2 个" in entered.presses("UZHAO", "撤回")
    entered.presses("UZHAO", "修改", about="青山镇")
    entered.fills_in("UZHAO", name="青山街道", within="")
    entered.presses("UZHAO", "撤回")
    assert entered.says("UZHAO", "地点清单") == before
    entered.presses("UZHAO", "删除", about="青山镇")
    entered.presses("UZHAO", "撤回")
    assert entered.says("UZHAO", "地点清单") == before
    assert "之后又改过" in entered.presses("UZHAO", "撤回", about="*南山村*")


def test_a_list_that_is_old_changes_nothing(entered):
    entered.says("UZHAO", "地点清单")
    entered.presses("UZHAO", "修改", about="青山镇")
    entered.says("ULIU", "places")
    entered.presses("ULIU", "Remove", about="青山镇")
    entered.fills_in("UZHAO", name="青山新区")
    assert "1 个" in entered.says("UZHAO", "地点清单")
    assert "青山" not in entered.says("UZHAO", "地点清单")


@pytest.mark.parametrize("verb", ["keep", "edit", "forget"])
def test_only_the_director_keeps_them_and_an_outsider_finds_no_trace(entered, verb):
    assert "只有办公室主任" in entered.forges("USUN", f"places:{verb}", 1)
    assert entered.slack.modal("USUN") is None
    assert entered.forges("UHE", f"places:{verb}", 1) == OUTSIDER_ZH
    assert entered.says("UHE", "地点清单") == OUTSIDER_ZH
    assert "*青山镇*" in entered.says("USUN", "地点清单")
    assert "[删除]" not in entered.says("USUN", "地点清单")


def test_a_late_press_removes_nothing_twice(entered):
    entered.says("UZHAO", "地点清单")
    pressed = entered.finds("UZHAO", "删除")
    for _ in range(2):
        entered.slack.presses("UZHAO", "DM", *pressed)
    assert "1 个" in entered.says("UZHAO", "地点清单")


def test_a_car_on_a_day_of_rest_is_advised_against_and_blocks_nothing(entered):
    entered.says("UZHANG", "周六去南山村走访，要车")
    assert "公务用车节假日封存（不少单位的惯例，以本单位规定为准）" in entered.card("UZHANG", "T-2")
    assert entered.says("UZHANG", "T-2派鲁A12345").endswith("车：鲁A12345")
    entered.says("ULIU", "trip to Nanshan on Saturday")
    assert "stand then" not in entered.card("ULIU", "T-3")


@pytest.mark.parametrize(
    "said", ["地点 青山镇 删掉", "删除地点 青山街道", "remove the place 青山镇"]
)
def test_a_place_is_removed_in_words(door, said):
    door.says("UZHAO", "登记地点 青山镇，又叫青山街道，属东平县")
    assert door.says("UZHANG", said).startswith("没有办：")
    assert door.says("UZHAO", said) == "已删除地点 青山镇。\n[撤回]"
    assert door.says("UZHAO", said).startswith("地点里没有")
    door.presses("UZHAO", "撤回")
    assert "青山镇" in door.says("UZHAO", "地点清单")
