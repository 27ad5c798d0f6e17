"""Who has what, who is away, on duty, stands in: counted of what the reader may see, no ranking."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH


@scene
def busy(door):
    """Li Na has two drafts, one for names only; Zhang Wei is away, and Sun Lei stands in."""
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.types("UWANG", "/draft assign @li.na Secret memo by 4 Dec 5pm, internal only")
    door.types("UWANG", "/draft assign @sun.lei Notice by 3 Dec 5pm, whole office")
    door.says("UZHANG", "我11月26日到27日休假，孙磊代我")
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="11.26 王建国 李娜")
    door.presses("UZHAO", "发布")
    return door


def line(board: str, name: str) -> str:
    """What the board says of somebody."""
    lines = board.split("\n")
    at = next(n for n, one in enumerate(lines) if one.startswith("*") and name in one[:20])
    end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("*")), len(lines))
    return "\n".join(lines[at:end])


def test_a_line_a_person_with_what_is_due_leave_duty_and_stand_in(busy):
    board = busy.says("UWANG", "谁手头比较空？")
    assert board.startswith("*谁手上有什么* · 11月25日–29日\n这周没有到期的（你能看到的）：")
    assert "在办 2 件，到期 1 件 · 最近 D-1《Budget memo》" in line(board, "李娜")
    assert "值班 11月26日 周四（值班员）" in line(board, "李娜")
    assert "休假 11月26日–27日，孙磊 代" in line(board, "张伟")
    assert "代 张伟" in line(board, "孙磊")
    lightest = board.split("\n")[1]
    assert "孙磊" in lightest
    assert "李娜" not in lightest  # something is due
    assert "张伟" not in lightest  # away


def test_whoever_may_not_see_it_has_it_in_no_line_and_no_count(busy):
    board = busy.says("USUN", "谁手头比较空？")
    assert "没有你能看到的在办事项" in line(board, "李娜")
    assert "都在，没有你能看到的在办事项：" in board
    assert "Budget" not in board
    assert "Secret" not in board
    own = busy.says("ULINA", "who has time this week?")
    assert "2 open, 1 due · first D-1 _Budget memo_" in line(own, "李娜")
    head = busy.says("UCHEN", "谁手头比较空？")
    assert "Secret" not in head


def test_an_outsider_reads_what_this_is(busy):
    assert busy.says("UHE", "谁手头比较空？") == OUTSIDER_ZH
    assert "李娜" not in busy.forges("UHE", "load:board", "-")
    assert "李娜" not in busy.forges("UHE", "load:of", "ULINA")


def test_another_week_and_a_section(busy):
    busy.says("UWANG", "谁手头比较空？")
    coming = busy.presses("UWANG", "下周")
    assert coming.startswith("*谁手上有什么* · 11月30日–12月6日")
    assert "在办 2 件，到期 2 件" in line(coming, "李娜")
    busy.presses("UWANG", "选科室和周", about="11月30日")
    assert busy.fills_in("UWANG", section="文秘科", week="this") == {}
    shown = busy.reads("UWANG")[-1]
    assert shown.startswith("*谁手上有什么* · 11月25日–29日 · 文秘科")


def test_one_of_them_is_looked_at(busy):
    busy.says("UWANG", "忙闲")
    assert "Budget memo" in busy.presses("UWANG", "看看", about="李娜")


def test_a_section_there_is_none_of_is_said_with_those_there_are(busy):
    assert "没有“火箭科”这个科室" in busy.says("UWANG", "火箭科谁比较空")


def test_nothing_yet(door):
    assert "没有你能看到的在办事项" in door.says("UZHANG", "谁手头空")
    assert "Nothing is open that you can see" in door.types("ULINA", "/office board")


def test_from_home(busy):
    busy.opens_home("UWANG")
    assert "Budget memo" in str(busy.presses_home("UWANG", "谁手头空？"))


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ULINA", "who is free this week?"),
        ("ULINA", "who has what?"),
        ("ULINA", "who has time next week?"),
        ("UZHANG", "下周谁有空"),
        ("UZHANG", "谁手上最空？"),
        ("UZHANG", "谁能接活"),
    ],
)
def test_in_any_words(busy, who, said):
    assert busy.says(who, said).startswith(("*Who has what*", "*谁手上有什么*"))


def test_what_somebody_has_in_words(busy):
    assert "Budget memo" in busy.says("UWANG", "李娜手上有哪些事？")
    assert "Budget" not in busy.says("USUN", "what's on Li Na's plate?")
