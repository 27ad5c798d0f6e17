"""A no to what asks for a yes ends the case or returns it, as its way says; it adds no step."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from storage.processes.cases import Case, CaseState, StepState
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.processes.test_cases import publishes

OWN = """
[data]
called = { en = "Key card", zh = "门禁卡" }
[data.field.title]
kind = "line"
needed = true
label = { en = "For whom", zh = "给谁" }
[[data.step]]
name = "ask"
called = { en = "Ask", zh = "填单" }
[[data.step]]
name = "agree"
called = { en = "Agree", zh = "同意" }
who = "director"
refused = "returns"
"""


@scene
def petition(door):
    """孙磊 asks for a scanner; the section head has agreed."""
    door.says("USUN", "申请设备：扫描仪，3000元")
    door.presses("UCHEN", "办好了", about="K-1")
    return door


def stands(door):
    with door.bot.sessions() as session:
        case = session.get_one(Case, 1)
        return case.state, [one.name for one in case.steps if one.state is StepState.DONE]


def names(door):
    with door.bot.sessions() as session:
        return {one.name for one in session.get_one(Case, 1).steps}


@pytest.mark.parametrize(
    "said",
    ["K-1 不同意：今年没有预算", "K-1 不批准：今年没有预算", "K-1 refused: no budget this year",
     "K-1 rejected, no budget this year"],
)  # fmt: skip
def test_a_petition_that_is_refused_ends_and_whoever_asked_hears_why(petition, said):
    told = petition.says("UZHAO", said)
    assert "没有批准 K-1“扫描仪”，到此为止" in told
    assert ("今年没有预算" if "预算" in said else "no budget") in told
    assert stands(petition) == (CaseState.CALLED_OFF, ["section"])
    assert "" not in names(petition)  # one that is added has no name
    petition.waits(minutes=1)
    assert any("没有批准 K-1" in one for one in petition.reads("USUN"))
    assert not [one for one in petition.waits(days=9) if "K-1" in one]
    with petition.bot.sessions() as session:
        assert session.scalar(select(Entry).where(Entry.what == "cases.refuse"))


def test_its_card_shows_who_refused_and_why_until_that_is_taken_back(petition):
    petition.says("UZHAO", "K-1 不批准：今年没有预算")
    for who in ("USUN", "UZHAO"):
        assert "赵敏 没有批准：“今年没有预算”" in petition.card(who, "K-1")
    assert "今年没有预算" not in petition.says("UHE", "K-1")
    petition.presses("UZHAO", "撤回", about="没有批准")
    assert "没有批准" not in petition.card("USUN", "K-1")
    petition.says("USUN", "K-1 不办了：借到了一台")
    assert stands(petition)[0] is CaseState.CALLED_OFF
    assert "没有批准" not in petition.card("USUN", "K-1")


def test_in_english_too_its_card_shows_who_refused_and_why(door):
    door.says("ULINA", "申请设备：scanner，3000元")
    door.presses("UCHEN", "办好了", about="K-1")
    door.says("UZHAO", "K-1 refused: no budget")
    assert "Refused by 赵敏: “no budget”" in door.card("ULINA", "K-1")


def test_by_its_button_a_reason_is_asked_and_it_is_taken_back(petition):
    petition.presses("UZHAO", "不批准", about="K-1")
    assert stands(petition)[0] is CaseState.RUNNING
    assert petition.fills_in("UZHAO", words="今年没有预算") == {}
    assert stands(petition)[0] is CaseState.CALLED_OFF
    petition.presses("UZHAO", "撤回", about="K-1")
    assert stands(petition) == (CaseState.RUNNING, ["section"])
    assert "▸ *主任审批* 赵敏" in petition.card("UZHAO", "K-1")


def test_said_twice_or_late_it_ends_once(petition):
    petition.says("UZHAO", "K-1 不同意：今年没有预算")
    petition.says("UZHAO", "K-1 不同意：今年没有预算")
    petition.says("UZHAO", "K-1 同意")
    assert stands(petition) == (CaseState.CALLED_OFF, ["section"])
    with petition.bot.sessions() as session:
        assert len(session.scalars(select(Entry).where(Entry.what == "cases.refuse")).all()) == 1


def test_only_whose_turn_it_is_refuses(petition):
    assert petition.says("UHE", "K-1 不批准：没钱") == OUTSIDER_ZH
    for who in ("USUN", "UCHEN"):
        petition.says(who, "K-1 不批准：没钱")
        assert "[不批准]" not in petition.card(who, "K-1")
    assert stands(petition)[0] is CaseState.RUNNING


def test_what_only_is_to_be_done_has_no_such_button(petition):
    petition.says("UZHAO", "K-1 同意")
    petition.says("UWANG", "K-1 同意")
    assert "▸ *列入预算* 孙磊" in petition.card("USUN", "K-1")
    assert "不批准" not in petition.card("USUN", "K-1")


@pytest.mark.parametrize("said", ["K-1 不同意：没写部门", "K-1 不批准：没写部门"])
def test_a_way_may_say_that_it_goes_back_to_the_step_before(door, said):
    publishes(door, OWN, "card")
    door.types("UCHEN", "/office 走门禁卡流程")
    assert door.fills_in("UCHEN", title="新同事") == {}
    door.presses("UCHEN", "办好了", about="K-1")
    door.says("UZHAO", said)
    assert "▸ *填单* 陈静" in door.card("UCHEN", "K-1")
    assert any("没写部门" in one and "退回“填单”" in one for one in door.reads("UZHAO"))
    assert names(door) == {"ask", "agree"}


def test_what_nothing_came_before_ends_in_a_way_that_says_nothing(door):
    publishes(door, OWN.replace('refused = "returns"\n', ""), "card")
    door.types("UZHAO", "/office 走门禁卡流程")
    assert door.fills_in("UZHAO", title="新同事") == {}
    door.says("UZHAO", "K-1 不同意：不用办了")
    assert stands(door) == (CaseState.CALLED_OFF, [])


def test_what_is_no_way_to_be_refused_is_said_when_it_is_published(door):
    with pytest.raises(Exception, match="wrong-refused"):
        publishes(door, OWN.replace('"returns"', '"maybe"'), "card")


def test_where_a_position_is_asked_for_a_no_is_one(door):
    door.says("UCHEN", "收文：关于做好冬季供暖工作的通知")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", handler="UZHANG", readers="USUN ULINA")
    for who in ("UCHEN", "UCHEN", "UZHAO"):
        door.presses(who, "办好了", about="K-1")
    door.says("USUN", "K-1 不批准：期限太紧")
    assert "• 孙磊（11月25日 周三 10:00）：不批准 期限太紧" in door.card("UCHEN", "K-1")
    assert stands(door)[0] is CaseState.RUNNING


# --- sent back in words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("USUN", "K-1 退回上一步：时间不对", "不是你的步骤。K-1 眼下轮到：主任审批（赵敏）"),
        ("UCHEN", "K-1 退回上一步：时间不对", "不是你的步骤。K-1 眼下轮到：主任审批（赵敏）"),
        ("USUN", "send back the step of K-1: the time is wrong", "不是你的步骤"),
    ],
)
def test_nobody_sends_it_back_but_whose_turn_it_is(petition, who, said, told):
    assert "[退回上一步]" not in petition.card(who, "K-1")
    assert told in petition.says(who, said)
    assert stands(petition) == (CaseState.RUNNING, ["section"])
    petition.says("UZHAO", "K-1 退回上一步：时间不对")
    assert stands(petition) == (CaseState.RUNNING, [])


def test_the_director_whose_turn_is_over_sends_nothing_back_either(petition):
    petition.presses("UZHAO", "办好了", about="K-1")
    before = stands(petition)
    assert "不是你的步骤" in petition.says("UZHAO", "K-1 退回上一步：时间不对")
    assert stands(petition) == before


def test_an_outsider_is_not_told_whose_step_it_is(petition):
    assert "赵敏" not in petition.says("UHE", "K-1 退回上一步：时间不对").replace(OUTSIDER_ZH, "")
    assert petition.says("UHE", "K-1 退回上一步：时间不对") == OUTSIDER_ZH
