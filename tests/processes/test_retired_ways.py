"""A way of working is retired: nothing begins by it, what runs goes on; it can be brought back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.matters.journal import Entry
from storage.processes.cases import Case, CaseState
from tests.conftest import scene
from tests.door import OUTSIDER_ZH
from tests.processes.test_cases import OWN, publishes
from tests.processes.test_named_ways import LOAN

ASKED = "停用“失物招领”？不再启动新的，也不再出现；在办的 1 件照常办完"


@scene
def own(door):
    """Two ways of the office's own; by one of them a case runs."""
    publishes(door, LOAN, "loan")
    publishes(door, OWN)
    door.types("UCHEN", "/office 走失物招领流程")
    assert door.fills_in("UCHEN", title="雨伞") == {}
    return door


@scene
def retired(own):
    own.says("UZHAO", "停用失物招领流程")
    own.presses("UZHAO", "停用", about="停用“失物招领”")
    return own


def begun(door):
    with door.bot.sessions() as session:
        return session.query(Case).count()


def test_it_is_asked_first_and_nothing_is_done_before_the_press(own):
    for said in ("停用失物招领流程", "we don't need the lost property process any more"):
        assert ASKED in own.says("UZHAO", said), said
    assert "失物招领" in own.says("UCHEN", "流程")
    own.types("UCHEN", "/office 走失物招领流程")
    assert own.fills_in("UCHEN", title="钥匙") == {}
    assert begun(own) == 2


def test_nothing_is_begun_by_it_and_what_runs_goes_on(retired):
    listed = retired.says("UCHEN", "流程")
    assert "*失物招领*" not in listed
    assert "已停用：失物招领" in listed
    assert "[恢复" not in listed  # that is the director's
    told = retired.types("UCHEN", "/office 走失物招领流程")
    assert "“失物招领”已停用" in told
    assert "`恢复失物招领流程`" in told
    assert "已停用" in retired.says("UCHEN", "失物招领流程步骤")
    assert "*失物招领*" not in retired.says("UCHEN", "失物招领：一把伞")
    assert "失物招领" not in str(_choices(retired))
    assert begun(retired) == 1
    assert "K-1" in retired.says("UCHEN", "失物招领在办")
    for _ in range(2):
        retired.presses("UCHEN", "办好了", about="K-1")
    with retired.bot.sessions() as session:
        assert session.get_one(Case, 1).state is CaseState.DONE


def _choices(door):
    door.types("UCHEN", "/office 走流程")
    return door.form("UCHEN")["blocks"]


@pytest.mark.parametrize("said", ["恢复失物招领流程", "use the lost property process again"])
def test_it_is_brought_back_in_words(retired, said):
    assert "已停用" not in retired.says("UZHAO", said)
    retired.types("UCHEN", "/office 走失物招领流程")
    assert retired.fills_in("UCHEN", title="钥匙") == {}
    assert "在用" in retired.says("UZHAO", "恢复失物招领流程")


def test_it_is_brought_back_by_its_button_and_by_undoing(retired):
    retired.presses("UZHAO", "撤回", about="已停用")
    assert "*失物招领*" in retired.says("UZHAO", "流程")
    retired.says("UZHAO", "停用失物招领流程")
    retired.presses("UZHAO", "停用", about="停用“失物招领”")
    retired.says("UZHAO", "流程")
    retired.presses("UZHAO", "恢复：失物招领")
    assert "*失物招领*" in retired.says("UZHAO", "流程")
    with retired.bot.sessions() as session:
        what = session.scalars(select(Entry.what).where(Entry.what.like("ways.%"))).all()
    assert what[-4:] == ["ways.retire", "ways.undo", "ways.retire", "ways.revive"]


def test_pressed_twice_it_is_retired_once(retired):
    assert "已停用" in retired.presses("UZHAO", "停用", about="停用“失物招领”")
    with retired.bot.sessions() as session:
        assert len(session.scalars(select(Entry).where(Entry.what == "ways.retire")).all()) == 1


def test_only_the_director_retires_one(own):
    assert "只有办公室主任" in own.says("UCHEN", "停用失物招领流程")
    assert own.says("UHE", "停用失物招领流程") == OUTSIDER_ZH
    assert "[停用]" not in own.says("UCHEN", "失物招领流程步骤")
    assert "[停用]" in own.says("UZHAO", "失物招领流程步骤")


@pytest.mark.parametrize("said", ["retire the repair process", "停用报修流程"])
def test_one_that_came_with_us_is_retired_and_offered_no_more(door, said):
    told = door.says("UZHAO", said)
    door.presses("UZHAO", "停用", about=told.split("\n")[0][:6])
    assert "“报修”已停用" in door.says("UCHEN", "报修：三楼打印机")
    assert "has retired Repair" in door.says("ULINA", "repair: printer on the third floor")
    assert "*报修*" not in door.says("UCHEN", "投影机坏了")
    assert "已停用" in door.says("UCHEN", "流程")
    assert begun(door) == 0
