"""The record: who did what to a matter, when, before and after; rows are only added."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.conftest import scene

TITLE_EN, TITLE_ZH = "*Record of D-1* _Budget memo_", "*D-1《Budget memo》的记录*"


@scene
def assigned(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    return door


def test_the_record_tells_the_whole_life_of_a_draft(assigned):
    for who, said in (
        ("ULINA", "problem with D-1: no figures yet"),
        ("UWANG", "答复 D-1：财务处今天给"),
        ("ULINA", "accept D-1"),
        ("ULINA", "submit D-1 https://docs.example/1"),
        ("UWANG", "退回 D-1：数字核实，下周一前"),
        ("UWANG", "D-1 改到下周二"),
        ("ULINA", "hand D-1 to Sun Lei"),
        ("UWANG", "取消 D-1：会议取消了"),
    ):
        assigned.waits(minutes=10)
        assigned.says(who, said)

    assert assigned.types("UWANG", "/office 记录 D-1").split("\n") == [
        TITLE_ZH,
        "11月25日 周三 10:00 · 王建国 · 派稿",
        "    承办人：Li Na 李娜",
        "    审核人：王建国",
        "    签发人：王建国",
        "    期限：11月27日 周五 17:00",
        "    可见范围：相关人员和上级",
        "11月25日 周三 10:10 · Li Na 李娜 · 说明困难",
        "    状态：待受领 → 有困难，待答复",
        "    “no figures yet”",
        "11月25日 周三 10:20 · 王建国 · 答复困难",
        "    状态：有困难，待答复 → 待受领",
        "    “财务处今天给”",
        "11月25日 周三 10:30 · Li Na 李娜 · 受领",
        "    状态：待受领 → 起草中",
        "11月25日 周三 10:40 · Li Na 李娜 · 交稿",
        "    状态：起草中 → 审核中",
        "    版本：1",
        "11月25日 周三 10:50 · 王建国 · 退回修改",
        "    状态：审核中 → 已退回",
        "    期限：11月27日 周五 17:00 → 11月30日 周一 18:00",
        "    “数字核实”",
        "11月25日 周三 11:00 · 王建国 · 改期",
        "    期限：11月30日 周一 18:00 → 12月1日 周二 18:00",
        "11月25日 周三 11:10 · Li Na 李娜 · 转交",
        "    状态：已退回 → 待受领",
        "    承办人：Li Na 李娜 → 孙磊",
        "11月25日 周三 11:20 · 王建国 · 取消",
        "    状态：待受领 → 已取消",
        "    “会议取消了”",
    ]


def test_a_button_on_the_card_shows_it_to_each_in_their_own_language_alone(assigned):
    assert assigned.presses("ULINA", "Details") == ""
    assert assigned.presses_form("ULINA", "Record") == ""
    assert assigned.page("ULINA") == (
        f"{TITLE_EN}\n"
        "Wed 25 Nov 10:00 · 王建国 · assigned\n"
        "    writer: Li Na 李娜\n"
        "    reviewer: 王建国\n"
        "    signatory: 王建国\n"
        "    due: Fri 27 Nov 17:00\n"
        "    visible to: Those involved, and up the line"
    )
    assigned.presses("UWANG", "详情")
    assigned.presses_form("UWANG", "记录")
    assert assigned.page("UWANG").startswith(TITLE_ZH)


@pytest.mark.parametrize(
    "said",
    ["record D-1", "D-1的记录", "/office record D-1", "/office 记录 D-1", "/draft record D-1"],
)
def test_it_is_asked_for_in_many_ways(assigned, said):
    asks = assigned.types if said.startswith("/") else assigned.says

    assert asks("UZHAO", said).startswith(TITLE_ZH)


def test_without_a_number_it_asks_which(assigned):
    assert assigned.types("ULINA", "/office record").startswith(
        "Which one? Write `/office record D-12`."
    )


@pytest.mark.parametrize("who", ["UHE", "UTOM", "USUN"])
def test_who_may_not_see_a_draft_is_told_of_no_record(assigned, who):
    told = assigned.says(who, "record D-1")

    assert told == assigned.says(who, "record D-9999").replace("D-9999", "D-1")
    assert assigned.forges(who, "journal:read", 1) == assigned.forges(who, "journal:read", 999)
    assert "Budget memo" not in "".join(assigned.reads(who))


def test_what_was_refused_is_no_deed(assigned):
    before = assigned.types("UWANG", "/office record D-1")
    assigned.says("ULINA", "sign D-1")
    assigned.says("UZHAO", "受领 D-1")

    assert assigned.types("UWANG", "/office record D-1") == before


def test_a_step_taken_back_stands_in_the_record_with_the_step(assigned):
    assigned.says("ULINA", "accept D-1")
    assigned.presses("ULINA", "Undo")

    assert assigned.types("ULINA", "/office record D-1").split("\n")[-4:] == [
        "Wed 25 Nov 10:00 · Li Na 李娜 · accepted",
        "    state: to be accepted → being written",
        "Wed 25 Nov 10:00 · Li Na 李娜 · took it back",
        "    state: being written → to be accepted",
    ]


def test_a_draft_withdrawn_at_once_stands_in_the_record_as_cancelled(assigned):
    assigned.presses("UWANG", "撤回")

    assert assigned.types("UWANG", "/office record D-1").split("\n")[-2:] == [
        "11月25日 周三 10:00 · 王建国 · 撤回",
        "    状态：待受领 → 已取消",
    ]


def test_a_nudge_by_hand_is_on_record(assigned):
    assigned.says("UWANG", "催办 D-1")

    assert assigned.types("UWANG", "/office record D-1").endswith(" · 王建国 · 催办")


def test_of_a_long_life_the_newest_entries_are_shown_and_the_rest_counted(assigned):
    for hour in range(9, 17):
        for minute in (10, 20, 30):
            assigned.forges("UWANG", "drafts:reschedule", 1)
            assigned.fills_in("UWANG", due=f"12月1日 {hour}:{minute}")

    shown = assigned.types("UWANG", "/office record D-1").split("\n")

    assert shown[:2] == [TITLE_ZH, "更早的还有 5 条"]
    assert len([line for line in shown if "改期" in line]) == 20


@pytest.mark.parametrize(
    "deed", ["UPDATE journal SET reason = 'never mind'", "DELETE FROM journal"]
)
def test_the_database_itself_refuses_to_change_or_forget_a_deed(assigned, deed):
    before = assigned.types("UWANG", "/office record D-1")

    with (
        pytest.raises(DBAPIError, match="the journal is append-only"),
        assigned.bot.sessions.begin() as session,
    ):
        session.execute(text(deed))

    assert assigned.types("UWANG", "/office record D-1") == before
