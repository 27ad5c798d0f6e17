"""Rooms, repairs, petitions for equipment: what stands against it, what was before."""

from __future__ import annotations

import pytest

from storage.processes.cases import Case, CaseState
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


def test_a_room_that_somebody_else_has_since_is_not_taken_back_by_undoing(booked):
    booked.says("UCHEN", "K-1 不办了：改期")
    booked.says("UZHAO", ROOM)
    assert "已有人订" in booked.presses("UCHEN", "撤回", about="停办")
    booked.says("UZHAO", "K-2 不办了：改期")
    assert "K-1" in booked.presses("UCHEN", "撤回", about="停办")
    assert "已订：K-1" in booked.presses("UZHAO", "撤回", about="K-2")
    with booked.bot.sessions() as session:
        states = [session.get_one(Case, n).state for n in (1, 2)]
    assert states == [CaseState.RUNNING, CaseState.CALLED_OFF]


def test_one_given_back_is_not_taken_back_once_somebody_else_has_it(booked):
    for _ in range(2):
        booked.says("UCHEN", "K-1 这步办好了")
    booked.says("UZHAO", ROOM)
    assert "已有人订" in booked.presses("UCHEN", "撤回", about="交还")
    with booked.bot.sessions() as session:
        assert session.get_one(Case, 1).state is CaseState.DONE


# --- is it free? ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["会议室周五下午空不空", "周五会议室有空吗", "周五哪间会议室空着", "周五下午会议室有人用吗？"],
)
def test_whether_a_room_is_free_is_answered_with_a_button_to_book(booked, said):
    told = booked.says("UZHAO", said)
    assert "*会议室预订*，11月27日 周五：已订 1 场" in told
    assert (
        "• 一号会议室：11月27日 周五 14:00 至 11月27日 周五 16:00，K-1“预算碰头会”（陈静）" in told
    )
    assert "空着：二号会议室、视频会议室" in told
    booked.presses("UZHAO", "启动：会议室预订")
    form = {one["block_id"]: one["element"] for one in booked.form("UZHAO")["blocks"]}
    assert "周五" in form["begins"]["initial_value"]
    assert not form["title"].get("initial_value")
    begins = "周五下午4点"
    assert booked.fills_in("UZHAO", title="面试", room="one", begins=begins, hours="1") == {}
    assert "面试" in booked.card("UZHAO", "K-2")


def test_of_a_room_that_is_named_its_own_bookings_are_told_and_no_trace_of_whose(booked):
    told = booked.says("ULINA", "is room 1 free on Friday?")
    assert "• room 1: Fri 27 Nov 14:00 to Fri 27 Nov 16:00" in told
    assert not [one for one in ("K-1", "预算", "陈静", "room 2") if one in told]
    assert "nothing is booked" in booked.says("ULINA", "is the video room free tomorrow at 10?")
    booked.presses("ULINA", "Start: Meeting room", about="Thu 26 Nov")
    form = {one["block_id"]: one["element"] for one in booked.form("ULINA")["blocks"]}
    assert form["room"]["initial_option"]["value"] == "video"
    assert "会议室" not in booked.says("UHE", "会议室明天空不空").replace("会议室明天空不空", "")


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


@pytest.mark.parametrize(
    ("who", "said", "told", "hour"),
    [
        ("UZHANG", "用车：明天上午去市政府送材料", "没有说几点", "明天上午9点"),
        ("ULINA", "car: papers to the city hall tomorrow morning", "names no hour", "26 Nov 9am"),
    ],
)
def test_a_car_leaves_at_an_hour(door, who, said, told, hour):
    door.says(who, said)
    if who == "ULINA" and "[Yes, do it]" in door.reads(who)[-1]:
        door.presses(who, "Yes, do it")
    else:
        door.presses(who, "打开表单" if who == "UZHANG" else "Open the form")
    assert told in door.fills_in(who)["leaves"]
    assert door.fills_in(who, leaves=hour, place="市政府") == {}
    assert "09:00" in door.card(who, "K-1")
