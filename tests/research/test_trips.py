"""Trips: a sentence is a plan, those in line approve it one by one, it is made and settled."""

from __future__ import annotations

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.matters.moves import open_to
from bot.research.trip_words import found, span
from bot.research.trips import KIND
from bot.who import days
from bot.who.lookups import standing
from handlers.clockwork import deliver
from handlers.slack.desk import Form
from handlers.slack.visit import Visit, answer
from storage.matters.followups import open_on
from storage.matters.matter import readers
from storage.research.trips import Trip, TripState
from storage.who.people import Person, everyone
from tests.conftest import WEDNESDAY, scene
from tests.door import OUTSIDER_ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAID = "后天上午8点半去青山镇调研，4个人，下午5点回，要车"
IN_ENGLISH = "Qingshan township on Friday with Li Na and Sun Lei, back by five, need a car"
UNKNOWN = "没有你能看到的 T-1。请核对编号，或者说 `我手上有什么`。"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def heads(door, who, number="T-1"):
    return door.card(who, number).split("\n")[0]


@scene
def planned(door):
    """张伟 goes to 青山镇 on Friday."""
    door.says("UZHANG", SAID)
    return door


@scene
def sent(planned):
    planned.presses("UZHANG", "送审")
    return planned


@scene
def approved(sent):
    """All three in line have approved it."""
    for who in ("UCHEN", "UZHAO", "UWANG"):
        sent.presses(who, "批准")
    return sent


# --- planned --------------------------------------------------------------------------------------


def test_a_sentence_is_a_plan_that_binds_nobody(planned):
    assert planned.card("UZHANG", "T-1") == (
        "🔎 *T-1*“青山镇调研” · 计划中\n"
        "青山镇 · 张伟 带队 · 11月27日 周五 08:30 前（还有 2 个工作日）\n"
        "11月27日 周五 08:30 – 17:00 · 张伟（共 4 人）\n"
        "要车\n"
        "[送审] [撤回] [修改] [派车] [取消出行 | 改期 | 口头同意 | 记录]"
    )
    assert [who for who in ("UCHEN", "UZHAO", "UWANG") if planned.reads(who)] == []
    assert "T-1“青山镇调研” · 出行送审" in planned.opens_home("UZHANG")


@pytest.mark.parametrize(
    ("said", "place", "purpose"),
    [
        ("下周五去白云村看看冬种，当天回，派个车", "白云村", "看看冬种"),
        ("明天去省厅汇报工作", "省厅", "汇报工作"),
        ("周四上午去北川县看看", "北川县", ""),
        ("I'd like to go to Nanshan on Friday to look at the sowing, back by five", "Nanshan",
         "look at the sowing"),
        ("Friday morning to Nanshan, see the new clinic, back by noon", "Nanshan",
         "see the new clinic"),
    ],
)  # fmt: skip
def test_what_it_is_for_is_not_lost_and_is_no_part_of_the_place(door, said, place, purpose):
    with door.bot.sessions() as session:
        office = days.of_office(session, SHANGHAI)
    meant = found(said, [], "UZHANG", WEDNESDAY, office)
    assert (meant["place"], meant.get("title", "")) == (place, purpose)


@pytest.mark.parametrize(
    ("said", "place", "leaves", "returns", "people", "heads", "car"),
    [
        (SAID, "青山镇", "11-27T08:30", "11-27T17:00", "UZHANG", "4", "yes"),
        (IN_ENGLISH, "Qingshan township", "11-27T08:30", "11-27T17:00", "UZHANG ULINA USUN", "",
         "yes"),
        ("我和李娜、孙磊周五去青山镇调研加装电梯", "青山镇", "11-27T08:30", "11-27T18:00",
         "UZHANG ULINA USUN", "", ""),
        ("李娜、孙磊12月1日至3日去南山镇蹲点", "南山镇", "12-01T08:30", "12-03T18:00",
         "ULINA USUN", "", ""),
        ("下周二到周四去北川县走访，带孙磊，不用车", "北川县", "12-01T08:30", "12-03T18:00",
         "UZHANG USUN", "", "no"),
        ("去青山镇调研 11月27日 8:30-17:00 用车", "青山镇", "11-27T08:30", "11-27T17:00",
         "UZHANG", "", "yes"),
        ("trip to Nanshan on 30 November 8:30, back at 17:00 by train, three people", "Nanshan",
         "11-30T08:30", "11-30T17:00", "UZHANG", "three", "no"),
        ("明天早上8点去红岩村调研，后天下午3点回", "红岩村", "11-26T08:00", "11-27T15:00", "UZHANG",
         "", ""),
        ("trip to Nanshan on Thursday, back on Friday by five with Sun Lei", "Nanshan",
         "11-26T08:30", "11-27T17:00", "UZHANG USUN", "", ""),
        ("周五下午2点去红岩村，周六中午回", "红岩村", "11-27T14:00", "11-28T12:00", "UZHANG", "",
         ""),
        ("下周二带孙磊去红岩村蹲点两天，要车", "红岩村", "12-01T08:30", "12-02T18:00",
         "UZHANG USUN", "", "yes"),
        ("两天后去红岩村蹲点", "红岩村", "11-27T08:30", "11-27T18:00", "UZHANG", "", ""),
        ("trip to Nanshan for three days from Monday with Sun Lei", "Nanshan",
         "11-30T08:30", "12-02T18:00", "UZHANG USUN", "", ""),
        ("trip to Nanshan on Monday for 2 days, back on Monday by five", "Nanshan",
         "11-30T08:30", "11-30T17:00", "UZHANG", "", ""),
        ("周四上午去北川县看看，12点前赶回来", "北川县", "11-26T08:30", "11-26T12:00",
         "UZHANG", "", ""),
        ("下周一去红岩村，带孙磊，9点半出发，中午返回，派个车", "红岩村", "11-30T09:30",
         "11-30T12:00", "UZHANG USUN", "", "yes"),
        ("明天下午去南山镇，要车", "南山镇", "11-26T14:00", "11-26T18:00", "UZHANG", "", "yes"),
        ("off to Nanshan on Friday with Sun Lei, departing at 10, return at three, car please",
         "Nanshan", "11-27T10:00", "11-27T15:00", "UZHANG USUN", "", "yes"),
        ("visit Nanshan on Monday morning, back for lunch", "Nanshan", "11-30T08:30",
         "11-30T12:00", "UZHANG", "", ""),
    ],
)  # fmt: skip
def test_what_a_sentence_says_of_a_trip(door, said, place, leaves, returns, people, heads, car):
    with door.bot.sessions() as session:
        office = days.of_office(session, SHANGHAI)
        meant = found(said, everyone(session), "UZHANG", WEDNESDAY, office)
    times = span(meant["leaves_at"], meant.get("returns_at", ""), WEDNESDAY, office)
    assert times == (at(leaves), at(returns))
    kept = {name: meant.get(name, "") for name in ("place", "people", "heads", "car")}
    assert kept == {"place": place, "people": people, "heads": heads, "car": car}


def test_a_time_that_is_for_neither_way_is_asked_about_and_plans_nothing(door):
    door.says("UZHANG", "周五去青山镇调研，下午2点开座谈会，下午3点半看现场，下午5点回，要车")
    with door.bot.sessions() as session:
        assert session.query(Trip).count() == 0
    door.presses("UZHANG", "打开表单")
    door.fills_in("UZHANG")
    assert "11月27日 周五 08:30 – 17:00 · 张伟" in door.card("UZHANG", "T-1")


@pytest.mark.parametrize(
    "said",
    [
        "昨天去青山镇调研了",
        "谁去青山镇调研？",
        "张伟去青山镇调研的报告写完了",
        "we should go to Qingshan and look into permits",
    ],
)
def test_what_tells_of_a_trip_plans_none(door, said):
    door.says("UZHANG", said)
    with door.bot.sessions() as session:
        assert session.query(Trip).count() == 0


def test_by_command_it_is_asked_for_what_is_lacking(door):
    door.types("ULINA", "/trip Hongyan village, three people")
    assert door.form("ULINA")["title"]["text"] == "A trip"
    errors = door.fills_in("ULINA", leaves_at="Friday 9am", returns_at="Friday 8am")
    assert list(errors) == ["returns_at"]
    assert "has to be later" in errors["returns_at"]
    assert door.fills_in("ULINA", returns_at="noon", heads="many") == {
        "heads": "Write a number from 1 to 99."
    }
    assert door.fills_in("ULINA", heads="3") == {}
    assert door.card("ULINA", "T-1").split("\n")[2] == (
        "Fri 27 Nov 09:00 – 12:00 · Li Na 李娜 (3 in all)"
    )


def test_only_heads_plan_a_trip_of_others(door):
    said = "李娜、孙磊周五去青山镇调研"
    assert door.says("UZHANG", said).startswith("请把自己列进出行的人。")
    assert door.says("UCHEN", said).split("\n")[1].startswith("青山镇 · Li Na 李娜 带队")


def test_it_is_planned_from_the_card_of_a_chosen_topic_and_stands_there(door):
    door.says("UWANG", "就定加装电梯那个题，让张伟牵头，12月18日前出报告")
    door.says("UZHANG", "受领 R-1")
    door.presses("UZHANG", "安排调研出行")
    assert door.fills_in("UZHANG", place="青山镇", leaves_at="周五上午8点半") == {}
    assert "为 R-1“加装电梯”" in door.card("UZHANG", "T-2")
    door.presses("UZHANG", "送审", about="T-2")
    assert "T-2“加装电梯” · 青山镇 · 11月27日 周五 08:30 – 18:00 · 张伟 · 待审批" in (
        door.card("UZHANG", "R-1")
    )


# --- approved, in order ---------------------------------------------------------------------------


def test_each_in_line_is_asked_after_the_one_before(sent):
    assert sent.card("UCHEN", "T-1") == (
        "🔎 *T-1*“青山镇调研” · 待审批\n"
        "青山镇 · 张伟 带队 · 11月27日 周五 08:30 前（还有 2 个工作日）\n"
        "11月27日 周五 08:30 – 17:00 · 张伟（共 4 人）\n"
        "要车\n"
        "依次审批：*陈静* → 赵敏 → 王建国\n"
        "[批准] [退回] [换人审批] [记录]"
    )
    assert sent.says("UZHAO", "批准 T-1") == "没有办：只有该审批的人可以这样做。"
    sent.says("UCHEN", "approve T-1")
    assert "依次审批：陈静 ✓ → *赵敏* → 王建国" in sent.card("UZHAO", "T-1")
    sent.says("UZHAO", "批准 T-1：早去早回")
    assert "“早去早回”" in sent.card("UWANG", "T-1")
    sent.presses("UWANG", "批准")
    assert heads(sent, "UZHANG") == "🔎 *T-1*“青山镇调研” · 已批准，待出发"


def test_a_second_press_approves_nothing_more(sent):
    sent.presses("UCHEN", "批准")
    assert "已经" in sent.forges("UCHEN", "trips:approve", 1) or "该审批" in sent.reads("UCHEN")[-1]
    assert "依次审批：陈静 ✓ → *赵敏* → 王建国" in sent.card("UZHANG", "T-1")


def test_nobody_approves_a_trip_they_go_on(door):
    door.says("UZHANG", "周五和陈静去青山镇调研")
    door.presses("UZHANG", "送审")
    assert "依次审批：*赵敏* → 王建国" in door.card("UZHANG", "T-1")
    assert door.forges("UCHEN", "trips:approve", 1).startswith("没有办")


def test_what_is_returned_or_changed_is_approved_anew(sent):
    sent.presses("UCHEN", "批准")
    sent.says("UZHAO", "退回 T-1：两个人就够了")
    assert heads(sent, "UZHANG") == "🔎 *T-1*“青山镇调研” · 计划中"
    assert "“两个人就够了”" in sent.card("UZHANG", "T-1")
    sent.presses("UZHANG", "修改")
    assert sent.fills_in("UZHANG", heads="2", people="UZHANG USUN") == {}
    sent.says("UZHANG", "T-1 送审")
    assert "依次审批：*陈静* → 赵敏 → 王建国" in sent.card("USUN", "T-1")


def test_the_office_settles_how_far_up_and_who_sees_to_the_money(door):
    assert door.says("UZHANG", "出行审批").split("\n") == [
        "出行审批：科室负责人，再由主任、领导。没有指定经费审批人。"
    ]
    door.says("UZHAO", "出行审批")
    door.presses("UZHAO", "修改")
    assert door.fills_in("UZHAO", until="director", finance="UZHOU") == {}
    door.says("UZHANG", SAID)
    door.presses("UZHANG", "修改")
    door.fills_in("UZHANG", budget="住宿 600")
    door.presses("UZHANG", "送审")
    assert "依次审批：*陈静* → 赵敏 → 周婷" in door.card("UZHANG", "T-1")
    assert "只有办公室主任" in door.forges("UZHANG", "trips:rules-change", "-")


def test_undo_takes_the_last_word_back(sent):
    sent.presses("UCHEN", "批准")
    sent.presses("UCHEN", "撤回")
    assert "依次审批：*陈静* → 赵敏 → 王建国" in sent.card("UZHANG", "T-1")


def test_a_leader_needs_nobody_and_is_told_who_comes_along(door):
    door.says("UWANG", "我和张伟、李娜、孙磊周五去青山镇调研")
    door.presses("UWANG", "送审")
    card = door.card("UWANG", "T-1")
    assert heads(door, "UWANG") == "🔎 *T-1*“青山镇调研” · 已批准，待出发"
    assert (
        "提醒：王建国 带 3 人，通常不超过 2 人（一些地方对部门负责人轻车简从的规定，数字可改）。"
        in card
    )


def test_the_same_place_the_same_week_is_said_and_blocks_nothing(approved):
    approved.says("ULINA", "trip to 青山镇 on Thursday with Sun Lei")
    card = approved.card("ULINA", "T-2")
    assert "Advice: T-1 goes to 青山镇 the same week, too (Fri 27 Nov 08:30, 张伟)" in card
    assert "(local rules: leaders not in one county in one week)" in card
    approved.presses("ULINA", "Send for approval")
    assert "to be approved" in heads(approved, "ULINA", "T-2")


# --- made, and settled ----------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["T-1 出发", "we leave on T-1", "T-1 回来了"])
def test_nobody_leaves_or_is_back_days_before_it_begins(approved, said):
    assert approved.says("UZHANG", said) == (
        "没有记：T-1 要 11月27日 周五 08:30 才出发。不去了就取消出行，换日子就改期。\n"
        "[取消出行] [改期]"
    )
    assert heads(approved, "UZHANG").endswith("已批准，待出发")
    assert approved.says("USUN", said).startswith("没有办")  # who does not go
    approved.waits_until(at("11-27T07:40"))
    approved.says("UZHANG", said)
    went = "在外" if said != "T-1 回来了" else "已批准，待出发"
    assert heads(approved, "UZHANG").endswith(went)


def test_out_back_and_settled_within_five_working_days(approved):
    approved.waits_until(at("11-27T08:10"))
    assert approved.says("UZHANG", "T-1 出发").startswith("张伟 出发去青山镇")
    assert heads(approved, "UCHEN") == "🔎 *T-1*“青山镇调研” · 在外"
    approved.waits_until(at("11-27T17:20"))
    approved.says("UZHANG", "T-1 回来了")
    assert approved.card("UZHANG", "T-1").split("\n")[:2] == [
        "🔎 *T-1*“青山镇调研” · 已返回，待结清",
        "青山镇 · 张伟 带队 · 12月4日 周五 18:00 前（还有 5 个工作日）",
    ]
    approved.says("UZHANG", "结清 T-1：860 元")
    card = approved.card("UZHANG", "T-1")
    assert card.startswith("✅")
    assert "花费 860 元" in card


def test_whoever_forgets_is_reminded_and_late_settling_goes_up_the_line(approved):
    eve = approved.waits_until(at("11-26T17:01"))
    assert [one.split("\n")[0] for one in eve if "T-1" in one] == [
        "UZHANG: ⏳ T-1“青山镇调研” · 出发 · 11月27日 周五 08:30（明天）"
    ]
    approved.waits_until(at("11-27T08:20"))
    approved.says("UZHANG", "T-1 出发")
    told = approved.waits_until(at("11-30T08:31"))
    assert [one.split("\n")[0] for one in told if "T-1" in one] == [
        "UZHANG: 🔴 T-1“青山镇调研” · 返回报到 · 11月27日 周五 17:00（逾期 1 个工作日）"
    ]
    approved.says("UZHANG", "T-1 回来了")
    late = approved.waits_until(at("12-08T08:31"))
    assert any(one.startswith("UCHEN") and "T-1" in one for one in late)


def test_a_trip_that_is_called_off_is_heard_of_by_all_in_line(approved):
    approved.says("UZHANG", "取消 T-1：路封了")
    told = "张伟 取消了去青山镇的出行 T-1“青山镇调研”。“路封了”"
    assert all(any(told in text for text in approved.reads(who)) for who in ("UCHEN", "UWANG"))
    assert approved.says("UZHANG", "T-1 出发").startswith("没有办：T-1 现在是“已取消”。")


def test_shorter_yes_longer_no(approved):
    assert "只能改早" in approved.says("UZHANG", "T-1提前到晚上9点返回")
    approved.says("UZHANG", "T-1提前到中午返回")
    assert "11月27日 周五 08:30 – 12:00" in approved.card("UZHANG", "T-1")


# --- who sees it ----------------------------------------------------------------------------------


def test_an_outsider_finds_no_trace_of_it(approved):
    assert approved.says("UHE", "T-1") == OUTSIDER_ZH
    assert approved.says("UHE", "谁在外面调研") == OUTSIDER_ZH
    assert OUTSIDER_ZH in approved.forges("UHE", "trips:out", 1)
    assert heads(approved, "UZHANG") == "🔎 *T-1*“青山镇调研” · 已批准，待出发"


def test_one_for_a_topic_of_few_is_seen_by_those_alone(door):
    door.types("UZHANG", "/trip 周五去青山镇，5个人")
    door.fills_in("UZHANG", visibility="named")
    assert door.says("ULINA", "T-1").startswith("There is no T-1 that you can see.")
    assert "T-1" not in door.says("ULINA", "who is on a trip")
    door.presses("UZHANG", "送审")
    door.says("UZHOU", "周五去青山镇调研，坐班车")
    assert "T-1" not in door.card("UZHOU", "T-2")


def test_what_is_over_is_neither_sent_nor_approved(sent):
    sent.says("ULINA", "trip to Nanshan on Thursday, back at five")
    sent.waits(days=6)
    assert "时间已过，不用再批了" in sent.says("UCHEN", "批准 T-1")
    assert "待审批" in heads(sent, "UZHANG")
    assert "nothing left to approve" in sent.says("ULINA", "send T-2 for approval")
    assert "being planned" in heads(sent, "ULINA", "T-2")
    sent.says("UCHEN", "退回 T-1：日子过了，改期")
    assert "计划中" in heads(sent, "UZHANG")


# --- its invariants -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_through_its_states(planned, seed):
    """Whatever is open is done, by whoever may: somebody owes it, or it is over; all who go read
    it; nobody approves twice, nor their own.
    """
    planned.waits_until(at("11-27T08:00"))
    chance = random.Random(seed)
    told = {"words": "好", "person": "ULIU", "cost": "800", "odometer_out": "1", "odometer_in": "9",
            "returns_at": "今天 17:00"}  # fmt: skip
    for _ in range(12):
        with planned.bot.sessions() as session:
            trip = session.get_one(Trip, 1)
            now = planned.clock.now()
            able = [
                (who.slack_id, move)
                for who in everyone(session)
                for move in open_to(KIND.moves, standing(session, who, now), trip, now)
                if move.verb not in ("edit", "cancel", "shorten")
            ]
        if not able:
            break
        who, move = chance.choice(able)
        asked = {"id": "1"} | {one.name: told[one.name] for one in move.told if one.name in told}
        done = answer(planned.bot, Visit(who, "form"), _of(planned, move.verb, asked))
        assert not isinstance(done, Form)
        deliver(planned.bot)
        _is_whole(planned)
    assert trip.state in (TripState.SETTLED, *KIND.stages)


def _of(door, verb, asked):
    handler = door.bot.handler(f"trips:{verb}")
    return lambda request, _: handler(request, asked)


def _is_whole(door):
    with door.bot.sessions() as session:
        trip = session.get_one(Trip, 1)
        owed = [one.person_id for one in open_on(trip.matter) if one.duty.startswith("trips.")]
        stage = KIND.stage(trip)
        assert owed == ([stage.holder(trip).slack_id] if stage else [])
        assert {*trip.people.split()} <= readers(session, trip.matter)
        agreed = trip.agreed.split()
        assert len(agreed) == len({*agreed})
        assert trip.matter.owner_id not in agreed
        assert session.get_one(Person, trip.matter.owner_id)
