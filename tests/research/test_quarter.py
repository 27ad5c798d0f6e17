"""When a quarter is over leaders read how many were chosen of those wanted, and their days out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2027, 1, 4, 9, 30, tzinfo=SHANGHAI)


def notes(told):
    """Each as whoever gets it reads it, from its first line on."""
    found = [one for one in told if "🔎 2026 年第 4 季度调研" in one]
    return {one.partition(": ")[0]: one[one.index("🔎 2026") :] for one in found}


@scene
def out(door):
    """Two are proposed, one is chosen; the leader was in the field on three days, with 张伟."""
    door.says("UZHANG", "提个调研题：老旧小区加装电梯为什么推不动")
    door.says("USUN", "提个调研题：基层为什么老是重复填表")
    door.says("UWANG", "定 R-1，张伟牵头，12月18日前出报告")
    door.says("UWANG", "我和张伟下周二到周四去青山镇调研")
    door.presses("UWANG", "送审")
    door.waits_until(datetime(2026, 12, 1, 8, 30, tzinfo=SHANGHAI))
    door.says("UWANG", "T-3 出发")
    door.waits_until(datetime(2026, 12, 3, 18, 0, tzinfo=SHANGHAI))
    door.says("UWANG", "T-3 回来了")
    return door


@pytest.mark.parametrize(
    ("wanted", "head"),
    [
        ("每季度要1个调研题", "定了 1 个题，够了原想的 1 个。"),
        ("每季度要3个调研题", "定了 1 个题，原想 3 个。"),
        ("", "定了 1 个题。"),
    ],
)
def test_leaders_read_it_once_with_the_sources_and_their_own_days(out, wanted, head):
    if wanted:
        out.says("UWANG", wanted)
    told = notes(out.waits_until(NEW_YEAR))
    assert set(told) == {"UWANG"}
    assert told["UWANG"].split("\n")[:2] == [
        f"🔎 2026 年第 4 季度调研：{head}",
        "这一季度提了 2 个题。",
    ]
    assert "领导关注" in told["UWANG"]
    assert "你 2026 年外出调研 3 天；可参考每年 20 天（" in told["UWANG"]
    assert notes(out.waits(days=5)) == {}


def test_in_a_quarter_of_nothing_nobody_hears(door):
    assert notes(door.waits_until(NEW_YEAR)) == {}


def test_a_leader_asks_for_their_own_days_and_nobody_else_does(out):
    assert out.says("UWANG", "我今年调研了几天").startswith("你 2026 年外出调研 3 天")
    assert out.says("UZHANG", "我今年调研了几天").startswith("没有办：只有领导")
    assert out.says("UHE", "我今年调研了几天") == OUTSIDER_ZH


@pytest.mark.parametrize(
    "said", ["我这个季度还差几个题", "我这个季度调研了几天", "how am I doing this quarter?"]
)
def test_of_the_quarter_that_runs_a_leader_reads_how_far_it_is(out, said):
    out.says("UWANG", "每季度要2个调研题")
    assert out.says("UWANG", said) == (
        "🔎 第 4 季度到现在：想要 2 个题，定了 1 个，还差 1 个。\n"
        "这一季度提了 2 个题。\n"
        "你这一季度外出调研 3 天。只告诉你本人，不作评价。\n"
        "[看题库]"
    )
    assert out.says("UZHANG", said).startswith("没有办：只有领导")
