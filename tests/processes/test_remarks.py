"""What a leader says on a case whose step is somebody else's is kept, and who has it hears."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.processes.test_steps_said import round_  # noqa: F401 - a scene that is gone on from

SAID = "• 王建国（11月25日 周三 10:00）：抓紧办，先给我看"


@scene
def meeting(door):
    """K-1 a meeting that 赵敏 is to approve."""
    door.says("UCHEN", "办会：安全生产会，下周五下午3点")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", minutes="ULINA")
    return door


@pytest.mark.parametrize(
    "said",
    [
        "K-1 王局批示：抓紧办，先给我看",
        "K-1 批示：抓紧办，先给我看",
        "K-1 我的意见：抓紧办，先给我看",
        "给 K-1 提个意见：抓紧办，先给我看",
        "提意见 K-1：抓紧办，先给我看",
        "remark on K-1: 抓紧办，先给我看",
    ],
)
def test_it_stands_on_the_card_and_whoever_has_the_step_hears_it(meeting, said):
    meeting.says("UWANG", said)
    assert meeting.reads("UZHAO")[-1].startswith(
        "王建国 对 K-1“安全生产会”提意见：“抓紧办，先给我看”"
    )
    assert SAID in meeting.card("UCHEN", "K-1")
    assert "10 步已办 0 步" in meeting.card("UCHEN", "K-1")
    assert "王建国 · 提了意见" in meeting.says("UCHEN", "K-1 记录")


def test_in_other_words_it_is_offered(meeting):
    said = meeting.says("ULIU", "K-1: please hurry, and show me first")
    assert said.startswith(
        "Do you mean: *Remark on a case* · K-1 “安全生产会” · “please hurry, and"
    )
    assert "please hurry" not in meeting.card("UCHEN", "K-1")
    meeting.presses("ULIU", "Yes, do it")
    assert "Liu Yang 刘洋（11月25日 周三 10:00）：please hurry" in meeting.card("UCHEN", "K-1")
    said = meeting.says("UWANG", "K-1 抓紧办，先给我看")
    assert said.startswith("是要：*提意见* · K-1“安全生产会” · “抓紧办，先给我看”？")


def test_who_is_mentioned_in_it_is_named_where_it_is_said_back(meeting):
    said = meeting.says("UWANG", "K-1 抓紧办，<@UCHEN>先给我看")
    assert said.startswith("是要：*提意见* · K-1“安全生产会” · “抓紧办，陈静先给我看”？")
    meeting.presses("UWANG", "就这样")
    assert "：抓紧办，陈静先给我看" in meeting.card("UCHEN", "K-1")


def test_by_slash_by_button_and_form(meeting):
    meeting.types("UWANG", "/office K-1 批示：再快一点")
    assert "：再快一点" in meeting.card("UCHEN", "K-1")
    meeting.presses("UWANG", "提意见", about="K-1")
    assert meeting.fills_in("UWANG", words="再快一点") == {
        "words": "你的意见本来就是“再快一点”，没有变，也没有再通知别人。"
    }
    assert meeting.fills_in("UWANG", words="抓紧办，先给我看") == {}
    assert SAID in meeting.card("UCHEN", "K-1")
    assert "[提意见]" not in meeting.card("UZHAO", "K-1")  # the step is his


def test_no_later_step_takes_its_place(meeting):
    meeting.says("UWANG", "K-1 批示：抓紧办，先给我看")
    meeting.says("UZHAO", "K-1 意见：会期压到一小时")
    assert "▸ *报批备案* 赵敏" in meeting.card("UZHAO", "K-1")  # that was no approval
    meeting.says("UZHAO", "K-1 我批了，下不为例")
    meeting.says("UZHAO", "K-1 换用新版")
    card = meeting.card("UCHEN", "K-1")
    assert SAID in card
    assert "• 赵敏（11月25日 周三 10:00）：会期压到一小时" in card
    assert "✓ 报批备案 ▸" in card.replace("\n", " ")
    assert "10 步已办 1 步" in card


def test_taken_back_no_trace_of_it_is_on_the_card(meeting):
    before = meeting.card("UCHEN", "K-1")
    meeting.says("UWANG", "K-1 批示：抓紧办，先给我看")
    assert meeting.card("UCHEN", "K-1") != before
    meeting.presses("UWANG", "撤回", about="提意见")
    assert meeting.card("UCHEN", "K-1").rpartition("\n")[0] == before.rpartition("\n")[0]


def test_of_who_is_asked_it_is_the_position_and_of_the_step_that_waits_the_step(round_):  # noqa: F811
    round_.says("UWANG", "K-1 批示：请张伟抓紧")
    card = round_.card("UCHEN", "K-1")
    assert "▸ *传阅* Li Na 李娜" in card
    assert card.count("请张伟抓紧") == 1


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (
            "UCHEN",
            "K-1 王局批示：抓紧办",
            "没有记：意见只记在本人名下，请王局自己说；要催办，说 `催办 K-1`。",
        ),
        ("UCHEN", "K-1 意见：抓紧办", "没有办：只有领导和主任可以这样做。"),
        ("USUN", "K-1 批示：抓紧办", "没有你能看到的 K-1。请核对编号，或者说 `我手上有什么`。"),
        ("UHE", "K-1 批示：抓紧办", OUTSIDER_ZH),
    ],
)
def test_nobody_else_remarks_on_it(meeting, who, said, answer):
    assert meeting.says(who, said) == answer
    assert "抓紧办" not in meeting.card("UZHAO", "K-1")


def test_pressed_once_the_case_is_over_nothing_is_kept(meeting):
    meeting.says("UWANG", "K-1")
    meeting.presses("UWANG", "提意见", about="K-1")
    meeting.says("UCHEN", "K-1 不办了：改期")
    meeting.fills_in("UWANG", words="抓紧办")
    assert "抓紧办" not in meeting.card("UCHEN", "K-1")
    assert meeting.forges("UHE", "steps:remark", 1) == OUTSIDER_ZH
