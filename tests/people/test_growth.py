"""One's own growth, and the development record: out of what stands in the office, never counted."""

from __future__ import annotations

from tests.conftest import scene

HEADS = "没有办：只有领导、主任和科室负责人可以这样做。"
SEEN = "来自办件记录，只列你能看到的。不是考核，不排名。"


@scene
def grown(door):
    """Advice of Sun Lei's is taken up; he has read something, and has not answered something."""
    door.says("USUN", "给王局提个建议：窗口中午不要断档")
    door.says("UWANG", "采纳 V-1")
    door.says("UWANG", "把省里的意见给孙磊看看，下周三前")
    door.presses("USUN", "我要")
    door.says("UWANG", "下周三常委会带孙磊去旁听")
    return door


def test_what_was_done_is_there_and_what_was_not_had_yet(grown):
    assert grown.says("UWANG", "孙磊的成长档案") == (
        "*孙磊 的成长档案* · 近一年\n"
        "*组织协调*：还没有\n"
        "*办事处事*：还没有\n"
        "*实际工作*：V-1“窗口中午不要断档”（11月25日 周三）\n"
        "*得到的机会*：\n"
        "• O-2“省里的意见” · 阅读重要文件 · 12月2日 周三\n"
        f"*还没有过*：列席重要会议、随同领导下基层、一线岗位\n{SEEN}"
    )


def test_ones_own_page_says_what_is_open_and_who_can_help(grown):
    said = grown.says("USUN", "想看看自己还缺哪块历练")
    waiting = "*现在给我的机会*：\n• O-3“常委会” · 列席会议 · 12月2日 周三\n*组织协调*："
    assert said.startswith(f"*我的成长* · 近一年\n{waiting}")  # what waits for an answer is first
    assert "一线岗位\n*可以找谁*：陈静" in said
    assert said.endswith("[提调研题] [我的特长]")


def test_what_was_taken_back_does_not_count(grown):
    grown.presses("UWANG", "撤回", about="V-1")
    assert "V-1" not in grown.says("UWANG", "孙磊的成长档案")


def test_colleagues_admins_and_outsiders_do_not_read_it(grown):
    assert grown.says("ULINA", "development record of Sun Lei").startswith("Not done")
    assert grown.says("UZHANG", "孙磊的成长档案") == HEADS
    assert "V-1" not in grown.says("UHE", "孙磊的成长档案")


def test_a_head_reads_only_what_they_may_see(grown):
    """Advice between the two is for the leader's eyes; the head of the section reads the rest."""
    said = grown.says("UCHEN", "孙磊的成长档案")
    assert "V-1" not in said
    assert "O-2" in said


def test_whoever_goes_along_on_a_trip_grows_by_it_too(door):
    door.says("UWANG", "我和张伟、孙磊周五去青山镇调研")
    door.presses("UWANG", "送审")  # a leader needs nobody
    door.waits(days=2)
    door.says("UWANG", "T-1 出发")
    door.waits(days=1)
    door.says("UWANG", "T-1 回来了")
    for who in ("张伟", "孙磊"):
        assert "*实际工作*：T-1“青山镇调研”" in door.says("UWANG", f"{who}的成长档案")
    assert "T-1" not in door.says("UWANG", "李娜的成长档案")
