"""A must-fix comment that is not fixed is said before a draft goes on, and never bars the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import WEDNESDAY, scene

NOON = WEDNESDAY + timedelta(days=1, hours=2)  # on Thursday
OPEN = "还有 1 条必改意见没有定。\n• 第二部分 · 数据旧"
TAKEN = "有 1 条必改意见采纳了，之后还没有交新稿。\n• 第二部分 · 数据旧"


@scene
def closed(door):
    """陈静 reviews, 王建国 signs; one comment of 张伟 must be fixed, one need not."""
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm reviewer @chen.jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UCHEN", "D-1 请张伟、孙磊集体修改，明天中午截止")
    door.says("UZHANG", "D-1 意见：第二部分：数据旧，必改")
    door.says("USUN", "D-1 意见：标题：太大")
    door.waits_until(NOON)
    return door


def decided(door, first: str, reason: str = "") -> None:
    door.presses("ULINA", "Decide on them", about="*C-2*")
    fates = {"fate-1": first, "fate-2": "taken", "reason-1": reason}
    assert door.fills_in("ULINA", **fates) == {}


def state(door) -> str:
    return door.card("UCHEN").split("\n")[0]


# --- undecided -----------------------------------------------------------------------------------


def test_a_press_opens_a_form_that_says_so_and_sends_it_all_the_same(closed):
    closed.presses("UCHEN", "送签", about="*D-1*")
    assert closed.page("UCHEN").startswith(OPEN)
    assert closed.form("UCHEN")["submit"]["text"] == "照样送签"
    assert state(closed).endswith("审核中")
    assert closed.fills_in("UCHEN") == {}
    assert state(closed).endswith("待签发")


def test_in_words_it_is_a_question_with_a_button(closed):
    assert closed.says("UCHEN", "送签 D-1") == f"{OPEN}\n[照样送签] [看这一轮]"
    assert state(closed).endswith("审核中")
    closed.presses("UCHEN", "照样送签")
    assert state(closed).endswith("待签发")


def test_the_writer_reads_it_in_english_before_handing_in_and_loses_nothing(closed):
    assert closed.says("ULINA", "submit D-1 https://docs.example/2") == (
        "1 must-fix comment has not been decided.\n• 第二部分 · 数据旧\n"
        "[Hand in all the same] [The round]"
    )
    assert "docs.example/2" not in closed.card("UCHEN")
    closed.presses("ULINA", "Hand in all the same")
    assert "第 2 版：<https://docs.example/2|打开>" in closed.card("UCHEN")

    closed.presses("ULINA", "Hand in a version", about="*D-1*")
    assert closed.form("ULINA")["submit"]["text"] == "Hand in all the same"
    assert closed.fills_in("ULINA", link="https://docs.example/3") == {}
    assert "第 3 版" in closed.card("UCHEN")


def test_a_command_opens_the_form_too(closed):
    closed.types("UCHEN", "/draft pass D-1")
    assert closed.page("UCHEN").startswith(OPEN)


def test_the_leader_reads_it_over_the_signature(closed):
    closed.presses("UWANG", "签发", about="*D-1*")
    assert closed.page("UWANG").startswith(OPEN)
    assert closed.form("UWANG")["submit"]["text"] == "照样签发"
    assert closed.fills_in("UWANG") == {}
    assert "已签发" in state(closed)


def test_a_leader_who_says_it_in_words_is_asked_once(closed):
    assert closed.says("UWANG", "签发 D-1").startswith(OPEN)
    closed.presses("UWANG", "照样签发")
    assert "已签发" in state(closed)


def test_a_file_that_is_handed_in_is_kept_and_says_what_is_left(closed):
    text = {"name": "memo.txt", "content": "关于预算的报告\n数据如下。".encode()}
    assert "1 must-fix comment has not been decided." in closed.shares(
        "ULINA", text, text="submit D-1"
    )
    assert "第 2 版" in closed.card("UCHEN")


# --- taken -----------------------------------------------------------------------------------


def test_taken_without_a_new_version_is_said(closed):
    decided(closed, "taken")
    closed.presses("UCHEN", "送签", about="*D-1*")
    assert closed.page("UCHEN").startswith(TAKEN)


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_with_a_version_since_the_comment_nothing_is_left_to_say(closed, first):
    """Whether the writer keeps the books before or after the writing."""
    if not first:
        decided(closed, "taken")
    closed.says("ULINA", "submit D-1 https://docs.example/2")
    if first:
        closed.presses("ULINA", "Hand in all the same")
        decided(closed, "taken")
    closed.presses("UCHEN", "送签", about="*D-1*")
    assert state(closed).endswith("待签发")


def test_not_taken_with_a_reason_is_decided(closed):
    decided(closed, "not_taken", "没有新的")
    closed.presses("UCHEN", "送签", about="*D-1*")
    assert state(closed).endswith("待签发")


def test_a_suggestion_that_is_undecided_asks_nothing(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm reviewer @chen.jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UCHEN", "D-1 请张伟、孙磊集体修改，明天中午截止")
    door.says("UZHANG", "D-1 意见：标题：太大")
    door.waits_until(NOON)
    door.presses("UCHEN", "送签", about="*D-1*")
    assert state(door).endswith("待签发")


def test_while_the_round_runs_a_new_version_is_handed_in_without_a_word(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by 4 Dec 5pm reviewer @chen.jing")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UCHEN", "D-1 请张伟、孙磊集体修改，明天中午截止")
    door.says("UZHANG", "D-1 意见：第二部分：数据旧，必改")
    door.says("ULINA", "submit D-1 https://docs.example/2")
    assert "第 2 版" in door.card("UCHEN")
