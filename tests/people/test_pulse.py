"""The pulse: answered in secret, sums only, nothing of fewer than five; it feeds nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.db import Base
from storage.matters.ballots import Sealed
from storage.matters.journal import Entry
from storage.people.pulse import Pulse
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.matters.test_nudges import at
from tests.people.test_assessments import never_by_itself

ALL = {"load": "no", "clear": "yes", "speak": "partly", "help": "yes", "ahead": "no"}
FIVE = ("UCHEN", "UZHANG", "ULINA", "USUN", "UZHOU")


@scene
def asking(door):
    """The director asks until Friday at five."""
    door.says("UZHAO", "发起工作氛围小问卷，周五下午5点截止")
    return door


def answers(door, who, **given):
    door.presses(who, "Answer" if who == "ULINA" else "作答", about="U-1")
    return door.fills_in(who, **(given or ALL))


def closes(door):
    door.waits_until(at("11-27 17:00"))


def test_the_card_says_who_sees_what_and_staff_may_not_close_it(asking):
    card = asking.card("USUN", "U-1")
    assert card.startswith(
        "🌡🔒 *U-1*“工作氛围小问卷” · 作答中\n赵敏 发起 · 11月27日 周五 17:00 截止"
    )
    assert "不足 5 份就不出结果" in card
    assert card.endswith("[作答] [记录]")
    assert "[截止]" in asking.card("UZHAO", "U-1")
    assert "没有办" in asking.says("USUN", "截止 U-1")
    assert "没有办" in asking.says("USUN", "发起工作氛围小问卷")


def test_the_one_that_is_open_is_closed_without_its_number_in_its_form(asking):
    asking.says("UZHAO", "截止小问卷")
    assert "作答中" in asking.card("UZHAO", "U-1")
    asking.presses("UZHAO", "打开表单")
    asking.fills_in("UZHAO")
    assert "已截止" in asking.card("UZHAO", "U-1")
    assert asking.says("UZHAO", "截止小问卷").startswith("现在没有")


def test_sums_of_five_are_the_same_for_everybody_and_the_answers_are_gone(asking):
    for who in FIVE:
        assert answers(asking, who) == {}
    assert answers(asking, "USUN", load="yes") == {}  # in the place of the earlier ones
    closes(asking)
    shown = {asking.card(who, "U-1").partition("\n")[2] for who in ("USUN", "UZHAO", "UWANG")}
    assert len(shown) == 1
    card = shown.pop()
    assert "5 人作答" in card
    assert "手上的活，上班时间干得完。是 1 · 一半一半 0 · 不是 4" in card
    assert "我清楚要我做到什么样。是 4 · 一半一半 0 · 不是 0" in card
    with asking.bot.sessions() as session:
        assert session.scalars(select(Sealed)).all() == []
        assert session.get_one(Pulse, 1).salt == ""


def test_of_four_there_is_nothing_for_anybody(asking):
    for who in FIVE[:4]:
        answers(asking, who)
    answers(asking, "UZHOU")
    assert answers(asking, "UZHOU", **dict.fromkeys(ALL, "")) == {}  # taken back
    closes(asking)
    for who in ("USUN", "UZHAO", "UWANG"):
        assert "答案已销毁，不出结果" in asking.card(who, "U-1")
    with asking.bot.sessions() as session:
        assert session.get_one(Pulse, 1).sums == []


def test_answering_leaves_no_trace_and_there_is_no_result_before_it_closes(asking):
    def picture():
        with asking.bot.sessions() as session:
            tables = [one for one in Base.metadata.sorted_tables if one.name not in BY_LOT]
            return {one.name: session.execute(select(one)).all() for one in tables}

    for who in ("ULINA", "USUN"):
        answers(asking, who, load="no")
    mine = picture()
    answers(asking, "USUN", load="yes", clear="no")
    assert picture() == mine  # what was answered is in no table that can be read
    card = asking.card("UZHAO", "U-1")
    assert "人作答" not in card
    with asking.bot.sessions() as session:
        deeds = session.scalars(select(Entry.what).where(Entry.matter_id == 1)).all()
    assert deeds == ["pulse.open"]


BY_LOT = ("inbox", "paces", "stamp", "sealed_ballots", "letters", "shown", "cards")


def test_whoever_was_not_asked_or_comes_late_is_refused(asking):
    assert asking.says("UHE", "答工作氛围小问卷") == OUTSIDER_ZH
    assert "U-1 没有请你" in asking.forges("UWANG", "pulse:reply", 1)
    closes(asking)
    assert "已截止" in asking.forges("USUN", "pulse:reply", 1)


def test_whoever_has_not_answered_hears_it_once_and_nobody_else_does(asking):
    answers(asking, "USUN")
    asking.waits_until(at("11-27 16:00"))
    calls = [who for who in (*FIVE, "UWANG") if "还没有作答" in "".join(asking.reads(who))]
    assert calls == ["UCHEN", "UZHANG", "UZHOU"]
    assert "have not answered" in "".join(asking.reads("ULINA"))


def test_it_feeds_no_record_and_no_assessment(asking):
    for who in FIVE:
        answers(asking, who)
    closes(asking)
    for said in ("孙磊的成长档案", "孙磊擅长什么？"):
        assert "U-1" not in asking.says("UZHAO", said)
    assert "U-1" not in asking.says("USUN", "我的成长")


@pytest.mark.parametrize(("often", "there"), [("quarter", True), ("once", False)])
def test_each_quarter_only_if_the_office_wishes(door, often, there):
    never_by_itself(door)
    door.forges("UZHAO", "pulse:open", "-")
    assert door.fills_in("UZHAO", often=often) == {}
    door.waits_until(at("12-15 09:00"))
    assert ("U-2" in "".join(door.reads("USUN"))) is there


def test_one_opened_by_mistake_is_never_counted(asking):
    for who in FIVE:
        answers(asking, who)
    asking.presses("UZHAO", "撤回", about="U-1")
    assert "已取消" in asking.card("USUN", "U-1")
    assert "人作答" not in asking.card("UZHAO", "U-1")
    with asking.bot.sessions() as session:
        assert session.scalars(select(Sealed)).all() == []
