"""A car for a case: of the office's, and never promised twice, to a case or to a trip."""

from __future__ import annotations

import pytest

from storage.processes.bookings import Booking
from storage.processes.cases import Case, StepState
from tests.conftest import scene
from tests.door import OUTSIDER_ZH

ASKED = "用车：明天下午2点送材料到市政府，用3小时"
FREE = "*鲁A12345* · 4 座 · 空"
TAKEN = "*鲁A12345* · 4 座 · 陈静 在用，11月26日 周四 14:00 至 11月26日 周四 17:00"
TRIP = "明天上午8点半去青山镇调研，3个人，下午5点回，要车"


@scene
def asked(door):
    """One car of four seats; 陈静 needs one for three hours tomorrow, and it was agreed to."""
    door.says("UZHAO", "登记车辆 鲁A12345 4座 司机周婷")
    door.says("UCHEN", ASKED)
    door.says("UCHEN", "K-1 这步办好了")
    return door


@scene
def given(asked):
    asked.says("UZHAO", "K-1 这步办好了")
    asked.presses("UZHAO", "就派它")
    return asked


def booked(door):
    """By case, what it has."""
    with door.bot.sessions() as session:
        return {one.case.matter.number: one.what for one in session.query(Booking)}


def test_which_car_is_free_then_is_offered_and_one_press_gives_it(asked):
    told = asked.says("UZHAO", "K-1 这步办好了")
    assert "K-1 派哪辆车（11月26日 周四 14:00 至 11月26日 周四 17:00）" in told
    assert FREE in told
    asked.presses("UZHAO", "就派它")
    card = asked.card("UCHEN", "K-1")
    assert "“送材料到市政府”" in card
    assert "派车：鲁A12345，司机周婷" in card
    assert "▸ *回车登记* 陈静" in card
    assert booked(asked) == {"K-1": "car#1"}


def test_pressed_late_or_twice_it_is_given_once(asked):
    asked.says("UZHAO", "K-1 这步办好了")
    asked.says("UZHAO", "K-1 这步办好了：鲁A12345")
    assert "现在是“已办”" in asked.presses("UZHAO", "就派它", about="K-1 派哪辆车")
    assert "▸ *回车登记* 陈静" in asked.card("UCHEN", "K-1")
    assert booked(asked) == {"K-1": "car#1"}


@pytest.mark.parametrize(
    ("who", "said", "words"),
    [
        ("UZHAO", "K-1 这步办好了：鲁A12345，孙师傅开", "鲁A12345，孙师傅开"),
        ("ULIU", "step done K-1: 鲁A12345, Sun drives", "鲁A12345, Sun drives"),
    ],
)
def test_a_car_that_is_named_is_given_in_a_sentence(asked, who, said, words):
    if who == "ULIU":
        asked.says("UZHAO", "K-1 这步转给 @刘洋")
    asked.says(who, said)
    assert words in asked.card("UCHEN", "K-1")
    assert booked(asked) == {"K-1": "car#1"}


def test_one_that_is_not_the_offices_is_a_line_and_books_nothing(asked):
    asked.says("UZHAO", "K-1 这步办好了")
    asked.presses("UZHAO", "别的车")
    assert asked.fills_in("UZHAO", words="租车公司的中巴") == {}
    assert "派车：租车公司的中巴" in asked.card("UCHEN", "K-1")
    assert booked(asked) == {}


def test_a_car_that_a_case_has_is_not_given_to_another_nor_to_a_trip(given):
    given.says("USUN", "用车：明天下午4点送人到火车站")
    given.says("UCHEN", "K-2 这步办好了")
    assert TAKEN in given.says("UZHAO", "K-2 这步办好了")
    assert "已派给 陈静" in given.says("UZHAO", "K-2 这步办好了：鲁A12345")
    assert booked(given) == {"K-1": "car#1"}
    given.says("UZHANG", TRIP)
    given.presses("UZHANG", "派车")
    assert TAKEN.replace("陈静", "别人") in given.reads("UZHANG")[-1]  # who has it is not theirs
    assert "已派给 别人" in given.says("UZHANG", "T-3 takes car 鲁A12345")


def test_a_car_that_a_trip_has_is_not_given_to_a_case(asked):
    asked.says("UZHANG", TRIP)
    asked.says("UZHANG", "T-2 takes car 鲁A12345")
    told = asked.says("UZHAO", "K-1 这步办好了")
    assert "张伟 在用，11月26日 周四 08:30 至 11月26日 周四 17:00" in told
    assert "已派给 张伟" in asked.says("UZHAO", "K-1 这步办好了：鲁A12345")
    with asked.bot.sessions() as session:
        assert session.get_one(Case, 1).steps[1].state is StepState.TODO


def test_the_table_of_the_cars_shows_it_and_no_trace_of_whose_to_others(given):
    def cells(who):
        given.types(who, "/trip cars", "DM")
        shown = given._messages(who, "DM")[-1].blocks
        [table] = [one for one in shown if one["type"] == "table"]
        return [row[1]["text"] for row in table["rows"]]

    assert cells("UZHAO")[2] == "K-1 14:00–17:00"
    assert cells("ULINA")[2] == "taken 14:00–17:00"
    assert given.types("UHE", "/trip cars", "DM") == OUTSIDER_ZH


def test_it_is_free_again_once_it_is_back_or_called_off_or_sent_back(given):
    given.says("UCHEN", "K-1 这步办好了：62 公里")
    assert booked(given) == {}
    given.presses("UCHEN", "撤回", about="回车登记")
    assert booked(given) == {"K-1": "car#1"}
    given.says("UCHEN", "退回 K-1：换辆大车")
    assert booked(given) == {}
    given.presses("UCHEN", "撤回", about="换辆大车")
    assert booked(given) == {"K-1": "car#1"}
    given.says("UCHEN", "K-1 不办了：改期")
    assert booked(given) == {}


def test_what_another_has_by_now_is_not_had_again_by_undoing(given):
    given.says("UCHEN", "K-1 不办了：改期")
    given.says("UZHANG", TRIP)
    given.says("UZHANG", "T-2 takes car 鲁A12345")
    assert "已派给 张伟" in given.presses("UCHEN", "撤回", about="停办")
    assert booked(given) == {}


def test_while_a_case_has_it_a_car_is_not_taken_out_of_use(given):
    assert "没有停用：鲁A12345" in given.says("UZHAO", "停用鲁A12345")


def test_without_a_pool_the_car_is_a_line_as_ever(door):
    door.says("UCHEN", ASKED)
    door.says("UCHEN", "K-1 这步办好了")
    assert door.says("UZHAO", "K-1 这步办好了：鲁B1，老王开").startswith("✓")
    assert "派车：鲁B1，老王开" in door.card("UCHEN", "K-1")


def test_whoever_drives_hears_what_is_to_be_driven_and_what_is_not_any_more(given):
    def heard():
        given.waits(minutes=1)
        return [one.split("，")[0] for one in given.reads("UZHOU")]

    told = ["🔎 派车单：鲁A12345"]
    assert heard() == told
    assert "11月26日 周四 14:00 至 11月26日 周四 17:00" in given.reads("UZHOU")[0]
    given.says("UCHEN", "K-1 用车改到后天下午2点")
    assert heard() == (told := [*told, "🔎 派车单有变：鲁A12345"])
    given.says("UCHEN", "K-1 不办了：不去了")
    assert heard() == (told := [*told, "不用出车了：鲁A12345"])
    given.presses("UCHEN", "撤回", about="停办")
    assert heard() == (told := [*told, "🔎 派车单：鲁A12345"])
    given.waits(days=2, hours=6)
    given.says("UCHEN", "K-1 这步办好了：62 公里")
    assert heard() == told
