"""What stands behind a comma is the reason of a step, unless it is another wish, or a change that
a yes depends on.
"""

from __future__ import annotations

import pytest


@pytest.fixture
def reviewed(door):
    """D-1, handed in and passed on to the leader."""
    door.says("UWANG", "请李娜写一份年终总结，12月4日前，陈静审核")
    door.says("ULINA", "受领 D-1")
    door.says("ULINA", "交稿 D-1 https://docs.example.org/a")
    door.says("UCHEN", "送签 D-1")
    assert "待签发" in door.says("UWANG", "D-1")
    return door


@pytest.mark.parametrize(
    "said",
    [
        "签发 D-1，标题改短一点",
        "签发 D-1，但是第二段要核一下",
        "签发 D-1，提醒张伟周五报数",
        "签发 D-1，再请孙磊写个通知",
        "签发 D-1，转给赵敏",
        "D-1 通过，标题改短一点",
        "sign off D-1, make the title shorter",
        "sign off D-1, but check the figures",
        "sign off D-1, and remind Zhang Wei to send the figures",
        "sign off D-1, send it to Zhao Min",
    ],
)
def test_a_yes_that_depends_on_a_change_or_holds_another_wish_is_asked_about(reviewed, said):
    answer = reviewed.says("UWANG", said)

    assert "[" in answer
    assert "待签发" in reviewed.says("UWANG", "D-1")
    assert "标题改" not in reviewed.says("UWANG", "D-1")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("签发 D-1，内容很扎实", "内容很扎实"),
        ("签发 D-1，按程序办", "按程序办"),
        ("签发 D-1：标题改短一点", "标题改短一点"),  # what stands behind a colon is told
        ("sign off D-1, well written", "well written"),
        ("sign off D-1: make the title shorter", "make the title shorter"),
    ],
)
def test_a_reason_goes_with_a_yes(reviewed, said, reason):
    assert "待签发" not in reviewed.says("UWANG", said)
    assert reason in reviewed.says("UWANG", "D-1 的记录")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("退回修改 D-1，标题改短一点，周五前", "标题改短一点"),
        ("退回 D-1，请压到两页，周五前", "请压到两页"),
        ("return D-1, make the title shorter by Friday", "make the title shorter"),
    ],
)
def test_of_what_is_returned_a_change_is_the_reason(reviewed, said, reason):
    reviewed.says("UWANG", said)

    assert reason in reviewed.says("UWANG", "D-1 的记录")


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("取消 D-1，请孙磊写个通知", "<@USUN> ·《通知》"),
        ("签发 D-1，提醒张伟周五报数", "“报数” · 11月27日 周五"),
        ("sign off D-1, and remind Zhang Wei on Friday to send the figures", "“send the figures”"),
    ],
)
def test_another_wish_behind_a_comma_is_another_offer(reviewed, said, second):
    who = "UZHAO" if "取消" in said else "UWANG"
    answer = reviewed.says(who, said)

    assert answer.count("[就这样]") == 2
    assert second in answer
    assert "待签发" in reviewed.says("UWANG", "D-1")


def test_another_step_of_the_same_matter_is_one_of_two(reviewed):
    answer = reviewed.says("UZHAO", "取消 D-1，让孙磊重写一份")

    assert answer.count("[就这样]") == 1
    assert "待签发" in reviewed.says("UWANG", "D-1")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("周五提醒我把稿子改短一点", "把稿子改短一点"),
        ("周五提醒孙磊写细一点", "写细一点"),
        ("提醒我周五下午一点开会", "开会"),
    ],
)
def test_a_little_is_no_hour(door, said, title):
    answer = door.says("UZHAO", said)

    assert f"“{title}”" in answer
    assert ("13:00" in answer) == ("下午一点" in said)


@pytest.mark.parametrize(
    "said",
    [
        "过去几年的调研都是走过场",
        "大家回去想想今年的调研怎么搞",
        "出去之前先把调研提纲写好",
        "想下去摸摸食堂为什么开不下去，这个能不能当个调研题",
        "失去联系之后再考察",
        "说到底还是调研不够",
    ],
)
def test_what_goes_nowhere_plans_no_trip(door, said):
    door.says("USUN", said)
    assert "T-" not in door.says("USUN", "出行清单")


@pytest.mark.parametrize(
    "said",
    [
        "下周五我去白云村看看冬种，带张伟，住宿800",
        "Next Friday I'm going to Baiyun village to look at the winter planting, "
        "taking Zhang Wei, lodging 800",
    ],
)
def test_who_goes_somewhere_and_takes_somebody_plans_a_trip_first(door, said):
    assert door.says("USUN", said).startswith("是要：*安排出行*")


@pytest.mark.parametrize(
    "said",
    [
        "老城区燃气管道漏气，已经疏散了两栋楼，消防在现场",
        "gas leak in the old town, two blocks evacuated, fire brigade on site",
    ],
)
def test_an_alarm_is_never_answered_with_nothing(door, said):
    assert "[报告]" in door.says("UZHOU", said) or "I-1" in door.says("UZHOU", "I-1")
