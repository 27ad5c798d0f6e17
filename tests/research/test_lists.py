"""A list asks the database as much for many as for a few."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.statements import counted

TITLES = (
    "电梯加装",
    "重复填表",
    "审批窗口",
    "停车难",
    "学位不足",
    "快递车",
    "夜市噪音",
    "桥面破损",
)
PLACES = ("青山镇", "红岩村", "南山村", "北川县", "东平县", "西河镇", "石桥村", "柳林镇")


def adds(door, n: int) -> None:
    door.says("USUN", f"提个调研题：{TITLES[n]}")
    door.says("USUN", f"12月{n + 1}日去{PLACES[n]}调研，要车")
    door.says("UZHAO", f"登记地点 {PLACES[n]}，属清河市")


@scene
def few(door):
    door.says("UZHAO", "登记车辆 鲁A12345 4座")
    for n in range(2):
        adds(door, n)
    return door


@pytest.mark.parametrize("said", ["题库", "出行清单", "地点清单", "用车安排", "用车台账"])
def test_a_list_of_many_costs_no_more(few, said):
    before = cost(few, said)
    for n in range(2, len(TITLES)):
        adds(few, n)
    assert TITLES[-1] in few.says("UZHAO", "题库")
    assert cost(few, said) == before


def test_a_place_of_many_names_is_looked_for_once(few):
    one = cost(few, "登记地点 白云村，又叫白云")
    assert cost(few, "登记地点 黑水镇，又叫黑水、黑河、老黑、黑街、黑水关") == one


def test_the_week_of_the_cars_is_asked_for_in_one(few):
    with counted(few.bot.sessions) as sent:
        few.says("UZHAO", "用车安排")
    assert sum("trips.vehicle_id" in one or "SELECT trips" in one for one in sent) == 1


def cost(door, said: str) -> int:
    with counted(door.bot.sessions) as sent:
        door.says("UZHAO", said)
    return len(sent)
