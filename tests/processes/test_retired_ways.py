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


# --- said in other words, which are asked about first ---------------------------------------------


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("用印流程不用了", "用印"),
        ("we don't use the repair process any more, retire it", "报修"),
    ],
)
def test_the_name_is_found_in_what_was_said(door, said, way):
    door.says("UZHAO", said)
    door.presses("UZHAO", "停用流程")
    door.presses("UZHAO", "停用", about=f"停用“{way}”？")
    assert f"已停用：{way}" in door.says("UCHEN", "流程")


def test_one_that_is_retired_is_brought_back_in_other_words(door):
    door.says("UZHAO", "停用用印流程")
    door.presses("UZHAO", "停用", about="停用“用印”？")
    door.says("UZHAO", "用印流程还是恢复吧")
    door.presses("UZHAO", "就这样")
    assert any("“用印”恢复使用" in one for one in door.reads("UZHAO"))
    assert "已停用" not in door.says("UCHEN", "流程")


def test_where_no_way_is_named_it_is_asked_which(own):
    own.says("UZHAO", "有个流程不用了，停用它")
    own.presses("UZHAO", "停用流程")
    assert "失物招领" in str(own.form("UZHAO")["blocks"])
    assert own.fills_in("UZHAO", way="seal") == {}
    own.presses("UZHAO", "停用", about="停用“用印”？")
    assert "已停用：用印" in own.says("UCHEN", "流程")


def test_of_those_that_are_retired_it_is_asked_which_comes_back(retired):
    retired.says("UZHAO", "停掉的那个流程还是恢复吧")
    retired.presses("UZHAO", "就这样")
    listed = str(retired.form("UZHAO")["blocks"])
    assert "失物招领" in listed
    assert "用印" not in listed
    assert retired.fills_in("UZHAO", way="lost") == {}
    assert "已停用" not in retired.says("UCHEN", "流程")


@pytest.mark.parametrize(
    ("who", "told"),
    [("UZHAO", "没有停用的流程"), ("UCHEN", "只有办公室主任"), ("UHE", OUTSIDER_ZH)],
)
def test_where_none_is_retired_there_is_none_to_choose(own, who, told):
    own.says("UZHAO", "停掉的那个流程还是恢复吧")
    assert told in own.forges(who, "ways:revive", "")
