"""What is told to be over, or not needed any more, is of what is under way, and begins nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.processes.cases import Case, CaseState
from tests.conftest import scene
from tests.door import OUTSIDER_ZH


@scene
def open_(door):
    """K-1 a repair of 陈静's that 张伟 does, K-2 the seal for 李娜's agreement, approved."""
    door.says("UCHEN", "报修：三楼打印机卡纸")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", handler="UZHANG")
    door.says("ULINA", "seal for the cooperation agreement, 3 copies")
    door.presses("UZHANG", "办好了", about="K-1")
    door.presses("UZHAO", "办好了", about="K-2")
    return door


def states(door):
    with door.bot.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 2  # nothing is begun
        return [session.get_one(Case, n).state for n in (1, 2)]


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UZHANG", "打印机修好了", "是要：*办好一步* · K-1“三楼打印机卡纸”"),
        ("UZHAO", "章盖了", "是要：*办好一步* · K-2“cooperation agreement”？"),
        ("UZHAO", "the agreement has been stamped", "是要：*办好一步* · K-2"),
        ("UCHEN", "打印机修好了", "是要：*看流程事项* · K-1“三楼打印机卡纸”？"),
        ("ULINA", "不用盖章了", "Do you mean: *Call off a case* · K-2 _cooperation agreement_"),
        ("ULINA", "the agreement no longer needs a stamp", "Do you mean: *Call off a case* · K-2"),
        ("UCHEN", "打印机不用修了", "是要：*停办* · K-1“三楼打印机卡纸”"),
    ],
)
def test_it_is_offered_to_whoever_it_is_open_to_and_binds_nothing(open_, who, said, offered):
    assert open_.says(who, said).startswith(offered)
    assert states(open_) == [CaseState.RUNNING, CaseState.RUNNING]


def test_one_press_does_it_with_what_was_said(open_):
    open_.says("UZHANG", "打印机修好了")
    open_.presses("UZHANG", "就这样")
    assert "▸ *确认好用* 陈静" in open_.card("UCHEN", "K-1")
    open_.says("UZHAO", "章盖了")
    open_.presses("UZHAO", "就这样")
    assert open_.fills_in("UZHAO", words="3") == {}  # how many is asked for
    assert states(open_) == [CaseState.RUNNING, CaseState.DONE]


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("USUN", "章盖了", "*办好一步*：说的是哪一件？没有找到你能看到的。"),
        ("USUN", "不用盖章了", "*停办*：说的是哪一件？没有找到你能看到的。"),
        ("ULIU", "the window is fixed", "*Do a step*: of what? I find nothing that you can see."),
        ("UHE", "章盖了", OUTSIDER_ZH),
    ],
)
def test_where_there_is_none_that_is_said_and_nothing_new_is_offered(open_, who, said, answer):
    assert open_.says(who, said).startswith(answer)
    assert states(open_) == [CaseState.RUNNING, CaseState.RUNNING]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UZHANG", "打印机还没修好"),
        ("UZHANG", "打印机又坏了"),
        ("UZHANG", "窗户修好了"),
        ("UZHANG", "等打印机修好了再说"),
        ("ULIU", "is the printer fixed?"),
    ],
)
def test_what_is_not_over_is_no_step_done(open_, who, said):
    offered = open_.says(who, said)
    assert "*办好一步*" not in offered
    assert "*Do a step*" not in offered
