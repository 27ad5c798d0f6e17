"""A meeting is moved: what hangs on its time is planned anew, what is booked is asked about."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from storage.processes.cases import Case, CaseState
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

SAID = "办会：全市预算审查会，12月3日上午9点，李娜写纪要"
BEFORE = [
    "▸ *会议通知* 陈静，11月26日 周四 18:00",
    "▸ *议题和材料* 陈静，11月30日 周一 18:00",
    "▸ *主持词* 陈静，12月1日 周二 18:00",
    "▸ *会场* 陈静，12月2日 周三 18:00",
]
AFTER = [
    "▸ *会议通知* 陈静，12月2日 周三 18:00",
    "▸ *议题和材料* 陈静，12月4日 周五 18:00",
    "▸ *主持词* 陈静，12月7日 周一 18:00",
    "▸ *会场* 陈静，12月8日 周二 18:00",
]


@scene
def meeting(door):
    """On 3 December at nine, approved."""
    door.says("UCHEN", SAID)
    door.presses("UZHAO", "办好了", about="K-1")
    return door


@scene
def booked(meeting):
    """With a room for it."""
    meeting.says("UCHEN", "12月3日上午9点订一号会议室2小时：预算审查会")
    return meeting


def steps(door, who="UCHEN"):
    return [one for one in door.card(who, "K-1").split("\n") if one.startswith("▸")]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UCHEN", "K-1 会议改到12月9日下午三点"),
        ("UCHEN", "把K-1的会推迟到12月9日下午三点开"),
        ("UZHAO", "K-1 the meeting is moved to 9 December 3 pm"),
        ("UZHAO", "move K-1 to 9 December 3 pm"),
    ],
)
def test_what_is_not_done_is_planned_anew_and_what_is_done_stays(meeting, who, said):
    assert steps(meeting) == BEFORE
    told = meeting.says(who, said)
    assert "改到 12月9日 周三 15:00" in told
    card = meeting.card("UCHEN", "K-1")
    assert "开会时间：12月9日 周三 15:00" in card
    assert "12月9日 周三 15:00 前办完" in card
    assert "✓ 报批备案" in card
    assert steps(meeting) == AFTER


def test_by_its_button_the_form_asks_when(meeting):
    meeting.presses("UCHEN", "改期", about="K-1")
    assert list(meeting.fills_in("UCHEN", due="12月9日下午")) == ["due"]  # at which hour?
    assert list(meeting.fills_in("UCHEN", due="昨天下午三点")) == ["due"]
    assert list(meeting.fills_in("UCHEN", due="12月3日上午9点")) == ["due"]  # as it is
    assert meeting.fills_in("UCHEN", due="12月9日下午三点") == {}
    assert steps(meeting) == AFTER


def test_of_a_day_alone_the_hour_stays_and_of_a_part_of_one_it_is_asked(meeting):
    assert "12月9日 周三 09:00" in meeting.says("UCHEN", "K-1 会议改到12月9日")
    meeting.says("UCHEN", "K-1 会议改到12月10日下午")
    assert "12月9日 周三 09:00" in meeting.card("UCHEN", "K-1")
    meeting.presses("UCHEN", "打开表单")
    assert meeting.fills_in("UCHEN", due="12月10日下午3点") == {}
    assert "12月10日 周四 15:00" in meeting.card("UCHEN", "K-1")


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("K-1 改到下午4点", "16:00"),
        ("K-1 会议改到上午11点", "11:00"),
        ("K-1 the meeting is moved to 4 pm", "16:00"),
        ("move K-1 to 8:30", "08:30"),  # gone by today
    ],
)
def test_of_an_hour_alone_the_day_stays(meeting, said, hour):
    assert f"12月3日 周四 {hour}" in meeting.says("UCHEN", said)
    assert f"开会时间：12月3日 周四 {hour}" in meeting.card("UCHEN", "K-1")
    assert steps(meeting) == BEFORE


def test_where_a_day_is_said_with_the_hour_it_is_that_day(meeting):
    assert "11月26日 周四 16:00" in meeting.says("UCHEN", "K-1 会议改到明天下午4点")
    assert "11月25日 周三 16:00" in meeting.says("UCHEN", "move K-1 to today 4 pm")


def test_an_hour_alone_in_the_form_is_on_its_day_and_a_part_of_it_is_asked(meeting):
    meeting.presses("UCHEN", "改期", about="K-1")
    assert list(meeting.fills_in("UCHEN", due="下午")) == ["due"]
    assert meeting.fills_in("UCHEN", due="下午4点") == {}
    assert "12月3日 周四 16:00" in meeting.card("UCHEN", "K-1")


def test_all_who_have_a_step_hear_it_once_and_it_is_in_the_record(meeting):
    meeting.waits(minutes=1)
    before = {who: len(meeting.reads(who)) for who in ("ULINA", "UZHAO")}
    meeting.says("UCHEN", "K-1 会议改到12月9日下午三点")
    meeting.waits(minutes=1)
    for who, said in (("ULINA", "moved K-1"), ("UZHAO", "改到 12月9日 周三 15:00")):
        new = meeting.reads(who)[before[who] :]
        assert [said in one for one in new].count(True) == 1, who
    with meeting.bot.sessions() as session:
        [entry] = session.scalars(select(Entry).where(Entry.what == "cases.reschedule"))
        assert entry.before["facts"]["held"] != entry.after["facts"]["held"]


def test_it_is_taken_back_with_its_dates(meeting):
    meeting.says("UCHEN", "K-1 会议改到12月9日下午三点")
    meeting.presses("UCHEN", "撤回", about="K-1")
    assert "开会时间：12月3日 周四 09:00" in meeting.card("UCHEN", "K-1")
    assert steps(meeting) == BEFORE


def test_whoever_does_not_run_it_does_not_move_it(meeting):
    assert meeting.says("UHE", "K-1 会议改到12月9日下午三点") == OUTSIDER_ZH
    assert meeting.says("ULINA", "move K-1 to 9 December 3 pm").startswith("Not done")
    assert steps(meeting) == BEFORE


def test_what_is_for_no_time_is_not_moved(door):
    door.types("UCHEN", "/office 走报修流程")
    assert door.fills_in("UCHEN", title="扫描仪", handler="UZHOU") == {}
    assert "没有可以改的时间" in door.says("UCHEN", "K-1 改到12月9日下午三点")
    assert "[改期]" not in door.card("UCHEN", "K-1")


# --- what was booked for it -----------------------------------------------------------------------


def test_its_room_is_moved_too_with_one_press_if_it_is_free_then(booked):
    told = booked.says("UCHEN", "K-1 会议改到12月9日下午三点")
    assert "K-2（一号会议室）还订在原来的时间，12月9日 周三 15:00 也空着。 [一起改]" in told
    assert "12月3日 周四 09:00" in booked.card("UCHEN", "K-2")
    booked.presses("UCHEN", "一起改")
    assert "开始时间：12月9日 周三 15:00" in booked.card("UCHEN", "K-2")
    assert "▸ *备好会场* 陈静，12月9日 周三 14:00" in booked.card("UCHEN", "K-2")
    with pytest.raises(LookupError):  # the slip is torn, and the question gone
        booked.presses("UCHEN", "一起改")


def test_where_it_is_not_free_then_that_is_said(booked):
    booked.says("ULIU", "book room 1 for 2 hours: interviews, 9 December 2pm")
    told = booked.says("UCHEN", "K-1 会议改到12月9日下午三点")
    assert "K-2（一号会议室）还订在原来的时间，12月9日 周三 15:00 已有人订" in told
    assert "一起改" not in told
    refused = booked.says("UCHEN", "K-2 会议室改到12月9日下午三点")
    assert refused.startswith("没有改期：12月9日 周三 14:00 至 12月9日 周三 16:00 已有人订")
    assert "12月3日 周四 09:00" in booked.card("UCHEN", "K-2")
    with booked.bot.sessions() as session:
        assert session.get_one(Case, 3).state is CaseState.RUNNING


def test_a_room_that_is_moved_is_free_at_the_time_before(booked):
    booked.says("UCHEN", "K-2 会议室改到12月9日下午三点")
    assert "K-3" in booked.says("ULIU", "book room 1 for 2 hours: interviews, 3 December 9am")
    assert "已有人订" in booked.presses("UCHEN", "撤回", about="K-2")
    assert "12月9日 周三 15:00" in booked.card("UCHEN", "K-2")


def test_a_car_goes_with_the_drive_that_is_moved_and_only_if_it_is_free(door):
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    for n, said in enumerate(("明天下午2点送材料到市政府", "后天下午2点送人到机场"), 1):
        door.says("UCHEN", f"用车：{said}，用3小时")
        door.says("UCHEN", f"K-{n} 这步办好了")
        door.says("UZHAO", f"K-{n} 这步办好了：鲁A12345")
    assert door.says("UCHEN", "K-1 用车改到后天下午三点").startswith(
        "没有改期：鲁A12345 在 11月27日 周五 14:00 至 11月27日 周五 17:00 已派给 陈静"
    )
    assert "11月26日 周四 14:00" in door.card("UCHEN", "K-1")
    assert "改到 11月27日 周五 09:00" in door.says("UCHEN", "K-1 用车改到后天上午9点")
    door.says("UZHAO", "K-1 用车改到11月30日上午9点")
    door.presses("UCHEN", "改期", about="K-2")
    assert door.fills_in("UCHEN", due="11月30日上午10点")["due"].startswith("没有改期：鲁A12345")


def test_of_a_room_that_one_sees_is_taken_it_is_told_by_what(booked):
    booked.says("ULINA", "book room 1 for 2 hours: interviews, 9 December 2pm")
    booked.says("ULINA", "book room 1 for 2 hours: talks, 10 December 2pm")
    told = booked.says("ULINA", "move K-4 to 9 December 3pm")
    assert told.startswith("Not moved: it is taken from Wed 9 Dec 14:00")
    assert "K-3 interviews" in told.replace("_", "")
    assert "Thu 10 Dec 14:00" in booked.card("ULINA", "K-4")
