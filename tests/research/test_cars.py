"""Cars: a table of days to press; seats are counted, conflicts said, the driver is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from storage.research.trips import Trip
from tests.conftest import WEDNESDAY, scene
from tests.databases import together
from tests.door import OUTSIDER_ZH, Door

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAID = "后天上午8点半去青山镇调研，3个人，下午5点回，要车"
SLIP = "🔎 派车单：鲁A12345，11月27日 周五 08:30 至 11月27日 周五 17:00，去青山镇，张伟 一行 3 人。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def vehicles(door):
    """Which trip has which car."""
    with door.bot.sessions() as session:
        return {one.matter.number: one.vehicle_id for one in session.query(Trip).order_by(Trip.id)}


def plays(door):
    """One car of four seats, driven by 周婷; 张伟 plans a trip of three on Friday."""
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    door.says("UZHANG", SAID)
    return door


@scene
def pooled(door):
    return plays(door)


@scene
def booked(pooled):
    pooled.presses("UZHANG", "派车")
    pooled.presses("UZHANG", "就派它")
    return pooled


@scene
def driven(booked):
    booked.presses("UZHANG", "送审")
    for who in ("UCHEN", "UZHAO", "UWANG"):
        booked.presses(who, "批准", about="T-1")
    return booked


# --- the pool -------------------------------------------------------------------------------------


def test_the_pool_is_kept_by_the_director(pooled):
    assert "只有办公室主任" in pooled.says("UZHANG", "登记车辆 鲁B777 12座")
    assert "登记过" in pooled.says("UZHAO", "登记车辆 鲁A12345 7座")
    pooled.types("UZHAO", "/trip 用车安排", "DM")
    pooled.presses("UZHAO", "登记车辆")
    assert list(pooled.fills_in("UZHAO", name="鲁B777", seats="many")) == ["seats"]
    assert pooled.fills_in("UZHAO", seats="12") == {}
    pooled.types("UZHAO", "/trip cars", "DM")
    pooled.presses("UZHAO", "修改、停用")
    pooled.presses("UZHAO", "修改", about="鲁A12345")
    assert pooled.fills_in("UZHAO", seats="5") == {}
    assert pooled.reads("UZHAO")[-1] == ("已登记：鲁A12345 · 5 座 · 司机：周婷\n[撤回]")


def test_a_day_in_the_table_begins_a_trip(booked):
    booked.types("ULINA", "/trip cars", "DM")
    shown = booked._messages("ULINA", "DM")[-1].blocks
    [table] = [one for one in shown if one["type"] == "table"]
    cells = [[cell["text"] for cell in row] for row in table["rows"]]
    assert cells[0] == ["Day", "鲁A12345 (4)"]
    assert cells[3] == ["Fri 27 Nov", "T-1 青山镇 08:30–17:00 3/4"]
    assert cells[4] == ["Sat 28 Nov", "free"]
    booked.presses("ULINA", "Mon 30 Nov")
    assert booked.fills_in("ULINA", place="Nanshan") == {}
    assert booked.card("ULINA", "T-2").split("\n")[2:4] == [
        "Mon 30 Nov 08:30 – 18:00 · Li Na 李娜 (1 person)",
        "Needs a car",
    ]


# --- given to a trip ------------------------------------------------------------------------------


def test_seats_are_counted_and_conflicts_said(booked):
    booked.says("ULINA", "Hongyan village on Friday, back by five, need a car")
    refused = (
        "Not booked: 张伟 has 鲁A12345 from Fri 27 Nov 08:30 to Fri 27 Nov 17:00. "
        "Choose another car, or another time."
    )
    assert booked.says("ULINA", "T-2 takes car 鲁A12345") == refused
    booked.presses("ULINA", "Car")
    assert "taken by 张伟, Fri 27 Nov 08:30 to Fri 27 Nov 17:00" in booked.reads("ULINA")[-1]
    assert "[This one]" not in booked.reads("ULINA")[-1]
    booked.says("USUN", "12月1日去红岩村调研，5个人，要车")
    assert booked.says("USUN", "T-3派鲁A12345").startswith(
        "没有派：鲁A12345 只有 4 座，要坐 5 人。"
    )
    assert vehicles(booked) == {"T-1": 1, "T-2": None, "T-3": None}


def test_the_same_place_at_about_the_same_time_may_share_it(booked):
    booked.says("USUN", "周五上午9点去青山镇回访，下午5点回，要车")
    assert "张伟 的 T-1 差不多同时坐 鲁A12345 去青山镇，座位够，可以同车。" in booked.card(
        "USUN", "T-2"
    )
    booked.presses("USUN", "派车")
    booked.presses("USUN", "同车")
    assert "车：鲁A12345，与 张伟 的 T-1 同车" in booked.card("USUN", "T-2")
    assert any("孙磊 一行 1 人与 T-1“青山镇调研”同车" in one for one in booked.reads("UZHANG"))
    booked.says("ULIU", "周五上午9点去青山镇回访，下午5点回，要车")  # no seat is left
    assert "share it" not in booked.card("ULIU", "T-3")
    booked.says("UZHANG", "取消 T-1：路封了")
    assert "车：鲁A12345，司机 周婷" in booked.card("USUN", "T-2")


@pytest.mark.parametrize(
    ("who", "said", "first", "second"),
    [
        ("USUN", "T-2改到周五下午2点", {"T-1": 1, "T-2": None}, "用不了 鲁A12345 了"),
        ("USUN", "T-2改到下周一", {"T-1": 1, "T-2": 1}, "\n车：鲁A12345，司机 周婷\n"),
        ("UZHANG", "T-1改到下周一", {"T-1": 1, "T-2": 1}, "派了车 鲁A12345"),
    ],
)
def test_who_goes_at_another_time_no_longer_shares_it(booked, who, said, first, second):
    booked.says("USUN", "周五上午9点去青山镇回访，下午5点回，要车")
    booked.presses("USUN", "派车")
    booked.presses("USUN", "同车")
    assert "与 张伟 的 T-1 同车" in booked.card("USUN", "T-2")
    booked.says(who, said)
    assert vehicles(booked) == first
    assert "同车" not in booked.card("USUN", "T-2")
    assert any(second in one for one in booked.reads("USUN"))


def test_what_is_kept_of_the_pool_is_taken_back(booked):
    booked.says("UZHAO", "登记车辆 鲁B777 12座")
    booked.presses("UZHAO", "撤回")
    assert "鲁B777" not in booked.says("UZHAO", "用车安排")
    booked.types("UZHAO", "/trip cars", "DM")
    booked.presses("UZHAO", "修改、停用")
    booked.presses("UZHAO", "修改", about="鲁A12345")
    booked.fills_in("UZHAO", name="鲁A999", seats="6")
    assert "*鲁A12345* · 4 座 · 司机：周婷" in booked.presses("UZHAO", "撤回")
    booked.says("UZHANG", "T-1 不用车")
    booked.says("UZHAO", "登记车辆 鲁C1 4座")
    booked.says("UZHANG", "T-1派鲁C1")
    assert "之后又改过" in booked.presses("UZHAO", "撤回", about="鲁C1")


def test_the_driver_hears_once_it_is_approved_and_whenever_it_changes(driven):
    assert driven.reads("UZHOU") == [SLIP]
    driven.says("UZHANG", "T-1提前到下午3点返回")
    changed = SLIP.replace("派车单：", "派车单有变：").replace("17:00", "15:00")
    assert driven.reads("UZHOU")[-1] == changed
    driven.says("UZHANG", "取消 T-1：路封了")
    assert driven.reads("UZHOU")[-1].startswith("不用出车了：")
    driven.presses("UZHANG", "撤回")
    assert driven.reads("UZHOU")[-1].startswith("🔎 派车单：")
    assert len(driven.reads("UZHOU")) == 4


def test_what_no_longer_fits_is_given_up(booked):
    booked.presses("UZHANG", "修改")
    assert booked.fills_in("UZHANG", heads="6") == {}
    assert vehicles(booked) == {"T-1": None}
    assert "要车" in booked.card("UZHANG", "T-1").split("\n")
    assert any("用不了 鲁A12345 了" in one for one in booked.reads("UZHANG"))


def test_it_is_given_back_and_that_is_taken_back(booked):
    booked.says("UZHANG", "T-1 不用车")
    assert vehicles(booked) == {"T-1": None}
    booked.presses("UZHANG", "撤回")
    assert vehicles(booked) == {"T-1": 1}


def test_the_odometer_is_read_and_the_next_trip_begins_with_it(driven):
    driven.waits_until(at("11-27T08:20"))
    driven.says("UZHANG", "T-1 出发，里程45210")
    driven.waits_until(at("11-27T17:20"))
    driven.says("UZHANG", "T-1 回来了")
    assert driven.says("UZHANG", "结清 T-1：860 元").startswith("用了车，要填里程表读数")
    driven.presses("UZHANG", "结清")
    assert driven.fills_in("UZHANG", cost="860 元", odometer_in="45100") == {
        "odometer_in": "出发时是 45210，返回的读数不能更小。"
    }
    assert driven.fills_in("UZHANG", odometer_in="45388") == {}
    assert "行驶 178 公里\n花费 860 元" in driven.card("UZHANG", "T-1")


def test_only_whoever_goes_or_directs_gives_it_a_car(pooled):
    assert pooled.says("USUN", "T-1派鲁A12345").startswith("没有办：只有出行的人和安排的人")
    assert pooled.says("UZHAO", "T-1派鲁A12345").endswith("车：鲁A12345")
    assert pooled.says("UHE", "用车安排") == OUTSIDER_ZH
    assert OUTSIDER_ZH in pooled.forges("UHE", "cars:release", 1)
    assert vehicles(pooled) == {"T-1": 1}


def test_a_trip_that_is_not_to_be_seen_is_only_taken(pooled):
    pooled.presses("UZHANG", "取消出行")
    pooled.fills_in("UZHANG")
    pooled.types("UZHANG", "/trip 周五去青山镇，2个人")
    pooled.fills_in("UZHANG", visibility="named", car="yes")
    pooled.says("UZHANG", "T-2派鲁A12345")
    said = pooled.types("ULINA", "/trip cars", "DM")
    assert "T-2" not in said
    [table] = [one for one in pooled._messages("ULINA", "DM")[-1].blocks if one["type"] == "table"]
    assert table["rows"][3][1]["text"] == "taken 08:30–18:00 2/4"


# --- at the same moment ---------------------------------------------------------------------------


@pytest.fixture
def crowd(sessions) -> Iterator[Door]:
    opened = Door(sessions, WEDNESDAY)
    opened.casts()
    yield plays(opened)
    opened.closes()


def test_of_two_who_want_one_car_at_the_same_moment_one_has_it(crowd):
    crowd.says("USUN", "周五上午8点半去红岩村调研，下午5点回，要车")
    both = ("UZHANG", "USUN")
    for who in both:
        crowd.presses(who, "派车")
    taken = [crowd.finds(who, "就派它") for who in both]
    together(2, lambda n: crowd.slack.presses(both[n], "DM", *taken[n]))
    assert sorted(map(bool, vehicles(crowd).values())) == [False, True]
    together(2, lambda n: crowd.slack.presses(both[0], "DM", *taken[0]))
    assert sorted(map(bool, vehicles(crowd).values())) == [False, True]


@pytest.mark.parametrize(
    "said", ["停用鲁A12345", "停用车辆 鲁A12345", "take car 鲁A12345 out of use"]
)
def test_a_car_is_taken_out_of_use_in_words(door, said):
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    assert door.says("USUN", said).startswith("没有办：")
    assert door.says("UZHAO", said) == "鲁A12345 已停用。\n[撤回]"
    door.presses("UZHAO", "撤回")
    assert "没有登记 鲁B99999 这辆车" in door.says("UZHAO", "停用鲁B99999")
