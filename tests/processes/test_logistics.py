"""Rooms, repairs, petitions for equipment: what stands against it, what was before."""

from __future__ import annotations

import pytest

from storage.processes.cases import Case
from tests.conftest import scene

ROOM = "周五下午2点订一号会议室2小时：预算碰头会"


@scene
def booked(door):
    """陈静 has room 1 on Friday from two to four."""
    door.says("UCHEN", ROOM)
    return door


def test_a_room_is_booked_in_a_sentence_and_listed_with_its_time(booked):
    card = booked.card("UCHEN", "K-1")
    assert "会议室：一号会议室 · 开始时间：11月27日 周五 14:00 · 用几个小时：2" in card
    assert "▸ *备好会场* 陈静，11月27日 周五 13:00 ○ 交还" in card
    listed = booked.says("UZHAO", "会议室预订在办")
    assert "一号会议室，11月27日 周五 14:00 至 11月27日 周五 16:00" in listed


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ("book room 1 for 2 hours: interviews, Friday 3pm", False),
        ("book room 1 for 2 hours: interviews, Friday 1pm", False),
        ("book room 1 for 2 hours: interviews, Friday 4pm", True),
        ("book room 1 for 2 hours: interviews, Friday noon", True),
        ("book room 2 for 2 hours: interviews, Friday 3pm", True),
        ("book room 1 for 2 hours: interviews, Thursday 3pm", True),
    ],
)
def test_a_room_is_given_once_at_a_time(booked, said, free):
    booked.says("ULIU", said)
    with booked.bot.sessions() as session:
        assert (session.get(Case, 2) is not None) is free


def test_what_stands_against_it_is_told_to_whoever_may_see_it_and_no_trace_to_others(booked):
    director = booked.says("UZHAO", ROOM)
    assert "已订：K-1“预算碰头会”（陈静）" in director
    refused = booked.says("ULINA", "book room 1 for 2 hours: interviews, Friday 3pm")
    assert "Taken from Fri 27 Nov 14:00 to Fri 27 Nov 16:00" in refused
    assert not [one for one in ("K-1", "预算", "陈静") if one in refused]
    assert "预算" not in booked.says("ULINA", "running: meeting room")


def test_of_a_room_that_is_only_likely_its_hour_and_its_name_stand_in_the_form(door):
    asked = {
        "UCHEN": "后天上午十点二号会议室留给我们",
        "ULIU": "keep room 2 for us tomorrow at 10am",
    }
    for who, said in asked.items():
        door.says(who, said)
        door.presses(who, {"UCHEN": "就这样", "ULIU": "Yes, do it"}[who])
        if not door.slack.modal(who):
            door.presses(who, {"UCHEN": "打开表单", "ULIU": "Open the form"}[who])
        form = {one["block_id"]: one["element"] for one in door.form(who)["blocks"]}
        assert form["room"]["initial_option"]["value"] == "two", who
        assert form["begins"]["initial_value"] in ("后天上午十点", "tomorrow at 10am")
    with door.bot.sessions() as session:
        assert session.get(Case, 1) is None


def test_what_is_broken_is_a_repair_though_nobody_asks_for_one(door):
    for who, said in (("USUN", "二楼的碎纸机坏了，老卡住"), ("UCHEN", "投影机坏了")):
        assert "是要：*报修*" in door.says(who, said)
    assert "《买台新碎纸机》" in door.says("UCHEN", "我们科想买台新碎纸机")
    with door.bot.sessions() as session:
        assert session.get(Case, 1) is None


def test_given_back_or_called_off_it_is_free_again(booked):
    booked.says("UCHEN", "K-1 不办了：改期")
    assert "K-2" in booked.says("UZHAO", ROOM)


# --- repairs, and what they lead to ---------------------------------------------------------------


@scene
def mended(door):
    """The scanner was repaired once."""
    door.says("ULINA", "repair: scanner on the third floor jams")
    door.presses("ULINA", "Open the form")
    door.fills_in("ULINA", handler="UZHOU")
    door.says("UZHOU", "K-1 这步办好了")
    door.says("UZHOU", "K-1 这步办好了：new lamp, 300 yuan")
    door.says("ULINA", "step done K-1")
    return door


def test_a_petition_opens_with_the_earlier_repairs(mended):
    said = "Our scanner has died again. Put in for a new one, about 6,000 yuan."
    mended.says("ULINA", said)
    card = mended.card("ULINA", "K-2")
    assert "*K-2* · Equipment or funds · _scanner_" in card
    assert "About how much (yuan): 6000" in card
    assert (
        "Repaired before: K-1, Wed 25 Nov: scanner on the third floor jams. new lamp, 300" in card
    )
    mended.says("UCHEN", "申请设备：打印机")
    mended.presses("UCHEN", "打开表单")
    assert "K-1" not in str(mended.form("UCHEN"))  # a printer is no scanner


def test_repairs_that_somebody_may_not_see_are_not_in_their_petition(mended):
    mended.says("USUN", "扫描仪坏了，申请换一台，大概6000元")
    assert "scanner" not in mended.card("USUN", "K-2")
    mended.says("USUN", "scanner is broken. request another one, about 6,000 yuan")
    assert "K-1" not in mended.card("USUN", "K-3")


def test_what_a_quarter_asks_for_is_listed_with_its_sum_as_far_as_it_may_be_seen(mended):
    mended.says("ULINA", "Our scanner has died again. Put in for a new one, about 6,000 yuan.")
    mended.says("USUN", "打印机坏了，申请换一台，大概2000元")
    listed = mended.says("UZHAO", "设备经费申请在办")
    assert listed.startswith("*设备经费申请*：在办 2 件\n*K-2*“scanner”")
    assert listed.endswith("大约多少钱（元）：合计 8,000")
    own = mended.says("ULINA", "running: equipment or funds")
    assert own.endswith("About how much (yuan): 6,000 in all")
    assert "打印机" not in own


# --- the same, while one is under way -------------------------------------------------------------


def test_a_second_repair_of_the_same_is_asked_about_and_the_open_one_is_called_open(door):
    for who, said in (("UCHEN", "报修：三楼饮水机漏水"), ("UZHAO", "报修：三楼饮水机不出水")):
        door.says(who, said)
        door.presses(who, "打开表单")
        assert ("还没办完" in str(door.form(who))) is (who == "UZHAO")
        assert door.fills_in(who, handler="UZHOU") == {}
    with door.bot.sessions() as session:
        assert session.get(Case, 2) is None
    assert "正在办，像是同一件事" in str(door.form("UZHAO"))
    assert door.fills_in("UZHAO", handler="UZHOU") == {}
    assert "三楼饮水机不出水" in door.card("UZHAO", "K-2")


def test_a_draft_goes_its_way_out_once_unless_that_is_meant(door):
    door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.says("UCHEN", "D-1 走发文流程，孙磊会签")
    assert "K-2 “关于冬季供暖的通知” is open" in door.says("ULIU", "outgoing document: D-1")
    door.presses("ULIU", "Show K-2")
    with door.bot.sessions() as session:
        assert session.get(Case, 3) is None
    door.presses("ULIU", "It is another, go on")
    with door.bot.sessions() as session:
        assert session.get_one(Case, 3)
