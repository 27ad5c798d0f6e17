"""The roster: published as a difference, asked in any words, its gaps said as gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.duty.roster import span_of
from bot.language.workdays import Calendar
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

LINES = "11.25 王建国 李娜\n11.26 刘洋 孙磊\n11.28 王建国 张伟\n12.1 刘洋 李娜"


@scene
def published(door):
    """赵敏 has pasted a roster: Wednesday, Thursday, Saturday, and Tuesday next week."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    return door


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)


# --- published ----------------------------------------------------------------------------------


def test_nothing_counts_before_who_gains_and_who_loses_was_seen(published):
    published.types("UZHAO", "/duty 发布值班表", "DM")
    published.fills_in("UZHAO", lines="11.26 刘洋 张伟\n11.28 王建国 张伟")
    shown = published.reads("UZHAO")[-1]

    assert "*有 1 个班变化*" in shown
    assert "11月26日 周四 · 值班员 孙磊 → 张伟" in shown.replace("Sun Lei ", "")
    assert "孙磊" in published.says("UZHANG", "明天谁值班")
    published.presses("UZHAO", "发布")
    assert "张伟" in published.says("UZHANG", "明天谁值班")
    assert "− 11月26日 周四 · 值班员：你 → 张伟" in published.reads("USUN")[-1]
    assert "+ 11月26日 周四 · 值班员：孙磊 → 你" in "".join(published.reads("UZHANG"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("王建国 李娜", "开头没有日期"),
        ("12.2 王五 李娜", "不认识的人"),
        ("12.2", "没有写人"),
        ("12.2 王建国 李娜 孙磊", "只能有一位带班、一位值班"),
        ("12.3 王建国 李娜", "日期重复"),
        ("2.30 王建国 李娜", "没有这一天"),
        ("12.4 王建国 何斌", "不认识的人"),
    ],
)
def test_a_line_that_cannot_be_is_named_and_nothing_is_changed(published, line, why):
    published.types("UZHAO", "/duty publish", "DM")
    refused = published.fills_in("UZHAO", lines=f"12.3 刘洋 孙磊\n{line}")

    assert "第 2 行" in refused["lines"]
    assert why in refused["lines"]
    assert "空缺" in published.says("UZHANG", "12月3日谁值班")


def test_what_has_begun_is_past(published):
    published.waits_until(at("11-25T17:30"))
    published.types("UZHAO", "/duty publish", "DM")
    assert "已经开始" in published.fills_in("UZHAO", lines="11.25 王建国 孙磊")["lines"]


def test_only_the_director_publishes(published):
    assert "办公室主任" in published.says("UZHANG", "发布值班表：12.3 王建国 李娜")
    assert "办公室主任" in published.says("UZHANG", "排下个月的班")


def test_within_minutes_a_roster_is_taken_back(published):
    published.presses("UZHAO", "撤回")
    assert "还没有值班表" in published.says("UZHAO", "12月1日谁值班")
    assert "− Tue 1 Dec · Duty officer" in published.reads("ULINA")[-1]


def test_a_heading_is_no_line_and_a_leader_who_is_none_is_pointed_at(published):
    published.types("UZHAO", "/duty publish", "DM")
    published.fills_in("UZHAO", lines="值班表（12月上旬）\n12.8 李娜 孙磊")
    assert "⚠ 带班领导 Li Na 李娜" in published.reads("UZHAO")[-1]


# --- asked --------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["谁值班", "现在谁带班", "今晚谁值班？", "who's on duty?"])
def test_who_is_on_and_what_comes_next_to_the_minute(published, said):
    published.says("ULINA", "my phone is 0531 8600 0000")
    before = published.says("UZHANG", said)
    assert "11月25日 周三 17:00 起：\n带班领导：*王建国* · 到 11月26日 周四 09:00" in before
    assert "053186000000" in before
    published.waits_until(at("11-25T17:00"))
    on = published.says("UZHANG", said)
    assert "带班领导：*王建国* · 到 11月26日 周四 09:00" in on
    assert "李娜* · 053186000000 · 到" in on
    assert "接着，11月26日 周四 17:00 起" in on
    published.waits_until(at("11-26T09:00"))
    assert "现在没有值班" in published.says("UZHANG", said)


def test_numbers_never_leave_the_office(published):
    published.says("ULINA", "my phone is 0531 8600 0000")
    published.waits_until(at("11-25T18:00"))
    outside = published.says("UHE", "谁值班")
    assert "李娜" in outside
    assert "0531" not in outside


@pytest.mark.parametrize(
    "said",
    [
        "周六谁值班，电话多少",
        "11月28日哪位值班怎么联系",
        "who is on duty on Saturday and how do I reach them?",
        "who's on duty on Saturday, what's the number?",
    ],
)
def test_asked_how_they_are_reached_that_is_said_of_a_day_to_come_too(published, said):
    published.says("UZHANG", "我的电话 13905310000")
    told = published.says("USUN", said)
    assert "值班员 张伟 · 13905310000" in told
    assert "王建国" in told
    assert "13905310000" not in published.says("UHE", said)


def test_what_others_learn_is_the_offices_to_settle(published):
    published.waits_until(at("11-25T18:00"))
    assert "李娜" in published.says("UHE", "谁值班")
    published.types("UZHAO", "/duty 修改值班规则", "DM")
    assert published.fills_in("UZHAO", tells="no") == {}
    assert "外单位问谁值班：不告诉" in published.reads("UZHAO")[-1]
    assert published.says("UHE", "谁值班") == OUTSIDER_ZH
    assert "李娜" in published.says("UZHANG", "谁值班")


def test_at_night_with_nobody_it_is_a_gap_and_at_work_it_is_none(published):
    published.waits_until(at("11-27T18:00"))
    assert published.says("UZHANG", "谁值班").startswith("⚠ 带班领导：空缺\n⚠ 值班员：空缺\n")
    published.waits_until(at("11-30T10:00"))
    assert published.says("UZHANG", "谁值班").startswith("现在没有值班：正在上班")


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "周末谁值班",
            [
                "11月28日 周六（休） · 带班领导 王建国 · 值班员 张伟",
                "11月29日 周日（休） · ⚠ 带班领导空缺",
            ],
        ),
        ("国庆谁值班", ["10月1日 周五（法定假）", "10月3日 周日"]),
        (
            "元旦值班表",
            ["1月3日 周日（休）", "1月1日 周五（法定假） · ⚠ 带班领导空缺 · ⚠ 值班员空缺"],
        ),
        ("下周谁值班", ["11月30日 周一 · ⚠", "12月1日 周二 · 带班领导", "12月6日 周日（休）"]),
        ("/duty 12月1日", ["12月1日 周二 · 带班领导"]),
        ("本周谁值班", ["11月25日 周三 · 带班领导", "11月29日 周日（休） · ⚠"]),
    ],
)
def test_days_with_their_gaps(published, said, lines):
    told = (
        published.types("UZHANG", said, "DM") if said[0] == "/" else published.says("UZHANG", said)
    )
    for line in lines:
        assert line in told


@pytest.mark.parametrize("said", ["when am I on duty?", "when does my next shift start?"])
def test_ones_own(published, said):
    mine = published.says("ULINA", said)
    assert "Duty officer · Wed 25 Nov 17:00 – Thu 26 Nov 09:00" in mine
    assert "Duty officer · Tue 1 Dec 17:00 – Wed 2 Dec 09:00" in mine
    assert "没有班" in published.says("UCHEN", "我下周值班吗")


def test_a_colleagues_and_last_nights(published):
    assert "12月1日" in published.says("UZHANG", "李娜什么时候值班")
    published.waits_until(at("11-26T08:00"))
    assert "11月25日 周三 · 带班领导 王建国" in published.says("UZHANG", "昨晚谁值的班")


def test_others_learn_who_is_on_and_no_more(published):
    assert "12月1日" not in published.says("UHE", "12月1日谁值班")
    assert "空缺" not in published.says("UHE", "下周谁值班")


def test_without_a_roster_it_says_how_to_get_one(door):
    assert "/duty 发布值班表" in door.says("UZHANG", "谁值班")


# --- planned ------------------------------------------------------------------------------------


def test_a_month_is_planned_by_turns_and_leave_is_kept(door):
    door.says("UZHANG", "我12月1日到31日休假")
    plan = door.says("UZHAO", "排12月的班")
    assert "张伟" not in plan
    door.presses("UZHAO", "发布")
    december = door.says("UZHAO", "12月1日到31日谁值班")
    assert "空缺" not in december
    counts = [december.count(name) for name in ("陈静", "周婷", "李娜", "孙磊")]
    assert max(counts) - min(counts) <= 2
    officers = [line.rsplit("值班员 ", 1)[1] for line in december.splitlines() if "值班员 " in line]
    assert all(one != other for one, other in pairwise(officers))


def test_what_cannot_be_filled_is_named_with_its_reason(door):
    for who in ("UZHANG", "USUN", "UCHEN", "UZHOU", "ULINA"):
        door.says(who, "I am on leave on 3 Dec" if who == "ULINA" else "我12月3日休假")
    assert "12月3日 周四 · 值班员排不出：5 人休假" in door.says("UZHAO", "排下周的班")


def test_two_of_one_post_are_not_on_together_nor_whoever_has_a_text_due_in_the_morning(door):
    for who in ("USUN", "UCHEN", "UZHOU"):
        door.says(who, "我12月3日休假")
    door.says("UZHAO", "请张伟起草会议纪要，12月4日上午10点前交")
    assert "李娜" in door.says("UZHAO", "排12月3日的班")
    for lead in ("王建国", "刘洋", "赵敏"):
        door.says("UZHAO", f"{lead}和李娜互为AB角")
    plan = door.says("UZHAO", "排12月3日的班")
    assert "张伟" not in plan
    assert "AB 角当天值班" in plan


def test_how_far_duties_lie_apart_is_the_directors_to_say(door):
    assert "至少隔 2 天" in door.says("UZHAO", "值班间隔")
    assert "至少隔 5 天" in door.says("UZHAO", "两次值班至少隔5天")
    assert "1 到 14" in door.types("UZHAO", "/duty apart 40", "DM")
    assert "办公室主任" in door.says("UZHANG", "两次值班至少隔1天")
    plan = door.says("UZHAO", "排12月7日到11日的班")
    officers = [line.rsplit("值班员 ", 1)[1] for line in plan.splitlines() if "值班员 " in line]
    assert len(officers) == len({*officers}) == 5


# --- as it goes ---------------------------------------------------------------------------------


def test_reminded_taken_over_and_late_is_told(published):
    news = published.waits_until(at("11-25T16:30"))
    assert any(one.startswith("ULINA: ⏳ You are on duty: Duty officer") for one in news)
    assert "Too early: you can take over from" in published.says("ULINA", "taking over")
    published.waits_until(at("11-25T16:50"))
    published.says("ULINA", "log: 16:55 the province called")
    published.presses("ULINA", "Take over")
    assert "✅ You have taken over, until Thu 26 Nov 09:00" in published.reads("ULINA")[-1]
    news = published.waits_until(at("11-25T17:10"))
    assert any("没有接班：带班领导 王建国" in one for one in news if one.startswith("UZHAO"))
    assert not any("值班员" in one for one in news if one.startswith("UZHAO"))


def test_the_log_goes_on_to_whoever_takes_over(published):
    published.waits_until(at("11-25T17:00"))
    published.says("ULINA", "taking over")
    published.types("ULINA", "/duty log", "DM")
    published.fills_in("ULINA", words="The city wants the list back by ten", open="yes")
    published.waits_until(at("11-26T17:00"))
    published.says("USUN", "值班记录：省厅来电，待回复")
    taken = published.says("USUN", "接班")
    assert "省厅来电，待回复" in taken
    assert "⏳ 11月25日 周三 17:00 · The city wants the list back by ten" in taken
    published.presses("USUN", "办好了", about="The city wants")
    assert "The city wants the list back by ten（Li Na 李娜）· 待办" not in published.says(
        "USUN", "昨晚有什么事？"
    )


@pytest.mark.parametrize(
    "said", ["昨晚有事吗", "昨晚没事吧", "昨晚值班有什么情况", "did anything happen last night?"]
)
def test_asked_what_there_was_last_night_the_log_is_read(published, said):
    published.waits_until(at("11-25T17:00"))
    published.says("ULINA", "taking over")
    published.types("ULINA", "/duty log", "DM")
    published.fills_in("ULINA", words="The city wants the list back by ten", open="yes")
    published.waits_until(at("11-26T09:00"))
    assert "The city wants the list back by ten" in published.says("UZHANG", said)
    assert "The city" not in published.says("UHE", said)


def test_a_gap_of_tomorrow_is_told_once(published):
    news = published.waits_until(at("11-26T16:01"))
    told = [one for one in news if "没有人值班" in one]
    assert len(told) == 1
    assert told[0].startswith("UZHAO: 🔴 明天（11月27日 周五）没有人值班：带班领导 · 值班员")


def test_who_leaves_leaves_a_gap(published):
    published.changes("USUN", deleted=True)
    assert "⚠ 值班员空缺" in published.says("UZHANG", "明天谁值班")


# --- times --------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    zone=st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin"]),
)
def test_duty_ends_at_nine_and_no_two_days_overlap(day, zone):
    calendar = Calendar(ZoneInfo(zone))
    begins, ends = span_of(calendar, day)
    following, _ = span_of(calendar, day + timedelta(days=1))
    assert begins < ends <= following
    assert ends.astimezone(calendar.tz).hour == 9
    assert begins.astimezone(calendar.tz).hour == (17 if calendar.is_working(day) else 9)


def test_a_date_and_a_weekday_that_differ_are_two_days(published):
    assert published.says("UZHANG", "12月5日周日谁值班") == (
        "“12月5日周日”说的是两天：12月5日 周六 和 11月29日 周日。请只说其中一天。"
    )
