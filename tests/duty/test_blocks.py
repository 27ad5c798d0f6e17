"""Special blocks: before the regular roster, seen first, set and ended as one, no turn moved."""

from __future__ import annotations

from tests.conftest import scene
from tests.duty.test_roster import LINES, at

TEAM = "11.28 刘洋 陈静\n11.29 刘洋 周婷"


@scene
def blocked(door):
    """A weekend has a team of its own; on Saturday others had been published."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.types("UZHAO", "/duty 设防汛专班", "DM")
    door.fills_in("UZHAO", name="防汛专班", lines=TEAM)
    return door


def test_it_is_seen_set_and_taken_back_as_one(blocked):
    shown = blocked.reads("UZHAO")[-1]
    assert "*防汛专班*，11月28日 周六 至 11月29日 周日：有 4 个班变化" in shown
    assert "⚠ 带班领导 王建国 → Liu Yang 刘洋（前后刚值过班） · 值班员 张伟 → 陈静" in shown
    assert "张伟" in blocked.says("UZHANG", "周末谁值班")
    blocked.presses("UZHAO", "设为专班")
    weekend = blocked.says("UZHANG", "周末谁值班")
    assert "值班员 陈静" in weekend
    assert "值班员 周婷" in weekend
    assert "− 11月28日 周六 · 值班员" in "".join(blocked.reads("UZHANG"))
    blocked.presses("UZHAO", "撤回")
    after = blocked.says("UZHANG", "周末谁值班")
    assert "带班领导 王建国 · 值班员 张伟" in after
    assert "11月29日 周日（休） · ⚠ 带班领导空缺 · ⚠ 值班员空缺" in after
    blocked.presses("UZHAO", "撤回")
    assert after == blocked.says("UZHANG", "周末谁值班")


def test_what_has_begun_stays_when_it_is_ended(blocked):
    blocked.presses("UZHAO", "设为专班")
    blocked.waits_until(at("11-28T10:00"))
    assert "防汛专班" in blocked.says("UCHEN", "有哪些专班")
    blocked.says("UZHAO", "有哪些专班")
    ended = blocked.says("UZHAO", "取消防汛专班")
    assert "已经取消了" in blocked.presses("UZHAO", "取消专班")
    assert "2 个班恢复原样" in ended
    weekend = blocked.says("UZHANG", "周末谁值班")
    assert "值班员 陈静" in weekend
    assert "11月29日 周日（休） · ⚠ 带班领导空缺" in weekend


def test_another_may_not_overlap_and_no_day_may_be_missing(blocked):
    blocked.presses("UZHAO", "设为专班")
    blocked.types("UZHAO", "/duty block", "DM")
    assert "已经占了" in blocked.fills_in("UZHAO", name="二", lines="11.29 刘洋 陈静")["lines"]
    blocked.types("UZHAO", "/duty block", "DM")
    again = blocked.fills_in("UZHAO", name="二", lines="12.4 刘洋 陈静\n12.6 刘洋 陈静")
    assert "缺 12月5日" in again["lines"]


def test_only_the_director_and_outsiders_find_no_trace(blocked):
    blocked.presses("UZHAO", "设为专班")
    assert "办公室主任" in blocked.says("UZHANG", "设春节专班")
    assert "防汛" not in blocked.says("UHE", "有哪些专班")


def test_its_days_move_nobodys_turn_and_are_not_planned(door):
    plain = door.says("UZHAO", "排12月1日到4日的班").splitlines()[1:5]
    door.types("UZHAO", "/duty 设防汛专班", "DM")
    door.fills_in("UZHAO", name="防汛专班", lines="11.27 王建国 李娜\n11.28 刘洋 孙磊")
    door.presses("UZHAO", "设为专班")
    assert door.says("UZHAO", "排12月1日到4日的班").splitlines()[1:5] == plain
