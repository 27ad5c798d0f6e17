"""A trip is moved to other days, led by another, agreed to in words first; its money is read."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.research import costs
from bot.research.trip_words import found
from bot.who import days
from storage.who.people import everyone
from tests.conftest import WEDNESDAY, scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
IN_LINE = ("UCHEN", "UZHAO", "UWANG")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def heads(door, who, number="T-1"):
    return door.card(who, number).split("\n")[0]


@scene
def planned(door):
    """张伟 leads two to 青山镇 on Friday; 李娜 goes along."""
    door.says("UZHANG", "后天上午8点半去青山镇调研，带李娜，下午5点回，住宿800，交通400")
    return door


@scene
def approved(planned):
    planned.says("UZHANG", "T-1 送审")
    for who in IN_LINE:
        planned.says(who, "批准 T-1")
    return planned


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
        ("周五去红岩村，住宿标准每人350", "住宿 每人350"),
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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("八百六十元", "860 元"),
        ("八百六", "860"),
        ("一万二千零五十元", "12050 元"),
        ("一万二", "12000"),
        ("八百零六元，三个人", "806 元，三个人"),
        ("1.2万元", "1.2万元"),
        ("600-860 元", "600-860 元"),
        ("住宿 600，交通 260，11-27 发票 2 张", "住宿 600，交通 260，11-27 发票 2 张"),
        ("860, receipts handed in", "860, receipts handed in"),
        ("票据已交", "票据已交"),
        ("860 元，票号 202611230001", "860 元，票号 202611230001"),
    ],
)
def test_what_it_cost_is_kept_as_a_sum(said, kept):
    assert costs.read(said) == kept


def test_what_it_cost_is_neither_less_than_nothing_nor_beyond_all_measure(approved):
    approved.waits_until(at("11-27T17:10"))
    approved.says("UZHANG", "T-1 回来了")
    wrong = "花费请写 0 到 1000000 元，例如 860 元；没有数就只写话，例如“票据已交”。"
    for said in ("-860 元", "负八百元", "99999999999 元", "200万元", "两百万元"):
        assert approved.says("UZHANG", f"结清 T-1：{said}") == wrong
    approved.presses("UZHANG", "结清", about="T-1")
    assert approved.fills_in("UZHANG", cost="-5") == {"cost": wrong}
    assert approved.fills_in("UZHANG", cost="八百六十元") == {}
    assert "花费 860 元" in approved.card("UZHANG", "T-1")


# --- other days -----------------------------------------------------------------------------------


def test_moved_it_takes_as_long_and_is_approved_anew(approved):
    said = approved.says("ULINA", "move T-1 to Monday")
    assert "Mon 30 Nov 08:30 to Mon 30 Nov 17:00. It is to be approved anew." in said
    assert heads(approved, "UZHANG").endswith("计划中")
    assert all("改到 11月30日 周一 08:30" in approved.reads(who)[-1] for who in IN_LINE)
    approved.presses("ULINA", "Undo")
    assert heads(approved, "UZHANG").endswith("已批准，待出发")
    assert "11月27日 周五 08:30 – 17:00" in approved.card("UZHANG", "T-1")


def test_without_its_number_it_is_offered(approved):
    assert "*出行改期* · T-1" in approved.says("UZHANG", "把去青山镇的行程改到下周一")
    approved.presses("UZHANG", "就这样")
    assert "11月30日 周一 08:30 – 17:00" in approved.card("UZHANG", "T-1")


@pytest.mark.parametrize("said", ["put T-1 off by a week", "T-1 推迟一周"])
def test_so_much_later_is_counted_from_when_it_leaves(approved, said):
    approved.says("UZHANG", said)
    for label in ("就这样", "出行改期"):
        if f"[{label}]" in approved.reads("UZHANG")[-1]:
            approved.presses("UZHANG", label)
    assert "12月4日 周五 08:30 – 17:00" in approved.card("UZHANG", "T-1")


def test_in_its_form_the_return_may_be_another_and_the_same_days_are_refused(approved):
    approved.presses("UZHANG", "改期")
    errors = approved.fills_in("UZHANG", leaves_at="周五")
    assert errors["leaves_at"].startswith("现在定的就是 11月27日 周五 08:30")
    assert approved.fills_in("UZHANG", leaves_at="下周二", returns_at="周三中午") == {}
    assert "12月1日 周二 08:30 至 12月2日 周三 12:00" in approved.card("UZHANG", "T-1")


def test_who_does_not_go_moves_nothing(approved):
    assert approved.says("USUN", "把T-1改到下周一").startswith("没有办")
    assert approved.says("UHE", "把T-1改到下周一") == OUTSIDER_ZH
    assert heads(approved, "UZHANG").endswith("已批准，待出发")


# --- another leads it -----------------------------------------------------------------------------


def test_whoever_cannot_go_hands_the_lead_to_another_who_goes(approved):
    approved.says("UZHANG", "我不去了，T-1 由李娜带队")
    card = approved.card("ULINA", "T-1").split("\n")
    assert card[1].startswith("青山镇 · Li Na 李娜 leads")
    assert card[2].endswith("Li Na 李娜 (1 person)")
    assert all("请 Li Na 李娜 带队" in approved.reads(who)[-1] for who in IN_LINE)
    assert "换人带队" in approved.says("UZHANG", "记录 T-1")
    approved.presses("UZHANG", "撤回")
    assert "张伟 带队" in approved.card("UZHANG", "T-1")
    assert "张伟、Li Na 李娜（共 2 人）" in approved.card("UZHANG", "T-1")


def test_whoever_goes_on_goes_along_and_only_who_goes_can_lead(approved):
    assert approved.says("UZHANG", "T-1 改由孙磊带队").startswith("孙磊 不在出行的人里。")
    assert approved.says("ULINA", "Li Na leads T-1 instead of me").startswith("Not done")
    approved.presses("UZHANG", "换人带队")
    assert approved.fills_in("UZHANG", person="ULINA") == {}
    assert "Li Na 李娜 leads" in approved.card("ULINA", "T-1")
    assert "张伟, Li Na 李娜 (2 in all)" in approved.card("ULINA", "T-1")


def test_where_nobody_else_goes_nobody_can_lead_it(door):
    door.says("USUN", "周五去红岩村调研")
    assert "换人带队" not in door.card("USUN", "T-1")
    assert door.says("USUN", "T-1 改由李娜带队").startswith("T-1 没有别人去。")


# --- very urgent: in words first ------------------------------------------------------------------


def test_agreed_to_in_words_it_goes_and_is_signed_once_it_is_back(planned):
    planned.says("UZHANG", "T-1 赵敏口头同意：泵站要抢修")
    assert heads(planned, "UZHANG").endswith("已批准，待出发")
    assert "赵敏 已口头同意，回来后补批" in planned.card("UZHANG", "T-1")
    assert all("赵敏 已口头同意出行 T-1" in planned.reads(who)[-1] for who in IN_LINE)
    planned.waits_until(at("11-27T17:10"))
    planned.says("UZHANG", "T-1 回来了")
    assert heads(planned, "UZHANG").endswith("已返回，待补批")
    assert planned.says("UZHANG", "结清 T-1：860 元").startswith("没有办")
    for who in IN_LINE:
        planned.says(who, "批准 T-1")
    assert heads(planned, "UZHANG").endswith("已返回，待结清")
    planned.says("UZHANG", "结清 T-1：860 元")
    assert heads(planned, "UZHANG").startswith("✅")


def test_said_in_other_words_it_is_the_same(planned):
    planned.says("UZHANG", "T-1 等不及了，赵敏电话里批了：现场要拆了")
    assert "赵敏 已口头同意，回来后补批" in planned.card("UZHANG", "T-1")


def test_whoever_is_said_to_have_agreed_may_say_no(planned):
    planned.says("UZHANG", "T-1 王建国口头同意：泵站要抢修")
    planned.says("UWANG", "取消 T-1：我没有同意")
    assert heads(planned, "UZHANG").endswith("已取消")


@scene
def said_to_be_agreed(planned):
    planned.says("UZHANG", "T-1 王建国口头同意：泵站要抢修")
    return planned


@pytest.mark.parametrize("said", ["我没有同意过 T-1", "I did not agree to T-1"])
def test_before_it_leaves_it_is_a_plan_again_and_all_hear(said_to_be_agreed, said):
    door = said_to_be_agreed
    assert door.says("UZHAO", said).startswith("没有办：只有登记为口头同意的人")
    told = "王建国 没有口头同意过出行 T-1“青山镇调研”。现在又是计划，要送审。"
    assert told in door.says("UWANG", said)
    assert heads(door, "UZHANG").endswith("计划中")
    assert "口头同意" not in door.card("UZHANG", "T-1").split("[")[0]
    assert all(told in door.reads(who)[-1] for who in ("UCHEN", "UZHAO", "UZHANG"))
    assert "没有口头同意过" in door.says("UZHANG", "记录 T-1")
    door.presses("UWANG", "撤回")
    assert heads(door, "UZHANG").endswith("已批准，待出发")
    assert "王建国 已口头同意" in door.card("UZHANG", "T-1")


def test_once_it_is_back_that_stands_on_it_and_the_others_sign(said_to_be_agreed):
    door = said_to_be_agreed
    door.waits_until(at("11-27T17:10"))
    door.says("UZHANG", "T-1 回来了")
    door.says("UCHEN", "批准 T-1")
    door.presses("UWANG", "没有同意过", about="*T-1*")
    assert door.fills_in("UWANG", words="没有人给我打过电话") == {}
    card = door.card("UZHANG", "T-1")
    assert "王建国 说没有口头同意过" in card
    assert "依次审批：陈静 ✓ → *赵敏*" in card
    assert "王建国 →" not in card
    assert "已记在卡片上" in door.reads("UZHAO")[-1]
    door.says("UZHAO", "批准 T-1")
    assert heads(door, "UZHANG").endswith("已返回，待结清")
    door.says("UZHANG", "结清 T-1：860 元")
    assert "王建国 说没有口头同意过" in door.card("UZHANG", "T-1")


@pytest.mark.parametrize(
    ("person", "why"), [("ULINA", "就是出行的人"), ("USUN", "孙磊 不审批出行。")]
)
def test_only_who_approves_trips_agrees(planned, person, why):
    planned.presses("UZHANG", "口头同意")
    errors = planned.fills_in("UZHANG", person=person, words="泵站要抢修")
    assert why in errors["person"]
    assert heads(planned, "UZHANG").endswith("计划中")


def test_in_words_it_needs_a_reason_and_can_be_taken_back(planned):
    planned.says("UZHANG", "T-1 赵敏口头同意")
    planned.presses("UZHANG", "打开表单")
    assert planned.fills_in("UZHANG", words="泵站要抢修") == {}
    planned.presses("UZHANG", "撤回")
    assert heads(planned, "UZHANG").endswith("计划中")


# --- on long ways ---------------------------------------------------------------------------------


def test_on_a_long_way_the_train_is_advised_with_its_source(door):
    door.says("UZHANG", "下周二去北川县走访两天，要车")
    assert "2 天要用车；长途优先坐公共交通（不少单位的公务用车规定" in door.card("UZHANG", "T-1")
    door.says("UZHANG", "下周五去青山镇，要车")
    assert "长途" not in door.card("UZHANG", "T-2")
