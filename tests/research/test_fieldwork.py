"""A chosen topic is planned and in the field as its trips are; its card and its record say so."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.conftest import scene

TRIP = "R-1 周五去青山镇调研，4个人，下午5点回"
FRIDAY = datetime(2026, 11, 27, 8, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def state(door, who="UWANG"):
    return door.card(who, "R-1").split("\n")[0].rpartition("· ")[2]


def approves(door, number="T-2"):
    for who in ("UCHEN", "UZHAO", "UWANG"):
        door.says(who, f"批准 {number}")


@scene
def led(door):
    """李娜 leads R-1, and has a trip for it approved by the head of her section."""
    door.says("UZHANG", "提个调研题：老旧小区加装电梯为什么推不动")
    door.says("UWANG", "定 R-1，李娜牵头，12月15日前出报告")
    door.says("ULINA", "accept R-1")
    door.says("ULINA", "trip for R-1 to Qingshan on Friday with Sun Lei, back by five")
    door.says("ULINA", "send T-2 for approval")
    door.says("UCHEN", "批准 T-2")
    return door


@scene
def away(led):
    approves(led)
    led.waits_until(FRIDAY)
    led.says("ULINA", "T-2 we leave")
    return led


def test_it_is_planned_once_a_trip_is_approved_and_no_sooner(led):
    assert state(led) == "已确定"
    approves(led)
    assert state(led) == "已确定，出行已批"
    assert state(led, "ULINA") == "chosen, a trip is approved"
    led.waits_until(FRIDAY)
    led.says("ULINA", "T-2 we leave")
    assert state(led, "ULINA") == "fieldwork"
    assert "[Hand in the report]" in led.card("ULINA", "R-1")


def test_it_is_back_where_it_was_when_the_trip_is_called_off_or_a_step_taken_back(led):
    approves(led)
    led.waits_until(FRIDAY)
    led.says("ULINA", "T-2 we leave")
    led.presses("ULINA", "Undo", about="*T-2*")
    assert state(led) == "已确定，出行已批"
    led.says("ULINA", "call off T-2: the road is closed")
    assert state(led) == "已确定"
    led.presses("ULINA", "Undo", about="*T-2*")
    assert state(led) == "已确定，出行已批"


def test_it_stays_in_the_field_on_return_whoever_leads_it_and_when_its_draft_is_called_off(away):
    away.waits(days=2, hours=8)
    away.says("ULINA", "T-2 is back")
    assert state(away) == "调研中"
    away.says("UWANG", "R-1 换张伟牵头")
    assert state(away) == "已确定，待受领"
    away.says("UZHANG", "受领 R-1")
    assert state(away) == "调研中"
    away.presses("UZHANG", "起草报告", about="R-1")
    assert away.fills_in("UZHANG") == {}
    assert state(away) == "报告起草中"
    away.says("UWANG", "取消 D-3：先不写")
    away.waits(minutes=1)
    assert state(away) == "调研中"


def test_what_is_reported_stays_reported_whatever_becomes_of_a_trip(away):
    away.presses("ULINA", "Hand in the report", about="R-1")
    assert away.fills_in("ULINA", findings="half stall on one neighbour") == {}
    before = state(away)
    away.says("UWANG", "取消 T-2：提前结束")
    assert state(away) == before == "已出报告"


def test_the_record_says_so_as_what_nobody_did_and_nobody_takes_it_back(away):
    record = away.says("UWANG", "记录 R-1")
    assert "调研出行已批" in record
    assert "出发调研" in record
    assert "王建国 调研出行已批" not in record
    assert "[撤回]" not in away.card("UWANG", "R-1")
