"""A countersigner takes a position: the writer hears it, whoever signs reads it before they do."""

from __future__ import annotations

import pytest

from tests.conftest import scene

OBJECTION = "不同意，第三条的期限要放宽"


@scene
def objected(door):
    """张伟's paper goes to 王建国; 孙磊 does not agree, 李娜 has not said anything."""
    door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.says("UCHEN", "D-1 走发文流程，孙磊、李娜会签")
    door.says("UZHANG", "受领 D-1")
    door.says("UZHANG", "D-1 交稿 https://example.com/1")
    door.says("USUN", f"K-2 这步办好了：{OBJECTION}")
    return door


def test_the_writer_and_whoever_started_it_hear_and_read_that_one_does_not_agree(objected):
    door = objected
    door.waits(minutes=1)
    for who in ("UZHANG", "UCHEN"):
        assert OBJECTION in "".join(door.reads(who)), who
    assert f"• 孙磊（11月25日 周三 10:00）：{OBJECTION}" in door.card("UZHANG", "K-2")
    assert "no position" not in door.says("ULINA", "positions on K-2")
    assert f"孙磊, Wed 25 Nov 10:00: {OBJECTION}" in door._messages("ULINA", "DM")[-1].text


def test_nobody_signs_without_reading_who_does_not_agree_and_who_has_not_said(objected):
    door = objected
    door.presses("UWANG", "签发", about="D-1")
    form = str(door.form("UWANG"))
    assert OBJECTION in form
    assert "• Li Na 李娜：还没有" in form
    answer = door.says("UWANG", "D-1 签发")
    assert OBJECTION in answer
    assert answer.endswith("[签发]")  # nobody has commented on it in a round
    assert "已签发" not in door.card("UZHANG", "D-1")
    door.presses("UWANG", "签发")
    assert "已签发" in door.card("UZHANG", "D-1")


def test_who_changes_their_mind_is_read_as_they_say_now(objected):
    objected.says("USUN", "K-2 改意见：同意，期限已放宽")
    answer = objected.says("UWANG", "D-1 签发")
    assert "同意，期限已放宽" in answer
    assert OBJECTION not in answer


@pytest.mark.parametrize("end", ["K-2 不办了：改为便函", ""])
def test_only_what_is_under_way_holds_a_signature_up(objected, end):
    """What was called off says nothing; and no outsider reads who said what."""
    door = objected
    assert OBJECTION not in door.says("UHE", "K-2 意见对照")
    if end:
        door.says("UCHEN", end)
    door.says("UWANG", "D-1 签发")
    assert ("已签发" in door.card("UZHANG", "D-1")) is bool(end)


def test_whoever_signs_an_internal_paper_reads_it_too(door):
    """Whoever reads the paper reads what is said of it; nobody else does."""
    door.says("UWANG", "请张伟起草人事调整方案（内部），周五下班前交")
    door.says("UZHANG", "D-1 走发文流程，孙磊会签")
    door.says("UZHANG", "受领 D-1")
    door.says("UZHANG", "D-1 交稿 https://example.com/1")
    door.says("USUN", f"K-2 这步办好了：{OBJECTION}")
    assert OBJECTION in door.says("UWANG", "D-1 签发")
    for who in ("UCHEN", "UHE"):
        assert "人事" not in door.says(who, "K-2 意见对照")


def test_it_is_said_of_the_draft_or_of_the_case_by_whoever_is_asked(objected):
    door = objected
    assert "Countersign" in door.says("ULINA", "countersigning D-1: agreed, as it stands")
    assert "• Li Na 李娜（11月25日 周三 10:00）：agreed, as it stands" in door.card("UCHEN", "K-2")
    door.says("USUN", "K-2 我方同意，期限已放宽")
    assert OBJECTION not in door.card("UCHEN", "K-2")
    door.says("USUN", "d1 会签不同意：附件没放宽")  # a number as people type it
    assert "不同意：附件没放宽" in door.card("UCHEN", "K-2")
    for who in ("UZHANG", "UCHEN"):  # who writes it, who started it
        assert "没有征求你的意见" in door.says(who, "D-1 会签不同意")
    assert "冬季" not in door.says("UHE", "D-1 会签不同意")
    assert door.card("UCHEN", "K-2").partition("怎么办")[0].count("不同意") == 1
