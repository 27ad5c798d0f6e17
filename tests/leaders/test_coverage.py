"""Coverage: where nobody stands behind somebody, who has nothing, who has far more."""

from __future__ import annotations

from tests.conftest import scene
from tests.statements import counted, listed

SAID = (
    "*岗位覆盖检查*\n"
    "• 没有 AB 岗：{alone}\n"
    "• 手上没有你能看到的事：{idle}\n"
    "• 手上的事明显偏多：孙磊\n"
    "只看现在手上、你能看到的事，不留记录。\n"
    "[谁手上有什么] [看岗位] [设 AB 岗]"
)


@scene
def uneven(door):
    door.says("UZHAO", "张伟和李娜是AB岗")
    for n in range(4):
        door.types("UWANG", f"/draft assign @sun.lei Memo {n} by Friday 5pm")
    door.types("UWANG", "/draft assign @li.na Budget by Friday 5pm")
    door.types("UWANG", "/draft assign @zhang.wei Table by Friday 5pm")
    return door


def test_the_director_asks_or_hears_it_once_on_a_monday_morning(uneven):
    said = uneven.says("UZHAO", "岗位覆盖检查")
    assert said == SAID.format(alone="孙磊、周婷", idle="周婷")
    uneven.waits(days=4)
    before = "".join(uneven.reads("UZHAO")).count("*岗位覆盖检查*")
    uneven.waits(days=1)  # to Monday, 10:00
    assert "".join(uneven.reads("UZHAO")).count("*岗位覆盖检查*") == before + 1
    uneven.waits(days=4)
    assert "".join(uneven.reads("UZHAO")).count("*岗位覆盖检查*") == before + 1
    for who in ("UWANG", "ULIU", "UCHEN"):
        assert "岗位覆盖" not in "".join(uneven.reads(who))


def test_the_posts_are_read_once(uneven):
    with counted(uneven.bot.sessions) as sent:
        uneven.slack.commands("UZHAO", "DM", "/office 岗位覆盖检查")
    assert len([one for one in sent if one.startswith("SELECT posts")]) == 1, listed(sent)


def test_it_is_for_who_leads(uneven):
    assert "岗位" not in uneven.says("UZHANG", "岗位覆盖检查")
    assert "孙磊" not in uneven.says("UHE", "岗位覆盖检查")


def test_who_has_nothing_is_named_where_nobody_has_anything_and_no_note_is_written_then(door):
    said = door.says("UZHAO", "岗位覆盖检查")
    assert "• 手上没有你能看到的事：周婷、Li Na 李娜、孙磊、张伟\n" in said
    door.waits(days=5)  # to Monday, 10:00
    assert "".join(door.reads("UZHAO")).count("*岗位覆盖检查*") == 1


def test_of_four_who_have_little_each_who_has_nothing_is_named(door):
    """Half of them have nothing: so is the usual load, and it hid them."""
    for who in ("sun.lei", "li.na"):
        door.types("UWANG", f"/draft assign @{who} Memo by Friday 5pm")
    assert "• 手上没有你能看到的事：周婷、张伟\n" in door.says("UZHAO", "岗位覆盖检查")
    door.waits(days=5)
    assert "".join(door.reads("UZHAO")).count("• 手上没有你能看到的事：周婷、张伟\n") == 2
