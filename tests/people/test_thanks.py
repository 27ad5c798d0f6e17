"""Thanks: for the two of them, and for the office if it is wished."""

from __future__ import annotations


def test_they_are_read_in_private_and_by_the_office_after_one_more_press(door):
    said = door.says("UZHAO", "Big thanks to Zhang Wei for staying till midnight on the replies")
    assert said == (
        "已转达，只有 张伟 能看到：“staying till midnight on the replies”\n[办公室也说一声]"
    )
    assert door.reads("UZHANG")[-1] == "💐 赵敏 谢谢你：“staying till midnight on the replies”"
    before = door.reads("UWANG", "COFFICE")
    door.presses("UZHAO", "办公室也说一声")
    new = door.reads("UWANG", "COFFICE")[len(before) :]
    assert new == ["💐 赵敏 谢谢 张伟：“staying till midnight on the replies”"]


def test_of_what_they_are_for_only_what_both_may_see_is_named(door):
    door.types("UWANG", "/draft assign @li.na Budget memo by Friday 5pm")
    door.types("USUN", "/office thank Zhang Wei")
    asked = {"words": "good table", "number": "D-1"}
    assert door.fills_in("USUN", **asked)["number"].startswith("没有你能看到的 D-1")
    assert door.fills_in("USUN", words="good table", number="", people=["USUN"]) == {
        "people": "请谢别人。"
    }
    assert door.fills_in("USUN", words="good table", people=["UZHANG"]) == {}
    assert "good table" in door.reads("UZHANG")[-1]


def test_of_several_guesses_thanks_open_a_form_and_send_nothing_yet(door):
    asked = door.says("UZHANG", "多亏李娜昨晚顶着把材料弄完")
    assert "[致谢]" in asked
    door.presses("UZHANG", "致谢")
    assert door.reads("ULINA") == []
    assert door.fills_in("UZHANG", words="昨晚顶着把材料弄完") == {}
    assert door.reads("ULINA")[-1] == "💐 张伟 thanks you: “昨晚顶着把材料弄完”"


def test_that_the_office_is_to_hear_of_it_is_no_praise(door):
    said = door.says("UZHAO", "谢谢张伟连夜赶稿，让大家都知道")
    assert said == "已向 张伟 转达，办公室频道也能看到：“连夜赶稿”"
    door.says("UZHAO", "表扬李娜，在全办公室说一声")
    assert door.reads("ULINA") == []
    door.presses("UZHAO", "打开表单")
    assert door.fills_in("UZHAO", words="译稿又快又好") == {}
    assert "译稿又快又好" in door.reads("ULINA")[-1]


def test_an_outsider_thanks_nobody_through_us(door):
    door.says("UHE", "谢谢张伟")
    assert door.reads("UZHANG") == []


def test_what_they_are_for_is_named_to_whoever_may_see_it_and_to_nobody_else(door):
    door.types("UWANG", "/draft assign @sun.lei Budget memo by Friday 5pm")
    door.types("UCHEN", "/office thank Zhang Wei")
    asked = {"words": "the figures", "number": "D-1", "people": ["UZHANG", "USUN"]}
    assert door.fills_in("UCHEN", **asked) == {}
    assert door.reads("UZHANG")[-1] == "💐 陈静 谢谢你：“the figures”"
    assert "💐 陈静 为 D-1《Budget memo》谢谢你：“the figures”" in door.reads("USUN")[-1]
    door.presses("UCHEN", "办公室也说一声")
    assert door.reads("UWANG", "COFFICE")[-1] == "💐 陈静 谢谢 张伟、孙磊：“the figures”"
