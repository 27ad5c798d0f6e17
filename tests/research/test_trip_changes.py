"""What is said of the money for a trip stands on its plan."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.research.trip_words import found
from bot.who import days
from storage.who.people import everyone
from tests.conftest import WEDNESDAY, scene

SHANGHAI = ZoneInfo("Asia/Shanghai")


@scene
def planned(door):
    """张伟 leads two to 青山镇 on Friday; 李娜 goes along."""
    door.says("UZHANG", "后天上午8点半去青山镇调研，带李娜，下午5点回，住宿800，交通400")
    return door


# --- money ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("后天去青山镇调研，预算三千", "预算 三千"),
        ("后天去青山镇调研两天，住宿800，交通400", "住宿 800\n交通 400"),
        ("trip to Nanshan on Friday, budget 3000 yuan", "budget 3000 yuan"),
        ("trip to Nanshan on Friday, 1,200 yuan for hotels", "hotels 1,200 yuan"),
        ("周五去青山镇，预算800到1000元", "预算 800到1000元"),
        ("周五去青山镇，经费从调研费里出", "经费从调研费里出"),
        ("周五去红岩村住宿2晚，8点走，12月1日回", ""),
    ],
)
def test_no_sum_that_is_said_is_lost(door, said, money):
    with door.bot.sessions() as session:
        office = days.of_office(session, SHANGHAI)
        meant = found(said, everyone(session), "UZHANG", WEDNESDAY, office)
    assert meant.get("budget", "") == money


def test_it_stands_on_the_card_and_in_the_form(planned):
    assert "经费：住宿 800、交通 400" in planned.card("UZHANG", "T-1")
    planned.presses("UZHANG", "修改")
    assert planned.fills_in("UZHANG", budget="住宿 600") == {}
    assert "经费：住宿 600" in planned.card("UZHANG", "T-1")
