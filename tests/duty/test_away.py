"""Leave and duty know each other; whoever leaves for good leaves gaps that are said at once."""

from __future__ import annotations

from tests.conftest import scene
from tests.duty.test_roster import at


@scene
def published(door):
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.25 王建国 李娜\n11.26 刘洋 孙磊\n12.1 刘洋 李娜")
    door.presses("UZHAO", "发布")
    door.waits(minutes=1)
    return door


def test_leave_over_a_duty_says_so_at_once_and_offers_a_swap(published):
    said = published.says("ULINA", "I am on leave from 30 Nov to 3 Dec")
    assert "⚠ You are on duty then: Tue 1 Dec, Duty officer." in said
    told = published.reads("UZHAO")[-1]
    assert "李娜 休假，这期间有班：\n• 12月1日 周二 · 值班员\n[补上]" in told

    published.presses("ULINA", "Swap Tue 1 Dec")
    assert published.fills_in("ULINA", people=["USUN"]) == {}
    published.presses("USUN", "同意换班")
    assert "孙磊" in published.says("UZHAO", "12月1日谁值班")


def test_leave_without_a_duty_says_nothing_of_it(published):
    said = published.says("UZHANG", "我12月1日休假")
    assert "值班" not in said
    assert "换" not in said
    assert "张伟 休假" not in "".join(published.reads("UZHAO"))


def test_whoever_is_on_leave_stands_out_before_a_roster_counts(published):
    published.says("UZHANG", "我12月3日休假")
    published.types("UZHAO", "/duty publish", "DM")
    published.fills_in("UZHAO", lines="12.2 王建国 张伟\n12.3 王建国 张伟")
    first, second = published.reads("UZHAO")[-1].split("\n")[1:3]
    assert "休假" not in first
    assert "⚠ 值班员 张伟（当天休假）" in second


def test_who_leaves_the_workspace_leaves_gaps_that_are_said_in_the_same_minute(published):
    published.waits_until(at("11-25T23:10"))
    published.changes("ULINA", deleted=True)
    gaps = next(one for one in published.reads("UZHAO") if "没有人" in one)
    assert "李娜 已离开本办公室，这些班现在没有人：" in gaps
    assert "• 11月25日 周三 · 值班员\n• 12月1日 周二 · 值班员" in gaps
    assert "这些班现在没有人" in published.reads("UWANG")[-1]
    assert "没有人" not in "".join(published.reads("UZHANG"))

    published.presses("UZHAO", "补上")
    assert published.fills_in("UZHAO", lines="2026-12-01 刘洋 孙磊") == {}
    published.presses("UZHAO", "发布")
    assert "孙磊" in published.says("UZHAO", "12月1日谁值班")


def test_who_leaves_without_a_duty_leaves_no_gap(published):
    published.changes("UZHANG", deleted=True)
    assert "已离开" in published.reads("UZHAO")[-1]
    assert "这些班" not in published.reads("UZHAO")[-1]


def test_who_is_no_longer_of_the_office_leaves_gaps_too(published):
    published.forges("UZHAO", "people:post", "-")
    assert published.fills_in("UZHAO", person="USUN", role="outsider") == {}
    assert "这些班现在没有人" in published.reads("UWANG")[-1]


def test_a_roster_nobody_is_in_is_a_gap_each_evening_once(published):
    published.waits_until(at("12-05T15:59"))
    news = published.waits_until(at("12-05T16:00"))
    assert [line for line in news if "没有人值班：带班领导 · 值班员" in line]
    assert not [line for line in published.waits_until(at("12-05T18:00")) if "没有人值班" in line]
