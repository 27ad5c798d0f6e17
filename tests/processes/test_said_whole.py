"""A case begun by one sentence: a room and its hours, a paper and how urgent it is."""

from __future__ import annotations

import pytest

from tests.door import OUTSIDER_ZH


@pytest.mark.parametrize(
    ("who", "said", "head", "facts"),
    [
        ("UZHANG", "明天下午两点到四点订一号会议室，8个人，讨论预算", "会议室预订“讨论预算” · 在办",
         "会议室：一号会议室 · 开始时间：11月26日 周四 14:00 · 用几个小时：2"),
        ("UZHANG", "周五上午9点到11点半要用二号会议室，开预算会", "会议室预订“开预算会” · 在办",
         "会议室：二号会议室 · 开始时间：11月27日 周五 09:00 · 用几个小时：3"),
        ("ULINA", "we need room 2 on Monday 9am-11am for the budget talks",
         "Meeting room · _the budget talks_ · under way",
         "Room: room 2 · From: Mon 30 Nov 09:00 · Hours: 2"),
        ("ULINA", "book room 1 tomorrow from 3 to 5 pm for the training",
         "Meeting room · _the training_ · under way",
         "Room: room 1 · From: Thu 26 Nov 15:00 · Hours: 2"),
        ("ULINA", "room 2 on Friday from 11 to 1 for the interviews",
         "Meeting room · _the interviews_ · under way",
         "Room: room 2 · From: Fri 27 Nov 11:00 · Hours: 2"),
    ],
)  # fmt: skip
def test_a_room_is_booked_with_all_that_was_said(door, who, said, head, facts):
    door.says(who, said)
    door.presses(who, "Yes, do it" if who == "ULINA" else "就这样")
    first, _, third, *_ = door.reads(who)[-1].split("\n")
    assert head in first
    assert third == facts


def test_what_for_is_asked_where_only_the_room_was_named(door):
    door.says("ULINA", "book the video room tomorrow 2pm to 4pm")
    door.presses("ULINA", "Yes, do it")
    blocks = {one["block_id"]: one["element"] for one in door.form("ULINA")["blocks"]}
    assert "initial_value" not in blocks["title"]
    assert blocks["room"]["initial_option"]["value"] == "video"
    assert blocks["begins"]["initial_value"] == "tomorrow 2pm to 4pm"
    assert blocks["hours"]["initial_value"] == "2"


@pytest.mark.parametrize(
    ("who", "said", "facts"),
    [
        ("UCHEN", "收文：关于做好冬季供暖工作的通知，文号市政办〔2026〕31号，特急，张伟承办",
         "来文字号：市政办〔2026〕31号 · 紧急程度：特急 · 承办人：<@UZHANG>"),
        ("ULINA", "incoming paper: notice on winter heating, very urgent, Zhang Wei handles it",
         "Urgency: Very urgent · Who handles it: <@UZHANG>"),
        ("UCHEN", "收文：关于春运的通知，急件，张伟承办", "紧急程度：加急 · 承办人：<@UZHANG>"),
        ("UCHEN", "收文：关于春运的通知，特急件，张伟办", "紧急程度：特急 · 承办人：<@UZHANG>"),
        ("UCHEN", "收文：市财政局关于做好年度决算的通知，张伟承办",
         "来文单位：市财政局 · 承办人：<@UZHANG>"),
        ("UCHEN", "市财政局来文，关于年度决算，张伟承办", "来文单位：市财政局 · 承办人：<@UZHANG>"),
        ("ULINA", "paper from the finance bureau about the annual accounts, Zhang Wei handles it",
         "From: the finance bureau · Who handles it: <@UZHANG>"),
    ],
)  # fmt: skip
def test_a_paper_is_as_urgent_as_was_said_from_whom_and_its_number_is_no_day(
    door, who, said, facts
):
    offered = door.says(who, said)
    assert "12月31日" not in offered
    door.presses(who, "Yes, do it" if who == "ULINA" else "就这样")
    assert door.reads(who)[-1].split("\n")[2] == facts


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("ULINA", "let's meet next Monday at 9 about the budget",
         "Do you mean: *Organise a meeting* · _the budget_ · by Mon 30 Nov 09:00?"),
        ("UCHEN", "下周一上午9点碰个头，说说预算",
         "是要：*办会* ·《预算》· 11月30日 周一 09:00 前？"),
        ("ULINA", "remind me next Monday at 9 about the budget", "Do you mean: *Set a reminder*"),
    ],
)  # fmt: skip
def test_to_meet_is_a_meeting_and_no_reminder(door, who, said, offered):
    assert door.says(who, said).startswith(offered)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UWANG", "S-1 还不能结"),
        ("UWANG", "S-1 现在不能销号"),
        ("ULINA", "S-1 还不能结"),
        ("UWANG", "S-1 can't be closed yet"),
    ],
)
def test_of_what_cannot_be_done_yet_nothing_is_done_or_denied(door, who, said):
    door.says("UWANG", "督办：老旧小区改造，李娜牵头，12月15日前")
    answer = door.says(who, said)
    shown = ("看督办事项", "Show the supervision item", "*S-1*")
    assert any(one in answer for one in shown)
    for never in ("[销号]", "[督办不予延期]", "[Keep the", "[退回重办]"):
        assert never not in answer
    assert "已交办" in door.says("UWANG", "S-1").split("\n")[0]


@pytest.mark.parametrize(
    ("who", "said", "title", "facts"),
    [
        ("UCHEN", "派个车，明早八点送王局去机场", "送王局去机场",
         "用车时间：11月26日 周四 08:00 · 去哪里：机场 · 乘车人（本单位）：<@UWANG>"),
        ("UCHEN", "给我安排一辆车后天上午九点去县里调研", "去县里调研",
         "用车时间：11月27日 周五 09:00 · 去哪里：县里"),
        ("ULINA", "I need a car tomorrow at 8 to take Wang to the airport",
         "take Wang to the airport",
         "When: Thu 26 Nov 08:00 · Where to: the airport · Passengers of the office: <@UWANG>"),
        ("ULINA", "please send a car on Friday at 9 to fetch Zhang Wei from the station",
         "fetch Zhang Wei from the station",
         "When: Fri 27 Nov 09:00 · Where to: the station · Passengers of the office: <@UZHANG>"),
    ],
)  # fmt: skip
def test_a_car_is_asked_for_with_when_where_to_and_who_rides(door, who, said, title, facts):
    offered = door.says(who, said)
    assert offered.startswith(
        "Do you mean: *Ask for a car*" if who == "ULINA" else "是要：*申请用车*"
    )
    card = door.presses(who, "Yes, do it" if who == "ULINA" else "就这样")
    first, _, third, *_ = card.split("\n")
    assert title in first
    assert third == facts


@pytest.mark.parametrize(
    "said",
    [
        "后天上午8点半去青山镇调研，4个人，下午5点回，要车",
        "Qingshan township on Friday with Li Na and Sun Lei, back by five, need a car",
    ],
)
def test_a_trip_that_needs_a_car_is_a_trip_all_the_same(door, said):
    assert "*T-1*" in door.says("ULINA", said)


def test_what_stands_before_the_colon_is_what_is_meant(door):
    said = door.says("UZHAO", "收文：关于做好冬季供暖工作的通知，张伟承办")
    assert said.startswith("是要：*收文办理* · <@UZHANG> ·《关于做好冬季供暖工作的通知》")


def test_who_is_to_read_a_paper_is_named_with_it(door):
    door.says("UZHAO", "收文：关于做好年度决算的通知，市财政局发来，陈静办，传阅给刘洋和李娜")
    door.presses("UZHAO", "就这样")
    lines = door.reads("UZHAO")[-1].split("\n")
    assert lines[2] == "来文单位：市财政局 · 承办人：<@UCHEN> · 传阅给谁：<@ULIU> <@ULINA>"
    assert "○ 传阅 ○ 承办" in lines[3]


@pytest.mark.parametrize(
    ("said", "never"),
    [("S-1 别撤销", "撤销督办"), ("S-1 不用撤销", "撤销督办"), ("S-1 先别销号", "销号")],
)
def test_what_is_not_to_be_done_is_not_offered(door, said, never):
    door.says("UWANG", "督办：老旧小区改造，李娜牵头，12月15日前")
    assert f"[{never}]" not in (answer := door.says("UWANG", said))
    assert f"*{never}*" not in answer
    assert "[打开表单]" in door.says("UWANG", "S-1 撤销吧")


@pytest.mark.parametrize("who", ["UWANG", "ULINA"])
def test_where_nothing_is_said_but_what_is_not_to_be_done_the_matter_is_shown(door, who):
    door.says("UWANG", "请李娜写全市经济工作会议讲话稿，下周五下班前交")
    door.says("UWANG", "督办：老旧小区改造，李娜牵头，12月15日前")
    door.says("UWANG", "收文：关于做好年度决算的通知，市财政局发来，李娜办，传阅给刘洋")
    door.presses("UWANG", "就这样")
    for number in ("D-1", "S-2", "K-3"):
        before = door.says("UWANG", f"{number} 记录")
        for said in ("don't cancel {}", "先别停办 {}", "{} 别签发", "do not close {} yet"):
            assert f"*{number}*" in door.says(who, said.format(number)).split("\n")[0], said
        assert door.says("UWANG", f"{number} 记录") == before
        assert door.says("UHE", f"先别停办 {number}") == OUTSIDER_ZH
    assert "催办" not in door.says("UWANG", "先别催李娜的讲话稿")


@pytest.mark.parametrize("said", ["S-1 almost finished", "S-1 快完成了"])
def test_nearly_done_is_told_and_not_reported_as_done(door, said):
    door.says("UWANG", "督办：老旧小区改造，李娜牵头，12月15日前")
    assert door.says("ULINA", said).startswith("Do you mean: *Give feedback* · S-1")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UCHEN", "财政局那个文到哪了"),
        ("UCHEN", "找市财政局的来文"),
        ("ULINA", "where is the paper from 市财政局"),
    ],
)
def test_a_paper_is_found_by_who_sent_it_by_those_who_may_see_it(door, who, said):
    for sender in ("市财政局", "市教育局"):
        door.says("UCHEN", f"{sender}来文，关于年度安排，李娜承办")
        door.presses("UCHEN", "就这样")
    assert "*K-1*" in (answer := door.says(who, said))
    assert "K-2" not in answer
    assert "K-1" not in door.says("USUN", said)


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UCHEN", "收文：关于做好冬季供暖工作的通知，张伟承办，传阅给王建国",
         "是要：*收文办理* · <@UZHANG> · 传阅 <@UWANG> ·《关于做好冬季供暖工作的通知》？"),
        ("UCHEN", "刚收到一份关于做好冬季供暖工作的通知，登记一下",
         "是要：*收文办理* ·《关于做好冬季供暖工作的通知》？"),
        ("ULINA", "we've just received a letter on winter heating, please register it",
         "Do you mean: *Incoming document* · _letter on winter heating_?"),
    ],
)  # fmt: skip
def test_a_paper_that_comes_in_is_offered_by_its_own_title(door, who, said, offered):
    assert door.says(who, said).startswith(offered)


# --- several people, each for a field of their own -----------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "companions", "handler"),
    [
        ("UCHEN", "接待明天省厅3人，陪餐王局和陈静", ["UWANG", "UCHEN"], None),
        (
            "UCHEN",
            "接待：省厅，明天上午9点，陪餐王局和陈静，张伟经办",
            ["UWANG", "UCHEN"],
            "UZHANG",
        ),
        (
            "UCHEN",
            "接待：省厅，明天上午9点，经办人张伟，王局、陈静陪餐",
            ["UWANG", "UCHEN"],
            "UZHANG",
        ),
        (
            "ULINA",
            "reception: visitors from Hefei, tomorrow 10am, Chen Jing and Sun Lei dine with them, "
            "handler Zhang Wei",
            ["UCHEN", "USUN"],
            "UZHANG",
        ),
    ],
)
def test_people_who_are_said_with_the_words_of_a_field_stand_in_that(
    door, who, said, companions, handler
):
    door.says(who, said)
    for label in ("就这样", "Yes, do it", "打开表单", "Open the form"):
        if f"[{label}]" in door.reads(who)[-1]:
            door.presses(who, label)
    form = {one["block_id"]: one.get("element", {}) for one in door.form(who)["blocks"]}
    assert form["companions"]["initial_users"] == companions
    assert form["handler"].get("initial_user") == handler


def test_who_reads_a_paper_is_told_from_who_handles_it(door):
    door.says("UCHEN", "收文：关于春运的通知，张伟承办，传给王局和李娜看")
    door.presses("UCHEN", "就这样")
    told = "承办人：<@UZHANG> · 传阅给谁：<@UWANG> <@ULINA>"
    assert any(told in one for one in door.reads("UCHEN"))


def test_so_many_hosts_by_name_are_too_many_as_by_number(door):
    door.says("UCHEN", "接待：省厅，明天上午9点")
    door.presses("UCHEN", "打开表单")
    told = {"letter": "https://example.com/l", "guests": "3", "handler": "UZHANG"}
    refused = door.fills_in("UCHEN", **told, companions="UWANG UCHEN USUN ULINA")
    assert "陪餐人数不得超过 3 人" in refused["hosts"]
    assert door.fills_in("UCHEN", **told, companions="UWANG UCHEN USUN") == {}
