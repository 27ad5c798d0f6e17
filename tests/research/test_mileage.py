"""The cars' ledger of a month: how often, how far, on how much; a trip not to be seen stays so."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAID = "*2026 年 11 月用车台账*\n鲁A12345 · 出车 2 次 · 240 公里 · 加油 28.5 升 · 1 次还没报里程"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def rows(door, who):
    [table] = [one for one in door._messages(who, "DM")[-1].blocks if one["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in table["rows"][1:]]


def approves(door, number):
    for who in ("UCHEN", "UZHAO", "UWANG"):
        door.says(who, f"批准 {number}")


@scene
def driven(door):
    """A trip that is settled; on Friday one for few, that has left; a third only planned."""
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    door.says("UZHANG", "明天上午9点去青山镇调研，下午5点回，要车")
    door.says("UZHANG", "T-1派鲁A12345")
    door.says("UZHANG", "T-1 送审")
    approves(door, "T-1")
    door.waits_until(at("11-26T09:00"))
    door.says("UZHANG", "T-1 出发，里程 10,000 公里")
    door.waits_until(at("11-26T17:10"))
    door.says("UZHANG", "back from T-1, odometer 10240")
    door.presses("UZHANG", "结清", about="T-1")
    assert door.fills_in("UZHANG", cost="120 元", fuel="不少") == {
        "fuel": "请用数字写升数，最多 999，例如 28.5。"
    }
    assert door.fills_in("UZHANG", fuel="28.5 升") == {}
    door.types("UZHANG", "/trip 周五去红岩村，2个人")
    door.fills_in("UZHANG", visibility="named", car="yes")
    door.says("UZHANG", "T-2派鲁A12345")
    door.says("UZHANG", "T-2 送审")
    approves(door, "T-2")
    door.says("UZHANG", "12月1日去南山村调研，要车")
    door.says("UZHANG", "T-3派鲁A12345")
    door.waits_until(at("11-27T09:00"))
    door.says("UZHANG", "T-2 出发")
    return door


@pytest.mark.parametrize(
    "said", ["用车台账", "11月用车台账", "本月的出车记录", "这个月车跑了多少公里"]
)
def test_what_was_driven_counts_and_what_is_planned_does_not(driven, said):
    assert driven.says("UZHAO", said).startswith(SAID)
    assert rows(driven, "UZHAO") == [
        ["11月26日 周四", "鲁A12345", "T-1", "青山镇", "张伟", "1", "240", "28.5", "120 元"],
        ["11月27日 周五", "鲁A12345", "T-2", "红岩村", "张伟", "2", "–", "–", "–"],
    ]


def test_of_a_trip_that_is_not_to_be_seen_only_that_the_car_was_out(driven):
    assert driven.says("ULINA", "car ledger for November").startswith(
        "*Ledger of the cars, 11/2026*\n鲁A12345 · out 2 times · 240 km · 28.5 l of fuel"
    )
    assert rows(driven, "ULINA")[1][2:5] == ["–", "–", "–"]
    driven.presses("ULINA", "As a file")
    driven.waits(minutes=1)
    book = load_workbook(BytesIO(list(driven.slack.files.values())[-1]))
    said = repr([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    assert "青山镇" in said
    assert "红岩村" not in said
    assert "T-2" not in said


def test_month_by_month(driven):
    assert driven.says("UZHAO", "上个月用车台账").startswith("*2026 年 10 月用车台账：没有出车。*")
    driven.presses("UZHAO", "下个月")
    assert driven.reads("UZHAO")[-1].startswith(SAID)
    assert "不是月份" not in driven.says("ULINA", "car ledger for October")
    assert driven.says("ULINA", "car ledger for Qingshan").startswith("“Qingshan” is no month.")
    assert "old" in driven.forges("ULINA", "mileage:of-month", 202613).lower()


@pytest.mark.parametrize(
    ("said", "head"),
    [
        ("车辆台账 13月", "“13月”不是月份。"),
        ("2027年1月用车台账", "“2027年1月”还没到。"),
        ("下个月的用车台账", "“下个月”还没到。"),
        ("十月用车台账", "*2026 年 10 月用车台账"),
        ("上月各车油耗多少", "*2026 年 10 月用车台账"),
        ("car ledger last month", "*2026 年 10 月用车台账"),
        ("what did the cars burn in October", "*2026 年 10 月用车台账"),
        ("用车台账 2025年3月", "*2025 年 3 月用车台账"),
    ],
)
def test_a_month_is_the_one_that_is_named_or_none(driven, said, head):
    assert driven.says("UZHAO", said).startswith(head)


def test_when_it_is_over_directors_get_it_once_and_nobody_else(driven):
    told = driven.waits_until(at("12-01T09:30"))
    got = [one.partition(":")[0] for one in told if "2026 年 11 月用车台账" in one]
    assert got == ["UZHAO"]
    assert not [one for one in driven.waits_until(at("12-31T18:00")) if "用车台账" in one]


def test_where_no_car_was_out_nobody_hears_of_it(door):
    door.says("UZHAO", "登记车辆 鲁A12345 4座")
    assert not [one for one in door.waits_until(at("12-01T12:00")) if "用车台账" in one]


def test_an_outsider_finds_no_trace_of_it(driven):
    assert driven.says("UHE", "用车台账") == OUTSIDER_ZH
    for verb in ("of-month", "before", "file"):
        assert driven.forges("UHE", f"mileage:{verb}", 202611) == OUTSIDER_ZH
    driven.waits(minutes=1)
    assert list(driven.slack.files) == []
