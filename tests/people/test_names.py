"""A name, and what somebody calls something, are words and nothing more, in every list of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import scene
from tests.door import Door

CALLS = "<!channel> *"  # would ring every bell, and begin bold letters
QUIET = "&lt;!channel&gt; ∗"


@scene
def loud(door):
    """Two people, a post and its duty are called so; a talk, a leave and a seat are to come."""
    for who, name in (("UZHOU", "周婷"), ("UCHEN", "陈静")):
        door.changes(who, real_name=f"{name} {CALLS}")
    door.types("UZHAO", "/duty post", "DM")
    told = {"title": f"档案 {CALLS}", "person": "USUN", "duties": f"收文 {CALLS}\n归档"}
    assert door.fills_in("UZHAO", **told) == {}
    for who in ("USUN", "ULINA", "UZHANG"):
        door.types("UWANG", f"/draft assign <@{who}> Memo by Friday 5pm")
    return door


def coverage(door: Door) -> str:
    return door.says("UZHAO", "岗位覆盖检查")


def growth(door: Door) -> str:
    return door.says("USUN", "我的成长")


def thanks(door: Door) -> str:
    door.says("USUN", "Big thanks to <@UZHOU> for the table of figures")
    door.presses("USUN", "就这样")
    return "\n".join(door.reads("USUN"))


def talks(door: Door) -> str:
    door.says("UWANG", "谈话记录")
    door.presses("UWANG", "打开")
    return door.page("UWANG")


def seats(door: Door) -> str:
    door.says("UZHAO", "12月10号全市经济工作会有两个旁听席，给孙磊和李娜")
    for _ in range(9):
        door.waits(days=1)
    return "\n".join(door.reads("UZHAO"))


def posts(door: Door) -> str:
    return door.says("UZHANG", "岗位有哪些")


def hand_over(door: Door) -> str:
    door.says("USUN", "我11月30日到12月1日休假，李娜代我")
    return "\n".join(door.reads("ULINA"))


LISTS: tuple[Callable[[Door], str], ...] = (
    *(coverage, growth, thanks, talks, seats, posts),
    hand_over,
)


@pytest.mark.parametrize("lists", LISTS, ids=lambda one: one.__name__)
def test_nothing_in_it_rings_a_bell_or_begins_bold_letters(loud, lists):
    said = lists(loud)
    assert QUIET in said
    assert CALLS not in said
    assert "<!channel>" not in said
